"""How far two people agree beyond what chance would bring about: Cohen's kappa, with the counts it comes from. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEWEST = 10  # pairs below which one figure would mislead


@dataclass(frozen=True, slots=True)
class Agreement:
    """`table[first, second]` counts pairs; `kappa` is None below FEWEST, and where chance alone explains all."""

    pairs: int
    agreed: int
    by_chance: float
    kappa: float | None
    table: dict[tuple[str, str], int]
    answers: tuple[str, ...]


def agreement(given: Iterable[tuple[str, str]], answers: Sequence[str]) -> Agreement:
    """This will count pairs of answers, the first person's and the second's (Cohen 1960).

    Kappa is (seen - chance) / (1 - chance): 1 agrees always, 0 no more than chance, below 0 less.
    """
    table = Counter(given)
    total = sum(table.values())
    agreed = sum(count for (one, other), count in table.items() if one == other)
    if not total:
        return Agreement(0, 0, 0.0, None, {}, tuple(answers))
    firsts, seconds = Counter[str](), Counter[str]()
    for (one, other), count in table.items():
        firsts[one] += count
        seconds[other] += count
    chance = sum(firsts[a] * seconds[a] for a in firsts) / total**2
    kappa = (agreed / total - chance) / (1 - chance) if chance < 1 and total >= FEWEST else None
    return Agreement(total, agreed, chance, kappa, dict(table), tuple(answers))
