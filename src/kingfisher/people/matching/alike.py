"""Which of the records found look like one person, so that a child whom four agencies know is read as one entry.

Pure. This is for reading a list and nothing else: it judges nothing, links nothing and is kept nowhere.
"""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import TypeVar

from kingfisher.people.matching import naming
from kingfisher.people.matching.features import birth, identifier, place
from kingfisher.people.matching.held import Held
from kingfisher.people.matching.names import ALIKE, RANK

Key = TypeVar("Key", bound=Hashable)
LOOKED_THROUGH = 60


def gathered(found: Sequence[tuple[Key, Held]], *, at_most: int) -> list[list[Key]]:
    """The first so many records, in the order given, each with those further down that look like the same person.

    Each is held against the first of every group before it; past the first sixty, each stands alone.
    """
    groups: list[tuple[Held, list[Key]]] = []
    for place_, (key, held) in enumerate(found):
        home = next((g for g in groups if _look_alike(g[0], held)), None) if place_ < LOOKED_THROUGH else None
        if home:
            home[1].append(key)
        elif len(groups) < at_most:
            groups.append((held, [key]))
    return [keys for _, keys in groups]


def _look_alike(one: Held, other: Held) -> bool:
    if one.sex and other.sex and one.sex != other.sex:
        return False
    born = birth(one.born, other.born)
    if born not in ("same", "swapped", "first_of_january", naming.UNSAID):
        return _shares_number(one, other) and _given(one.given, other.given)
    if not _given(one.given, other.given):
        return False
    family = _family(one.family, other.family)
    if born in ("same", "swapped"):
        return family or _shares_home(one, other)
    return family and _shares_home(one, other)


def _shares_number(one: Held, other: Held) -> bool:
    return any(identifier(a, b) == "same" for a in one.numbers if len(a) >= 10 for b in other.numbers if a == b)


def _shares_home(one: Held, other: Held) -> bool:
    if not set(one.phones).isdisjoint(other.phones):
        return True
    return any(place(a, b) in ("house", "postcode") for a in one.places for b in other.places)


@lru_cache(maxsize=100_000)
def _given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _is_near(naming.given(one, other))


@lru_cache(maxsize=100_000)
def _family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _is_near(naming.family(one, other))


def _is_near(level: str) -> bool:
    return level == "part" or RANK.get(level, 99) <= RANK[ALIKE]
