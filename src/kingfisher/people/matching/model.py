"""What weighing knows: how common names are, and how likely each level is among pairs of each sort.

Pure. The shipped model is the rulebook's; the batch learns another on the extracts it is given (`training`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from kingfisher.people.matching import names
from kingfisher.rulebook import ask, identity

Levels = dict[str, str]

RARITY_BITS = (7, 9, 11, 13, 15)  # a name one in 2**7 bears is very common; one in 2**15 very rare
MIDDLING = 3
LEAST = 1e-7
MANY_HOLD = 12  # statements with one telephone number; a family with everybody in four agencies has fewer


@dataclass(frozen=True)
class Frequencies:
    """How many statements carry each word of a first and of a family name, out of `total`."""

    given: Mapping[str, int] = field(default_factory=dict)
    family: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    phone: Mapping[str, int] = field(default_factory=dict)

    def rarity(self, words: tuple[str, ...], counts: Mapping[str, int]) -> int:
        """This will give 1 (very common) to 6 (very rare) for the rarest of these words."""
        if not self.total or not words:
            return MIDDLING
        bits = max(math.log2(self.total / max(1, counts.get(w, 1))) for w in words)
        return 1 + sum(bits >= edge for edge in RARITY_BITS)

    def is_first(self, word: str) -> bool:
        """Is this word a first name rather than a family name, here or by the lists of names?"""
        first, last = self.given.get(word, 0), self.family.get(word, 0)
        return first > last if first != last else names.is_first(word)

    def is_common_first(self, word: str) -> bool:
        """Is this a first name that at least one statement in 5,000 carries, and twenty do?"""
        return self.given.get(word, 0) >= max(20, self.total / 5_000) and self.is_first(word)

    def commoner(self, one: tuple[str, ...], other: tuple[str, ...], counts: Mapping[str, int]) -> int:
        """This will give the rarity of the commoner of two ways to write one name."""
        return min(self.rarity(one, counts), self.rarity(other, counts))

    def is_widely_held(self, numbers: tuple[str, ...]) -> bool:
        """Is each of these telephone numbers on so many statements that it is no household's own?"""
        return all(self.phone.get(n, 0) > MANY_HOLD for n in numbers)


NO_FREQUENCIES = Frequencies()


@dataclass(frozen=True)
class Model:
    """Chances in bits (log2) by comparison, level and sort; `corrections` bends weights to be honest."""

    sorts: tuple[identity.Sort, ...]
    chances: Mapping[str, Mapping[str, tuple[float, ...]]]
    corrections: tuple[tuple[float, float], ...] = ()

    def bits_by_sort(self, levels: Levels) -> list[float]:
        """This will give, for each sort of pair, log2 of how likely it is together with this evidence."""
        total = [math.log2(max(LEAST, s.share)) for s in self.sorts]
        for comparison, level in levels.items():
            row = self.chances[comparison].get(level)
            if row:
                total = [t + r for t, r in zip(total, row, strict=True)]
        return total

    def weight(self, levels: Levels) -> float:
        """This will give the evidence in bits, prior included: above zero, one person is likelier."""
        total = self.bits_by_sort(levels)
        return self._corrected(_sum_bits(self._side(total, True)) - _sum_bits(self._side(total, False)))

    def _side(self, total: list[float], same: bool) -> list[float]:
        return [t for t, s in zip(total, self.sorts, strict=True) if s.is_same is same]

    def _corrected(self, bits: float) -> float:
        points = self.corrections
        if not points:
            return bits
        for (x0, y0), (x1, y1) in pairwise(points):
            if bits <= x1 or (x1, y1) == points[-1]:
                return y0 + (bits - x0) * (y1 - y0) / (x1 - x0)
        return bits


def _sum_bits(bits: list[float]) -> float:
    top = max(bits)
    return top + math.log2(sum(2.0 ** (b - top) for b in bits))


def probability(bits: float) -> float:
    """This will turn evidence in bits into a probability."""
    return 1 / (1 + 2.0 ** -max(-1000.0, min(1000.0, bits)))


@cache
def shipped_model() -> Model:
    """This will give the model of the rulebook (`matching.toml`)."""
    chances = {
        one.id: {level.name: tuple(math.log2(max(LEAST, c)) for c in level.chances) for level in one.level}
        for one in ask.comparisons()
    }
    return Model(ask.linking().sort, chances)
