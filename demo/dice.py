"""Seeded chance for the fictional county: the same seed always gives the same people.

Nothing here is for secrets; it only has to be quick and repeatable.
"""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random


class Ranked:
    """A list, most common first, picked from with the long tail that names have in life."""

    def __init__(self, words: Sequence[str], flatten: float = 12.0) -> None:
        self.words = tuple(words)
        weights = list(accumulate(1.0 / (rank + flatten) for rank in range(len(self.words))))
        self.marks = [w / weights[-1] for w in weights]

    def pick(self, dice: "Dice") -> str:
        return self.words[min(bisect(self.marks, dice.random()), len(self.words) - 1)]


class Shares:
    """Named shares of a whole, picked in proportion."""

    def __init__(self, shares: dict[str, float]) -> None:
        self.names = tuple(shares)
        marks = list(accumulate(shares.values()))
        self.marks = [m / marks[-1] for m in marks]

    def pick(self, dice: "Dice") -> str:
        return self.names[min(bisect(self.marks, dice.random()), len(self.names) - 1)]


class Dice(Random):
    """Random numbers with the two questions this county asks: does it happen, and which one."""

    def happens(self, share: float) -> bool:
        return self.random() < share

    def one_of(self, things: Sequence):
        return things[int(self.random() * len(things))]

    def below(self, end: int) -> int:
        """A whole number from 0 to end - 1 (quicker than randrange, and evenly enough)."""
        return int(self.random() * end)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))


def dice_for(seed: int, *parts: int) -> Dice:
    """Dice for one corner of the county, so that changing one corner does not disturb the others."""
    mixed = seed
    for part in parts:
        mixed = (mixed * 1_000_003 + part + 0x9E3779B9) & 0xFFFFFFFFFFFFFFFF
    return Dice(mixed)
