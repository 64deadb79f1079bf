"""Learn from the pairs themselves how likely each level is among pairs of each sort.

Checked numbers settle many pairs: one who holds the same NHS number is the same person whatever else was
written. Those pairs teach: which side they are on is not guessed, only which sort of that side. Pairs that no
number settles add what they can (expectation-maximisation), but count a tenth: left to themselves they teach
that strangers born on one day are one person whose every other detail changed. What the data cannot show, the
shipped model does: it counts as `PRIOR_PAIRS` pairs of each sort, and as a tenth of the pairs guessed to be of
it. Where no numbers are held at all, learning stays near it.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kingfisher.people.matching.across import Compared
from kingfisher.people.matching.features import DIFFERENT, IDENTIFIERS, SAME
from kingfisher.people.matching.model import LEAST, Model

ROUNDS = 25
ENOUGH = 1e-4  # stop when no chance of a sort moves by more
PRIOR_PAIRS = 60.0
PRIOR_NUMBERS = 3000.0
GUESSED = 0.1  # what a pair counts whose side no number settles
PRIOR_SHARE = 0.1  # pairs of the shipped model beside each such pair
MOST_PATTERNS = 400_000

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Patterns:
    """Every distinct row of levels, how many pairs show it, and which pattern each pair shows."""

    names: tuple[str, ...]
    levels: np.ndarray  # pattern x comparison
    count: Floats
    place: np.ndarray  # pair -> pattern


def patterns_of(compared: Compared) -> Patterns:
    """This will gather pairs that show the same levels."""
    names = tuple(compared.levels)
    packed = np.zeros(len(next(iter(compared.levels.values()))), dtype=np.int64)
    for name in names:
        packed = packed * len(compared.words[name]) + compared.levels[name]
    _, first, place, count = np.unique(packed, return_index=True, return_inverse=True, return_counts=True)
    levels = np.stack([compared.levels[name][first] for name in names], axis=1)
    return Patterns(names, levels, count.astype(np.float64), place)


class Tables:
    """The model's chances as arrays: `bits[name][level]` by sort, level 0 (nothing to compare) adding
    nothing."""

    def __init__(self, model: Model, words: dict[str, tuple[str, ...]]) -> None:
        self.model, self.words = model, words
        self.share = np.log2(np.maximum(LEAST, np.array([s.share for s in model.sorts])))
        self.same = np.array([s.is_same for s in model.sorts])
        self.bits = {
            name: np.array([np.zeros(len(model.sorts)), *(np.array(model.chances[name][w]) for w in rows[1:])])
            for name, rows in words.items()
        }

    def by_sort(self, patterns: Patterns, without: tuple[str, ...] = ()) -> Floats:
        """This will give the bits of each pattern by sort, leaving some comparisons out."""
        total = np.tile(self.share, (len(patterns.levels), 1))
        for i, name in enumerate(patterns.names):
            if name not in without:
                total += self.bits[name][patterns.levels[:, i]]
        return total

    def weight(self, patterns: Patterns, without: tuple[str, ...] = ()) -> Floats:
        """This will give the evidence of each pattern in bits, before any correction."""
        total = self.by_sort(patterns, without)
        return _sum_bits(total[:, self.same]) - _sum_bits(total[:, ~self.same])

    def as_model(self) -> Model:
        """This will give the arrays back as a model."""
        sorts = tuple(replace(s, share=float(2.0**b)) for s, b in zip(self.model.sorts, self.share, strict=True))
        chances = {
            name: {word: tuple(map(float, self.bits[name][i])) for i, word in enumerate(rows) if i}
            for name, rows in self.words.items()
        }
        return Model(sorts, chances)


def _sum_bits(bits: Floats) -> Floats:
    top = bits.max(axis=1)
    summed: Floats = top + np.log2(np.exp2(bits - top[:, None]).sum(axis=1))
    return summed


def train(compared: Compared, patterns: Patterns, start: Model) -> Model:
    """This will give a model learnt from these pairs, beginning with `start`."""
    tables, prior = Tables(start, compared.words), Tables(start, compared.words)
    sample = _sample(patterns)
    says = settled(sample, compared.words)
    barred = _barred(says, tables.same)
    guessed = says == 0
    for _ in range(ROUNDS):
        total = tables.by_sort(sample) + barred
        of_sort = np.exp2(total - _sum_bits(total)[:, None]) * sample.count[:, None]
        before = tables.share
        tables.share = _shares(of_sort, guessed, prior)
        counts = np.where(guessed, GUESSED, 1.0)[:, None] * of_sort
        for i, name in enumerate(sample.names):
            levels = sample.levels[:, i]
            unsure = of_sort[guessed & (levels > 0)].sum(axis=0)
            hold = _weight_of_prior(name) + PRIOR_SHARE * unsure
            tables.bits[name] = _learnt(levels, counts, prior.bits[name], hold)
        if np.abs(np.exp2(before) - np.exp2(tables.share)).max() < ENOUGH:
            break
    return tables.as_model()


def settled(patterns: Patterns, words: dict[str, tuple[str, ...]]) -> np.ndarray:
    """This will give 1 for patterns whose checked numbers say one person, -1 for two, 0 for neither or both."""
    same, different = (
        np.any(
            [patterns.levels[:, i] == words[n].index(level) for i, n in enumerate(patterns.names) if n in IDENTIFIERS],
            axis=0,
        ).astype(np.int8)
        for level in (SAME, DIFFERENT)
    )
    says: np.ndarray = same - different
    return says


def _barred(says: np.ndarray, same: np.ndarray) -> Floats:
    """Nothing, or so much against a sort that a settled pattern cannot be of it."""
    wrong = ((says == 1)[:, None] & ~same) | ((says == -1)[:, None] & same)
    barred: Floats = np.where(wrong, -1e9, 0.0)
    return barred


def _shares(of_sort: Floats, guessed: np.ndarray, prior: Tables) -> Floats:
    """How common each sort is, in bits. All pairs say how many are one person; within a side the sorts keep the
    proportions settled pairs and the shipped model show."""
    shipped = np.exp2(prior.share)
    share = of_sort.sum(axis=0)
    sure, unsure = of_sort[~guessed].sum(axis=0), of_sort[guessed].sum(axis=0)
    for side in (prior.same, ~prior.same):
        kept = PRIOR_PAIRS * shipped[side] + PRIOR_SHARE * unsure[side].sum() * shipped[side] / shipped[side].sum()
        kept += sure[side] + GUESSED * unsure[side]
        share[side] = share[side].sum() * kept / kept.sum()
    share += PRIOR_PAIRS * shipped
    found: Floats = np.log2(share / share.sum())
    return found


def _weight_of_prior(name: str) -> float:
    # what a right or wrong number means is known better than any one extract can teach
    return PRIOR_NUMBERS if name in IDENTIFIERS else PRIOR_PAIRS


def _learnt(levels: np.ndarray, of_sort: Floats, prior: Floats, pairs: Floats) -> Floats:
    seen = np.stack(
        [np.bincount(levels, weights=of_sort[:, k], minlength=len(prior)) for k in range(of_sort.shape[1])],
        axis=1,
    )
    counted = seen[1:] + pairs * np.exp2(prior[1:])
    chances = counted / counted.sum(axis=0)
    bits: Floats = np.vstack([np.zeros(of_sort.shape[1]), np.log2(np.maximum(LEAST, chances))])
    return bits


def _sample(patterns: Patterns) -> Patterns:
    if len(patterns.levels) <= MOST_PATTERNS:
        return patterns
    step = math.ceil(len(patterns.levels) / MOST_PATTERNS)
    kept = np.arange(0, len(patterns.levels), step)
    return Patterns(patterns.names, patterns.levels[kept], patterns.count[kept], patterns.place)
