"""What a pair's evidence is worth once everybody has been grouped: honest probabilities for the file of
pairs.

Two statements that ended in one cluster, with no better claim on either from anyone else, are likelier one
person than their own evidence says, and two that ended apart less likely. How much is measured, not
guessed: half the statements have their checked numbers renamed, so that they no longer compare with the
other half's though they still rule out what they ruled out; the grouping is done again; and the pairs
across the halves whose numbers really settle them show how often each weight was right. One agency's own
doubles are measured apart from pairs of two agencies. What a third statement says counts too: two that agree on
little, each plainly one person with a third, are supported by it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kingfisher.people.matching import naming, spread
from kingfisher.people.matching.across import Compared
from kingfisher.people.matching.clustering import JOIN_ABOVE, NEVER
from kingfisher.people.matching.features import DIFFERENT, IDENTIFIERS, SAME
from kingfisher.people.matching.sheet import Sheet

Array = np.ndarray[Any, Any]
Grouper = Callable[[Array, Array | None], Array]  # bits, renamed statements -> cluster of each statement

LN2 = float(np.log(2))
STRENGTH = 1.0  # how firmly a curve holds to the model's own, counted in statistics' usual unit
FEW = 20  # settled pairs below which a curve is not fitted
REACH = (-10.0, 12.0)
SEEDS = (11, 23)


@dataclass(frozen=True)
class Evidence:
    """Every pair: its two places, its evidence in bits, and the same without checked numbers."""

    left: Array
    right: Array
    full: Array
    bare: Array


def chances(compared: Compared, pairs: Evidence, total: int, grouped: Array, group: Grouper) -> Array:
    """This will give each pair's probability. `grouped`: the cluster of each of `total` statements."""
    settled = _settled(compared)
    together = grouped[pairs.left] == grouped[pairs.right]
    backing = support(pairs.left, pairs.right, pairs.full, together)
    found = 1 / (1 + np.exp2(-np.clip(pairs.full, -60, 60)))
    trials = _trials(pairs, settled, total, group) if settled.any() else []
    agency = compared.levels["agency"]
    free = ~_both_hold(compared)
    for held in (0, *range(1, len(compared.words["agency"]))):
        for one_cluster in (True, False):
            where = (agency == held) & (together == one_cluster) & free
            if where.any():
                beta = _curve([t.only((agency == held)[t.places] & (t.joined == one_cluster)) for t in trials])
                found[where] = _chance(beta, pairs.full[where], backing[where])
    return found


def as_twins(compared: Compared) -> Array:
    """This will say which pairs look like twins: at one home, born on one day, and named differently, with no other
    name that explains it and no number that settles it."""

    def is_any(name: str, *levels: str) -> Array:
        words = compared.words[name]
        return np.isin(compared.levels[name], [words.index(level) for level in levels])

    home = is_any("place", "house") | is_any("phone", "same") | is_any("parent", "same")
    other = is_any("given", DIFFERENT) & ~is_any("order", "swapped")
    unexplained = (compared.levels["other_names"] == 0) | is_any("other_names", "none", "family")
    return home & is_any("birth", "same", "swapped") & other & unexplained & (_settled(compared) != 1)


def weighed_apart(compared: Compared, bits: Array) -> Array:
    """This will give the evidence to group by: whom one agency's own books keep apart as twins are never one.
    In two agencies' books the same could be a child whose name changed, and counts as it weighs."""
    one_agency = compared.levels["agency"] == compared.words["agency"].index(SAME)
    return np.where(as_twins(compared) & one_agency, NEVER, bits)


def for_a_person(compared: Compared, sheet: Sheet, left: Array, right: Array, bits: Array) -> Array:
    """This will say which pairs no machine groups though their evidence would do: those who look like twins and bear
    first names that are common and nothing like each other (Freya and Holly), and a child without a first name yet
    ("Baby Girl") beside each of two twins. They keep their chance, so a person is asked."""
    twins = as_twins(compared)
    one_agency = compared.levels["agency"] == compared.words["agency"].index(SAME)
    given, plain = sheet.columns["given"], np.zeros(len(bits), dtype=bool)
    for at in np.flatnonzero(twins & ~one_agency).tolist():
        one, other = (given.values[given.codes[side[at]]] for side in (left, right))
        plain[at] = naming.are_plainly_two(one, other, sheet.frequencies.is_common_first)
    unnamed = (compared.levels["given"] == 0) & (bits > JOIN_ABOVE) & (_settled(compared) == 0)
    return plain | _between(left, right, unnamed, plain | (twins & one_agency))


def _between(left: Array, right: Array, unnamed: Array, twins: Array) -> Array:
    """The unnamed pairs of a statement that has one with each of two twins."""
    found, near = np.zeros(len(left), dtype=bool), defaultdict[int, dict[int, int]](dict)
    for at in np.flatnonzero(unnamed).tolist():
        one, other = int(left[at]), int(right[at])
        near[one][other] = near[other][one] = at
    for at in np.flatnonzero(twins).tolist():
        one, other = near.get(int(left[at]), {}), near.get(int(right[at]), {})
        for baby in one.keys() & other.keys():
            found[[one[baby], other[baby]]] = True
    return found


def support(left: Array, right: Array, bits: Array, together: Array) -> Array:
    """This will give by how many bits others of its cluster back a pair beyond its own evidence: the best chain
    of pairs between the two is as strong as its weakest link."""
    found = np.zeros(len(bits))
    places = np.flatnonzero(together)
    where = places[np.argsort(-bits[places], kind="stable")]
    groups: dict[int, list[int]] = {}
    met: dict[tuple[int, int], float] = {}
    for place, a, b, weight in zip(
        where.tolist(), left[where].tolist(), right[where].tolist(), bits[where].tolist(), strict=True
    ):
        one, other = groups.setdefault(a, [a]), groups.setdefault(b, [b])
        if one is other:
            found[place] = met[a, b] - weight
            continue
        if len(one) > 1 or len(other) > 1:
            met |= {pair: weight for x in one for y in other for pair in ((x, y), (y, x))}
        one += other
        for member in other:
            groups[member] = one
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


@dataclass(frozen=True)
class Trial:
    """Pairs across the halves: whether each ended in one cluster when their numbers could not meet, its evidence
    then, and what the numbers say."""

    places: Array
    joined: Array
    bits: Array
    backing: Array
    one: Array

    def only(self, where: Array) -> "Trial":
        return Trial(*(kept[where] for kept in (self.places, self.joined, self.bits, self.backing, self.one)))


def _trials(pairs: Evidence, settled: Array, total: int, group: Grouper) -> list[Trial]:
    halves = [np.random.default_rng(seed).random(total) < 0.5 for seed in SEEDS]
    across = [renamed[pairs.left] ^ renamed[pairs.right] for renamed in halves]
    bits = [np.where(apart, pairs.bare, pairs.full) for apart in across]
    tasks = [lambda e=e, r=r: group(e, r) for e, r in zip(bits, halves, strict=True)]
    groups = spread.side_by_side(tasks)
    return [_trial(pairs, settled, *each) for each in zip(across, bits, groups, strict=True)]


def _trial(pairs: Evidence, settled: Array, across: Array, bits: Array, clusters: Array) -> Trial:
    joined = clusters[pairs.left] == clusters[pairs.right]
    backing = support(pairs.left, pairs.right, bits, joined)
    tried = np.flatnonzero(across & (settled != 0))
    return Trial(tried, joined[tried], bits[tried], backing[tried], settled[tried] == 1)


def _curve(trials: list[Trial]) -> Array:
    """Start and slopes of a logistic curve fitted to the trials, near the model's own where they are few."""
    inside = [t.only((t.bits >= REACH[0]) & (t.bits <= REACH[1])) for t in trials]
    if sum(len(t.bits) for t in inside) < FEW:
        return np.array([0.0, LN2, LN2])
    bits, backing, one = (np.concatenate([getattr(t, name) for t in inside]) for name in ("bits", "backing", "one"))
    return _fit(bits, np.minimum(backing, REACH[1] - bits), one.astype(np.float64))


def _chance(beta: Array, bits: Array, backing: Array) -> Array:
    near = np.clip(bits, *REACH)
    backed = np.maximum(0, np.minimum(backing, REACH[1] - near))
    raised = beta[0] + beta[1] * near + beta[2] * backed + LN2 * (bits - near) * (backing == 0)
    found: Array = 1 / (1 + np.exp(-np.clip(raised, -40, 40)))
    return found


def _fit(bits: Array, backing: Array, one: Array) -> Array:
    """Newton's steps to the likeliest start and slopes, held to (0, ln 2, ln 2); a step that overshoots is halved."""
    beta, prior = np.array([0.0, LN2, LN2]), np.array([0.0, LN2, LN2])
    rows = np.stack([np.ones_like(bits), bits, backing], axis=1)
    hold = STRENGTH * np.diag([0.25, 4.0, 4.0])

    def likely(at: Array) -> float:
        away = at - prior
        return float((one * (rows @ at) - np.logaddexp(0, rows @ at)).sum() - away @ hold @ away / 2)

    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ beta, -40, 40)))
        slope = rows.T @ (one - chance) - hold @ (beta - prior)
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + hold
        step = np.linalg.solve(bend, slope)
        while likely(beta + step) < likely(beta) and np.abs(step).max() > 1e-6:
            step = step / 2
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return np.maximum(beta, [-np.inf, 0.1, 0.0])
