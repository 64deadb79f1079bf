"""Keys: what two statements must share to be compared at all. Plain equality, so any database can ask.

Pure. Which parts make a key is data (`key` in matching.toml); how a part is read from a statement is here.
The batch and the candidates of one new statement use the same keys, so neither finds a pair the other cannot.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice, product

from kingfisher.people.matching import names
from kingfisher.people.matching.naming import PARTICLES
from kingfisher.people.matching.shapes import Born, Place, Reading, Statement, readable
from kingfisher.rulebook import ask
from kingfisher.rulebook.identity import KeyRule

MOST_KEYS = 80
Words = tuple[str, ...]


def keys_for(said: Statement | Reading) -> list[str]:
    """This will give the keys of one statement, each once, in the rulebook's order; at most MOST_KEYS."""
    reading = said if isinstance(said, Reading) else readable(said)
    parts = parts_of(reading)
    found: dict[str, None] = {}
    for rule in _rules():
        for values in islice(product(*(parts[p] for p in rule.parts)), 24):
            found[f"{rule.id}:{'|'.join(values)}"] = None
    return list(islice(found, MOST_KEYS))


@cache
def _rules() -> tuple[KeyRule, ...]:
    """The rulebook's keys, asked for once: a hundred thousand statements ask the same."""
    return ask.matching_keys()


def parts_of(reading: Reading) -> dict[str, Words]:
    """This will give every part a key may be made of, each with the few values it may take."""
    place = reading.place or Place()
    return {
        "nhs": _number(reading.nhs),
        "upn": _number(reading.upn),
        "pnc": _number(reading.pnc),
        "birth": birth(reading.born),
        "year": year(reading.born),
        "day": day(reading.born),
        "given": given(reading.given, reading.also),
        "sound": sounds(reading.given + reading.family + reading.also),
        "pair": pairs(reading.given, reading.family, reading.also),
        "initial": initials(reading.given + reading.also),
        "postcode": (place.postcode,) if place.postcode else (),
        "area": (place.postcode.split()[0],) if place.postcode else (),
        "town": (place.town,) if place.town else (),
        "house": house(place.number, place.street),
        "phone": reading.phones[:3],
        "sex": (reading.sex,) if reading.sex else (),
        "parent": parent(reading.parent),
        "school": ("".join(reading.school),) if reading.school else (),
    }


def _number(said: str) -> Words:
    return (said.lstrip("?"),) if said else ()


def is_guess(born: Born) -> bool:
    """Is only the year worth a key? True for estimates and the first of January."""
    return born.vague or not born.day or (born.month, born.day) == (1, 1)


def birth(born: Born | None) -> Words:
    """This will give the date with day and month in order of size, so that a swap makes no difference."""
    if born is None or is_guess(born):
        return ()
    low, high = sorted((born.month, born.day))
    return (f"{born.year}{low:02}{high:02}",)


def year(born: Born | None) -> Words:
    """This will give the year, and for a guess the years beside it."""
    if born is None:
        return ()
    return tuple(str(born.year + d) for d in ((-1, 0, 1) if is_guess(born) else (0,)))


def day(born: Born | None) -> Words:
    """This will give day and month in order of size."""
    return tuple(b[4:] for b in birth(born))


@lru_cache(maxsize=300_000)
def codes(word: str) -> Words:
    """This will give the sounds a word of a name may stand for: its own, or those of its full forms."""
    return tuple(sorted({names.sound(root) for root in names.roots(word)}))[:2]


def given(words: Words, also: Words) -> Words:
    """This will give the sounds of first names and names gone by."""
    return _few((c for w in (*words[:2], *also[:2]) if len(w) > 1 for c in codes(w)), 5)


def sounds(words: Words) -> Words:
    """This will give the sounds of every word of every name, as spelt."""
    return _few((names.sound(w) for w in words if len(w) > 1 and w not in PARTICLES), 5)


def pairs(first: Words, family: Words, also: Words) -> Words:
    """This will give two sounds of a name together, smaller first, so that order makes no difference."""
    firsts = _few((c for w in first[:2] if len(w) > 1 for c in codes(w)), 3)
    lasts = _few((c for w in telling(family)[:3] for c in codes(w)), 3)
    others = _few((c for w in also[:2] if len(w) > 1 for c in codes(w)), 2)
    both = [*product(firsts, lasts), *product(others, lasts), *product(others, firsts)]
    return tuple(dict.fromkeys("+".join(sorted(two)) for two in both if two[0] != two[1]))


def telling(family: Words) -> Words:
    """This will leave out particles, and words such as Kaur and Begum unless there is nothing else."""
    bare = tuple(w for w in family if w not in PARTICLES) or family
    return tuple(w for w in bare if not names.is_optional(w)) or bare


def initials(words: Words) -> Words:
    """This will give the first letters of first names, Catherine's as Katherine's."""
    return _few((names.respelt(w)[:1] or w[:1] for w in words), 3)


def house(number: str, street: Words) -> Words:
    """This will give house number and the first word of the street, for when no postcode was said."""
    return (f"{number} {street[0]}",) if number and street else ()


def parent(words: Words) -> Words:
    """This will give the sounds of a parent's first and last word together."""
    if len(words) < 2:
        return ()
    return ("+".join(sorted((names.sound(words[0]), names.sound(words[-1])))),)


def _few(values: Iterable[str], most: int) -> Words:
    found = dict.fromkeys(values)
    found.pop("", None)
    return tuple(found)[:most]
