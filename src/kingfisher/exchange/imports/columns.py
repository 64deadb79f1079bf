"""Finding known columns in a header row, in any order and under the names people give them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ASIDE = re.compile(r"\([^)]*\)+")
_NEAR = 90  # how alike, of 100, a heading must be to a known name to count as a misspelling of it


def plain(heading: object) -> str:
    """A heading as lower-case words: "ChildUniqueID" and "Child unique-id " are the same."""
    text = _CAMEL.sub(" ", str(heading or "").replace("’", "").replace("'", "").replace("‘", ""))
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def match(header: Sequence[object], known: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """{position: our name} for the columns recognised; each of our names is given to one column at most.

    Exact names (and the name without what stands in brackets) come first, then misspellings, best first.
    """
    exact = {plain(name): ours for ours, names in known.items() for name in (ours, *names)}
    found: dict[int, str] = {}
    for at, heading in enumerate(header):
        for form in (plain(heading), plain(_ASIDE.sub("", str(heading or "")))):
            ours = exact.get(form)
            if form and ours and ours not in found.values():
                found[at] = ours
                break
    near = sorted(_near(header, exact, found), reverse=True)
    for _, at, ours in near:
        if at not in found and ours not in found.values():
            found[at] = ours
    return found


def _near(header: Sequence[object], exact: dict[str, str], found: dict[int, str]) -> list[tuple[float, int, str]]:
    scored = []
    for at, heading in enumerate(header):
        form = plain(_ASIDE.sub("", str(heading or "")))
        if at in found or len(form) < 5:
            continue
        for name, ours in exact.items():
            if len(name) >= 5 and (score := fuzz.ratio(form, name, score_cutoff=_NEAR)):
                scored.append((score, at, ours))
    return scored
