"""Finds what must not be found in a text, wherever and however it is written there. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from kingfisher.guard.wording import STREETS, Run, alike, compact, digits, runs_of, words_of, words_said

_TELEPHONES = re.compile(r"\+?\(?\d[\d\s().\-/\u00a0\u2010-\u2015]{7,}\d")
_TAGS = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
# So many towns have one that the name alone finds nobody.
_EVERYWHERE = {
    compact(name)
    for name in ("High Street", "Station Road", "Church Road", "Church Lane", "Church Street", "Main Street",
                 "Main Road", "Mill Lane", "Park Road", "London Road", "Victoria Road", "School Lane", "The Green")
}  # fmt: skip
_CALLED = words_said(
    "school primary secondary academy infant infants junior college nursery surgery medical centre practice health "
    "church england catholic rc ce community"
)
CLOSE_ENOUGH = 88  # of 100: "Lach Road" for "Larch Road" beside the right number
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Secret:
    """One thing not to be found: `what` is home, school, gp, phone or email; `whose` the person it protects."""

    what: str
    text: str
    whose: object = None
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a secret stands in a text. `as_` says by which trait it was known: postcode, house, street ..."""

    start: int
    end: int
    secret: Secret
    as_: str


@dataclass
class _Traits:
    """What a home is known by."""

    house: list[tuple[str, list[str]]] = field(default_factory=list)  # number, words of the street
    names: list[str] = field(default_factory=list)
    streets: list[str] = field(default_factory=list)


def find(text: str, secrets: Iterable[Secret], *, markup: bool = False, streets: bool = True) -> list[Found]:
    """Every place where one of the secrets stands, in order. In `markup` tags stand between words, not in them;
    what is quoted in tags is read as well. `streets` counts a street without its number too.
    """
    secrets = list(secrets)
    if not secrets or not text:
        return []
    found: list[Found] = []
    for runs in _streams(text, markup):
        stream = _Stream(runs)
        for secret in secrets:
            found += _in_stream(stream, secret, streets)
    for secret in secrets:
        if secret.what in ("phone", "email"):
            found += _outside_words(text, secret)
    return sorted(set(found), key=lambda f: (f.start, f.end))


def _streams(text: str, markup: bool) -> Iterator[list[Run]]:
    if not markup:
        yield runs_of(text)
        return
    blank = _TAGS.sub(lambda tag: " " * len(tag.group()), text)
    yield runs_of(blank)
    for tag in _TAGS.finditer(text):
        for said in _QUOTED.finditer(tag.group()):
            yield runs_of(said.group(1), offset=tag.start() + said.start(1))


class _Stream:
    """All words of a text one after another, and where each begins in that."""

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self.text = "".join(r.word for r in runs)
        self.begins: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        place = 0
        for n, run in enumerate(runs):
            self.begins.setdefault(place, n)
            place += len(run.word)
            self.ends[place] = n
        self.alike = alike(self.text)

    def places(self, needle: str, *, misread: bool = False) -> Iterator[tuple[int, int]]:
        """(start, end) in the text, wherever the needle stands from the beginning of a word to the end of one."""
        text, needle = (self.alike, alike(needle)) if misread else (self.text, needle)
        place = text.find(needle) if needle else -1
        while place >= 0:
            first, last = self.begins.get(place), self.ends.get(place + len(needle))
            if first is not None and last is not None:
                yield self.runs[first].start, self.runs[last].end
            place = text.find(needle, place + 1)


def _in_stream(stream: _Stream, secret: Secret, streets: bool) -> Iterator[Found]:
    if secret.what == "home":
        code = compact(secret.postcode)
        for start, end in stream.places(code, misread=True) if len(code) >= 5 else ():
            yield Found(start, end, secret, "postcode")
        traits = traits_of(secret.text)
        for number, words in traits.house:
            street = "".join(words)
            for needle in (number + street, street + number):
                yield from (Found(s, e, secret, "house") for s, e in stream.places(needle))
            yield from (Found(s, e, secret, "house") for s, e in _nearly(stream, number, words))
        for name in traits.names:
            yield from (Found(s, e, secret, "name") for s, e in stream.places(name))
        for street in traits.streets if streets else ():
            yield from (Found(s, e, secret, "street") for s, e in stream.places(street))
    elif secret.what in ("school", "gp"):
        for needle in _called(secret.text):
            yield from (Found(s, e, secret, secret.what) for s, e in stream.places(needle))


def _nearly(stream: _Stream, number: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """The right number before a street that is misspelt by a letter or so."""
    for n, run in enumerate(stream.runs):
        said = stream.runs[n + 1 : n + 1 + len(words)] if run.word == number else []
        if said and _is_nearly([r.word for r in said], words):
            yield run.start, said[-1].end


def _is_nearly(said: list[str], words: list[str]) -> bool:
    wanted, own = "".join(words), "".join(words[:-1])
    if len(wanted) >= SHORTEST and ratio("".join(said), wanted) >= CLOSE_ENOUGH:
        return True
    # "Streeet" is no street we know: what stands before it counts then
    is_whole = len(said) == len(words) and words[-1] in STREETS and said[-1][0] == words[-1][0]
    return is_whole and len(own) >= SHORTEST and ratio("".join(said[:-1]), own) >= CLOSE_ENOUGH


def traits_of(address: str) -> _Traits:
    """Taken apart at commas and line ends: houses with a number, houses with a name, streets."""
    traits = _Traits()
    for part in re.split(r"[,\n;]+", address):
        words = words_of(part)
        numbers = [n for n, w in enumerate(words) if w.isdigit()]
        if numbers and numbers[-1] + 1 < len(words):
            _add_house(traits, words, numbers[-1])
        elif len(words) > 1 and words[-1] in STREETS and not numbers:
            traits.streets.append("".join(words))
            traits.names.append("".join(words)) if words[-1] in ("hse", "cott", "ldg", "vla", "ct") else None
        elif len(words) > 1 and not numbers and not traits.names and not traits.house:
            traits.names.append("".join(words))
    _join_bare_number(traits, address)
    traits.streets = [s for s in traits.streets if s not in _EVERYWHERE and len(s) >= SHORTEST]
    return traits


def _add_house(traits: _Traits, words: list[str], at: int) -> None:
    number, street = words[at], words[at + 1 :]
    if len(street) > 1 and len(street[0]) == 1 and street[0].isalpha() and street[0] not in "nsew":
        number, street = number + street[0], street[1:]  # 12a
        traits.house.append((words[at], street))
    traits.house.append((number, street))
    if street[-1] in STREETS and len(street) > 1:
        traits.streets.append("".join(street))


def _join_bare_number(traits: _Traits, address: str) -> None:
    """ "17, Larch Road": the comma parted them."""
    parts = [words_of(p) for p in re.split(r"[,\n;]+", address)]
    for number, street in pairwise(parts):
        if len(number) == 1 and number[0].isdigit() and len(street) > 1:
            traits.house.append((number[0], street))


def _called(name: str) -> list[str]:
    """A school or a surgery by its whole name, and by what is its own in it."""
    words = words_of(name)
    own = "".join(w for w in words if w not in _CALLED)
    return list({"".join(words), *([own] if len(own) >= SHORTEST else [])} - {""})


def _outside_words(text: str, secret: Secret) -> Iterator[Found]:
    if secret.what == "email":
        for match in re.finditer(re.escape(secret.text.strip()), text, re.I):
            yield Found(match.start(), match.end(), secret, "email")
        return
    wanted = digits(secret.text)
    for match in _TELEPHONES.finditer(text) if len(wanted) >= 10 else ():
        if wanted in digits(match.group()):
            yield Found(match.start(), match.end(), secret, "phone")


def masked(text: str, found: Iterable[Found], *, markup: bool = False, words: str = "[withheld: safe address]") -> str:
    """The text with each find replaced; tags that stand within a find are kept."""
    out, done = [], 0
    for start, end in _spans(found):
        out.append(text[done:start])
        kept = "".join(_TAGS.findall(text[start:end])) if markup else ""
        out.append(words + kept)
        done = end
    return "".join(out) + text[done:]


def _spans(found: Iterable[Found]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda f: (f.start, f.end)):
        if spans and one.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.end))
        else:
            spans.append((one.start, one.end))
    return spans
