"""Weigh the evidence that two statements are about one person, and say why.

Pure. The model is Fellegi and Sunter's, with more than one sort of pair on each side: "not the same" is a
stranger, a namesake, a relative in the same home or a twin, and each makes different evidence likely. A
weight is in bits: +10 means 1,024 times likelier if they are one person. How common a name is
belongs to its level.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from kingfisher.people.matching import features
from kingfisher.people.matching.features import UNSAID
from kingfisher.people.matching.shapes import Reading, Statement, readable
from kingfisher.rulebook import ask, identity

RARITY_BITS = (7, 9, 11, 13, 15)  # a name one in 2**7 bears is very common; one in 2**15 very rare
MIDDLING = 3
LEAST = 1e-7

Levels = dict[str, str]

EXPLAINED = (
    ("order", "swapped", ("given", "family")),
    ("other_names", "both", ("given", "family")),
    ("other_names", "given", ("given",)),
    ("other_names", "family", ("family",)),
)


@dataclass(frozen=True)
class Frequencies:
    """How many statements carry each word of a first and of a family name, out of `total`."""

    given: Mapping[str, int] = field(default_factory=dict)
    family: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def rarity(self, words: tuple[str, ...], counts: Mapping[str, int]) -> int:
        """This will give 1 (very common) to 6 (very rare) for the rarest of these words."""
        if not self.total or not words:
            return MIDDLING
        bits = max(math.log2(self.total / max(1, counts.get(w, 1))) for w in words)
        return 1 + sum(bits >= edge for edge in RARITY_BITS)


NO_FREQUENCIES = Frequencies()


@dataclass(frozen=True)
class Reason:
    """One comparison's part in the weighing. `weight` in bits, above zero speaks for one person."""

    comparison: str
    level: str
    weight: float
    sentence: str


@dataclass(frozen=True)
class Weighing:
    """How likely two statements are about one person, and why. `against`: what else they could be."""

    probability: float
    weight: float
    reasons: tuple[Reason, ...]
    decisive: bool
    against: str


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


def levels_of(one: Reading, other: Reading, frequencies: Frequencies = NO_FREQUENCIES) -> Levels:
    """This will give the level of every comparison that has something to compare, by comparison."""
    given = features.given(one.given, other.given)
    family = features.family(one.family, other.family)
    found = {
        "given": _with_rarity(given, frequencies.rarity(one.given, frequencies.given)),
        "family": _with_rarity(family, frequencies.rarity(one.family, frequencies.family)),
    }
    order = ""
    if features.needs_order(given, family):
        order = features.order(one.given, one.family, other.given, other.family)
        found["order"] = order
    if features.needs_other_names(given, family, order):
        found["other_names"] = features.other_names(_names(one), _names(other))
    found |= {
        "middle": features.middle(one.middle, other.middle),
        "birth": features.birth(one.born, other.born),
        "sex": features.sex(one.sex, other.sex),
        "place": features.place(one.place, other.place),
        "phone": features.phone(one.phones, other.phones),
        "parent": features.parent(one.parent, other.parent),
        "school": features.school(one.school, other.school),
        "kind": features.sex(one.kind, other.kind),
    }
    found |= {
        name: features.identifier(getattr(one, name), getattr(other, name)) for name in features.IDENTIFIERS
    }
    return {name: level for name, level in found.items() if level != UNSAID}


def _names(one: Reading) -> features.Names:
    return one.given, one.middle, one.family, one.also


def _with_rarity(level: str, rarity: int) -> str:
    return f"same_{rarity}" if level == features.SAME else level


def compare(
    one: Statement, other: Statement, frequencies: Frequencies = NO_FREQUENCIES, model: Model | None = None
) -> Weighing:
    """This will weigh two statements. Symmetrical; never raises; an empty statement is never likely."""
    return compare_readings(readable(one), readable(other), frequencies, model)


def compare_readings(
    one: Reading, other: Reading, frequencies: Frequencies = NO_FREQUENCIES, model: Model | None = None
) -> Weighing:
    """This will weigh two statements already made comparable; for one against many."""
    model = model or shipped_model()
    levels = levels_of(one, other, frequencies)
    total = model.bits_by_sort(levels)
    weight = model.weight(levels)
    same = _likeliest(total, model, True)
    different = _likeliest(total, model, False)
    bits = {
        name: model.chances[name][level][same] - model.chances[name][level][different]
        for name, level in levels.items()
        if level in model.chances[name]
    }
    chance = probability(weight)
    return Weighing(
        chance,
        weight,
        _reasons(levels, bits),
        is_decisive(levels, one, other, chance),
        model.sorts[different].says,
    )


def _reasons(levels: Levels, bits: dict[str, float]) -> tuple[Reason, ...]:
    # a first name that "differs" because it stands in another place or form is one reason, not two
    for explains, level, explained in EXPLAINED:
        if levels.get(explains) == level and explains in bits:
            bits[explains] += sum(bits.pop(name, 0.0) for name in explained)
    reasons = [Reason(name, levels[name], weight, says(name, levels[name])) for name, weight in bits.items()]
    return tuple(sorted(reasons, key=lambda r: (-abs(r.weight), r.comparison)))


def _likeliest(total: list[float], model: Model, same: bool) -> int:
    return max((t, i) for i, t in enumerate(total) if model.sorts[i].is_same is same)[1]


@cache
def _sentences() -> dict[tuple[str, str], str]:
    return {
        (one.id, level.name): f"{one.title}: {level.says}" for one in ask.comparisons() for level in one.level
    }


def says(comparison: str, level: str) -> str:
    """This will give the plain sentence of one level: "Birth date: same day and month, swapped"."""
    return _sentences().get((comparison, level), "")


def is_decisive(levels: Levels, one: Reading, other: Reading, chance: float) -> bool:
    """May a machine link these two without a person? Rule: `linking` in matching.toml.

    A checked number both hold and the birth date must agree, the first name must not differ, no other number
    may differ, and an NHS number must have been traced by health on one side at least.
    """
    rule = ask.linking()
    if any(levels.get(name) == features.DIFFERENT for name in features.IDENTIFIERS):
        return False
    agreed = [
        name
        for name in rule.decisive_identifiers
        if levels.get(name) == features.SAME and (name != "nhs" or one.nhs_verified or other.nhs_verified)
    ]
    return (
        bool(agreed)
        and chance >= rule.decisive_from
        and levels.get("birth") in rule.decisive_birth
        and levels.get("given") in rule.decisive_given
        and levels.get("sex") != features.DIFFERENT
    )
