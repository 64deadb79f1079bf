"""What a pair's evidence is worth once everybody has been grouped: honest probabilities for the file of
pairs.

Two statements that ended in one cluster, with no better claim on either from anyone else, are likelier one
person than their own evidence says, and two that ended apart less likely. How much is measured, not
guessed: half the statements have their checked numbers renamed, so that they no longer compare with the
other half's though they still rule out what they ruled out; the grouping is done again; and the pairs
across the halves whose numbers really settle them show how often each weight was right. One agency's own
doubles are measured apart from pairs of two agencies.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from kingfisher.people.matching.across import Compared
from kingfisher.people.matching.features import DIFFERENT, IDENTIFIERS, SAME

Array = np.ndarray[Any, Any]
Grouper = Callable[[Array, Array | None], Array]  # bits, renamed statements -> cluster of each statement

LN2 = float(np.log(2))
STRENGTH = 1.0  # how firmly a curve holds to the model's own, counted in statistics' usual unit
FEW = 20  # settled pairs below which a curve is not fitted
REACH = (-10.0, 12.0)
SEEDS = (11, 23)


def chances(
    compared: Compared,
    left: Array,
    right: Array,
    full: Array,
    bare: Array,
    total: int,
    grouped: Array,
    group: Grouper,
) -> Array:
    """This will give each pair's probability. `full` is the evidence in bits, `bare` the same without
    numbers."""
    together = grouped[left] == grouped[right]
    settled = _settled(compared)
    found = 1 / (1 + np.exp2(-np.clip(full, -60, 60)))
    trials = [_trial(left, right, full, bare, settled, total, group, seed) for seed in SEEDS if settled.any()]
    agency = compared.levels["agency"]
    for held in (0, *range(1, len(compared.words["agency"]))):
        for one_cluster in (True, False):
            where = (agency == held) & (together == one_cluster) & ~_both_hold(compared)
            if where.any():
                found[where] = _curve(trials, agency == held, one_cluster, bare, settled)(full[where])
    return found


def _settled(compared: Compared) -> Array:
    """1 where checked numbers say one person, -1 where they say two, 0 where they say nothing."""
    found = np.zeros(len(next(iter(compared.levels.values()))), dtype=np.int8)
    for level, says in ((DIFFERENT, -1), (SAME, 1)):
        for name in IDENTIFIERS:
            found[compared.levels[name] == compared.words[name].index(level)] = says
    return found


def _both_hold(compared: Compared) -> Array:
    held: Array = np.any([compared.levels[name] > 0 for name in IDENTIFIERS], axis=0)
    return held


def _trial(
    left: Array, right: Array, full: Array, bare: Array, settled: Array, total: int, group: Grouper, seed: int
) -> tuple[Array, Array]:
    """Pairs across the halves, and whether each ended in one cluster when their numbers could not meet."""
    renamed = np.random.default_rng(seed).random(total) < 0.5
    across = renamed[left] ^ renamed[right]
    clusters = group(np.where(across, bare, full), renamed)
    tried = np.flatnonzero(across & (settled != 0))
    return tried, clusters[left[tried]] == clusters[right[tried]]


def _curve(
    trials: list[tuple[Array, Array]], agency: Array, one_cluster: bool, bare: Array, settled: Array
) -> Callable[[Array], Array]:
    """Probability by bits: a logistic curve fitted to the trials, near the model's own where they are few."""
    tried = [places[(joined == one_cluster) & agency[places]] for places, joined in trials]
    places = np.concatenate([np.empty(0, dtype=np.int64), *tried])
    bits, one = bare[places], settled[places] == 1
    inside = (bits >= REACH[0]) & (bits <= REACH[1])
    start, slope = 0.0, LN2
    if inside.sum() >= FEW:
        start, slope = _fit(bits[inside], one[inside].astype(np.float64))
    return lambda x: (
        1 / (1 + np.exp(-np.clip(start + slope * np.clip(x, *REACH) + LN2 * (x - np.clip(x, *REACH)), -40, 40)))
    )


def _fit(bits: Array, one: Array) -> tuple[float, float]:
    """Newton's steps to the likeliest start and slope, held to (0, ln 2)."""
    beta, prior = np.array([0.0, LN2]), np.array([0.0, LN2])
    rows = np.stack([np.ones_like(bits), bits], axis=1)
    hold = STRENGTH * np.diag([0.25, 4.0])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ beta, -40, 40)))
        slope = rows.T @ (one - chance) - hold @ (beta - prior)
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + hold
        step = np.linalg.solve(bend, slope)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return float(beta[0]), max(0.1, float(beta[1]))
