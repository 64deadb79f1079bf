"""Ways to tamper with a log as it was handed out, each with the line that must be named and the kind of fault."""

import json
from collections.abc import Callable
from dataclasses import dataclass

Lines = list[bytes]


@dataclass(frozen=True)
class Tampering:
    """`do` changes the lines; `line` is the first that is wrong afterwards; `kind` what it should be called."""

    name: str
    do: Callable[[Lines], Lines]
    line: int
    kind: str


def rewritten(text: bytes, **changes: object) -> bytes:
    """A line with other values, written as the log itself would write it: nothing about its form gives it away."""
    said = json.loads(text) | changes
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def numbered(lines: Lines) -> Lines:
    """The same lines with numbers from 1 again: a careful tamperer's work."""
    return [rewritten(text, line=n) for n, text in enumerate(lines, start=1)]


def _at(lines: Lines, place: int, text: bytes) -> Lines:
    return [*lines[: place - 1], text, *lines[place:]]


def _swapped(lines: Lines, a: int, b: int) -> Lines:
    out = list(lines)
    out[a - 1], out[b - 1] = out[b - 1], out[a - 1]
    return out


def ways(size: int, *, place: int = 0) -> list[Tampering]:
    """Twelve ways, each done about the middle of a log of `size` lines."""
    k = place or size // 2
    early = "2020-01-01T00:00:00.000000Z"
    return [
        Tampering("a worker is put in another's place", lambda x: _at(x, k, rewritten(x[k - 1], worker="0" * 36)), k,
                  "changed"),
        Tampering("one letter is changed", lambda x: _at(x, k, x[k - 1].replace(b'"via":"', b'"via":"x', 1)), k,
                  "changed"),
        Tampering("a line is dropped", lambda x: [*x[: k - 1], *x[k:]], k, "dropped"),
        Tampering("a line is dropped and the rest numbered anew", lambda x: numbered([*x[: k - 1], *x[k:]]), k,
                  "dropped"),
        Tampering("two lines change places", lambda x: _swapped(x, k, k + 1), k, "reordered"),
        Tampering("two lines change places and numbers", lambda x: numbered(_swapped(x, k, k + 1)), k, "changed"),
        Tampering("a line is moved far back", lambda x: [*x[: k - 1], x[size - 2], *x[k - 1 : size - 2], x[size - 1]],
                  k, "reordered"),
        Tampering("a line is put in twice", lambda x: [*x[:k], x[k - 1], *x[k:]], k + 1, "inserted"),
        Tampering("a made-up line is put in under the right number",
                  lambda x: [*x[: k - 1], rewritten(x[k - 1], via="made up"), *x[k - 1 :]], k, "inserted"),
        Tampering("a line is back-dated", lambda x: _at(x, k, rewritten(x[k - 1], at=early)), k, "back-dated"),
        Tampering("a line is back-dated in the log itself", lambda x: _at(x, k, rewritten(x[k - 1], logged_at=early)),
                  k, "back-dated"),
        Tampering("the end is cut off", lambda x: x[: k - 1], k, "dropped"),
    ]  # fmt: skip
