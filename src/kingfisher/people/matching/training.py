"""Learn from the pairs themselves how likely each level is among pairs of each sort.

Checked numbers settle many pairs: one who holds the same NHS number is the same person whatever else was
written. They stand in the model as evidence like any other, so the pairs they settle teach the rest, and
pairs without numbers add what they can (expectation-maximisation). What the data cannot show, the shipped
model does: it counts as `PRIOR_PAIRS` pairs of each sort. Where no numbers are held at all, learning starts
and stays nearer to it.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kingfisher.people.matching.across import Compared
from kingfisher.people.matching.features import IDENTIFIERS
from kingfisher.people.matching.model import LEAST, Model

ROUNDS = 25
ENOUGH = 1e-4  # stop when no chance of a sort moves by more
PRIOR_PAIRS = 60.0
PRIOR_NUMBERS = 3000.0
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
    for _ in range(ROUNDS):
        total = tables.by_sort(sample)
        of_sort = np.exp2(total - _sum_bits(total)[:, None]) * sample.count[:, None]
        before = tables.share
        share = of_sort.sum(axis=0) + PRIOR_PAIRS * np.exp2(prior.share)
        tables.share = np.log2(share / share.sum())
        for i, name in enumerate(sample.names):
            tables.bits[name] = _learnt(sample.levels[:, i], of_sort, prior.bits[name], _weight_of_prior(name))
        if np.abs(np.exp2(before) - np.exp2(tables.share)).max() < ENOUGH:
            break
    return tables.as_model()


def _weight_of_prior(name: str) -> float:
    # what a right or wrong number means is known better than any one extract can teach
    return PRIOR_NUMBERS if name in IDENTIFIERS else PRIOR_PAIRS


def _learnt(levels: np.ndarray, of_sort: Floats, prior: Floats, pairs: float) -> Floats:
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
