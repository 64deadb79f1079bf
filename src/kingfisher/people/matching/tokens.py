"""Match tokens with tokens: the hub's side of `encoding`. It is given no key and can read none of them.

Pure. The answer is that an agency knows somebody, by that agency's own reference; what it knows, a worker there
decides to share. How the weights were measured stands in `docs/protection/knowing-without-pooling.md`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kingfisher.people.matching.encoding import Tokens

MOST_SHARE = 60  # a key of more statements finds nobody
# logistic, fitted on fictional extracts (bench.matching.encoded): start, likeness of first and of family names, of
# home, home unsaid, keys in common
WEIGHTS = (-6.32, 7.86, 2.31, 0.72, 3.49, 8.33)
SAME_NUMBER, OTHER_NUMBER = 12.0, -9.0
KNOWN_FROM = 0.9


@dataclass(frozen=True)
class TokenMatch:
    """Two statements that may be one person, by their references, and how likely."""

    one: Tokens
    other: Tokens
    probability: float


class Held:
    """What the agencies have handed over, to be asked."""

    def __init__(self, tokens: Iterable[Tokens] = ()) -> None:
        self.by_key: defaultdict[str, list[Tokens]] = defaultdict(list)
        for one in tokens:
            self.add(one)

    def add(self, one: Tokens) -> None:
        """This will take in one statement's tokens."""
        for key in found_by(one):
            self.by_key[key].append(one)

    def near(self, asked: Tokens) -> list[Tokens]:
        """This will give those that share a key or number, each once, and never the asked one itself."""
        lists = (self.by_key.get(key, ()) for key in sorted(found_by(asked)))
        found = {(one.agency, one.ref): one for held in lists if len(held) <= MOST_SHARE for one in held}
        found.pop((asked.agency, asked.ref), None)
        return list(found.values())


def found_by(one: Tokens) -> set[str]:
    """This will give what a statement's tokens can be found by."""
    return {*one.keys, *(f"{scheme} {number}" for scheme, number in one.numbers)}


def known(asked: Tokens, held: Held, *, from_probability: float = KNOWN_FROM) -> list[TokenMatch]:
    """This will say which agencies' statements are likely of this person, likeliest first."""
    found = (TokenMatch(asked, other, likely(asked, other)) for other in held.near(asked))
    return sorted((m for m in found if m.probability >= from_probability), key=lambda m: (-m.probability, m.other.ref))


def every_pair(tokens: list[Tokens], *, from_probability: float = KNOWN_FROM) -> Iterator[TokenMatch]:
    """This will give every likely pair of statements, each once."""
    held = Held()
    for one in tokens:
        yield from known(one, held, from_probability=from_probability)
        held.add(one)


def likely(one: Tokens, other: Tokens) -> float:
    """This will say how likely two statements are one person. Symmetrical."""
    weight = sum(w * v for w, v in zip(WEIGHTS, evidence(one, other), strict=True))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, weight + _numbers(one, other)))))


def evidence(one: Tokens, other: Tokens) -> tuple[float, ...]:
    """This will give what the weights weigh: one, likeness of first and of family names (the other way round, where
    that fits better), of home, whether home was unsaid, keys in common."""
    first, family = alike(one.first, other.first), alike(one.family, other.family)
    turned = alike(one.first, other.family), alike(one.family, other.first)
    if min(turned) > max(first, family):
        first = family = sum(turned) / 2  # neither way round comes first
    said = one.home and other.home
    home = alike(one.home, other.home) if said else 0.0
    return 1.0, first, family, home, float(not said), _in_common(one.keys, other.keys)


def alike(one: int, other: int) -> float:
    """Dice's measure: twice the bits in common by the bits of both."""
    bits = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / bits if bits else 0.0


def _numbers(one: Tokens, other: Tokens) -> float:
    mine, theirs = dict(one.numbers), dict(other.numbers)
    both = mine.keys() & theirs.keys()
    if not both:
        return 0.0
    same = sum(mine[s] == theirs[s] for s in both)
    return SAME_NUMBER if same == len(both) else OTHER_NUMBER if not same else 0.0


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the fewer keys that the other has too."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
