"""Weigh the evidence that two statements are about one person, and say why.

Pure. The model is Fellegi and Sunter's, with more than one sort of pair on each side: "not the same" is a
stranger, a namesake, a relative in the same home or a twin, and each makes different evidence likely. A
weight is in bits: +10 means 1,024 times likelier if they are one person. How common a name is
belongs to its level.
"""

from dataclasses import dataclass
from functools import cache

from kingfisher.people.matching import features, names
from kingfisher.people.matching.features import UNSAID
from kingfisher.people.matching.model import (
    NO_FREQUENCIES,
    Frequencies,
    Levels,
    Model,
    probability,
    shipped_model,
)
from kingfisher.people.matching.shapes import Reading, Statement, readable
from kingfisher.rulebook import ask

__all__ = ["NO_FREQUENCIES", "Frequencies", "Levels", "Model", "Reason", "Weighing", "compare", "compare_readings",
    "instead", "is_decisive", "levels_of", "probability", "says", "shipped_model"]  # fmt: skip

EXPLAINED = (
    ("order", "swapped", ("given", "family")),
    ("other_names", "both", ("given", "family")),
    ("other_names", "exchanged", ("given",)),
    ("other_names", "given", ("given",)),
    ("other_names", "middle", ("given",)),
    ("other_names", "family", ("family",)),
)


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


def levels_of(one: Reading, other: Reading, frequencies: Frequencies = NO_FREQUENCIES) -> Levels:
    """This will give the level of every comparison that has something to compare, by comparison."""
    any_chinese = names.is_chinese_family(one.family) or names.is_chinese_family(other.family)
    given = features.settle_tongues(features.given(one.given, other.given), any_chinese)
    family = features.family(one.family, other.family)
    found = {
        "given": _with_rarity(given, frequencies.commoner(one.given, other.given, frequencies.given)),
        "family": _with_rarity(family, frequencies.commoner(one.family, other.family, frequencies.family)),
    }
    order = ""
    if features.needs_order(given, family):
        order = features.order(one.given, one.family, other.given, other.family, frequencies.is_first)
        found["order"] = order
    if features.needs_other_names(given, family, order):
        found["other_names"] = features.other_names(_names(one), _names(other))
    if features.needs_middle(found.get("other_names", UNSAID)):
        found["middle"] = features.middle(one.middle, other.middle)
    found |= {
        "agency": features.sex(one.agency, other.agency),
        "birth": features.birth(one.born, other.born),
        "sex": features.sex(one.sex, other.sex),
        "place": features.place(one.place, other.place),
        "phone": _phone(one, other, frequencies),
        "parent": features.parent(one.parent, other.parent),
        "school": features.school(one.school, other.school),
        "kind": features.sex(one.kind, other.kind),
    }
    found |= {name: features.identifier(getattr(one, name), getattr(other, name)) for name in features.IDENTIFIERS}
    return {name: level for name, level in found.items() if level != UNSAID}


def _phone(one: Reading, other: Reading, frequencies: Frequencies) -> str:
    level = features.phone(one.phones, other.phones)
    shared = tuple(n for n in one.phones if n in other.phones)
    return "widely_held" if level == features.SAME and frequencies.is_widely_held(shared) else level


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
        instead(levels),
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


def instead(levels: Levels) -> str:
    """This will say who else the two could be, going by the evidence: a twin, a relative, a namesake, a
    stranger."""
    home = levels.get("place") == "house" or levels.get("phone") == "same" or levels.get("parent") == "same"
    if home and levels.get("birth") in ("same", "swapped", "typing"):
        return "a twin, or a brother or sister with a birth date much alike"
    if home:
        return "a relative in the same home"
    if _is_near(levels.get("given", "")) and _is_near(levels.get("family", "")):
        return "someone else of the same name"
    return "a stranger"


def _is_near(level: str) -> bool:
    return level.startswith("same_") or level in ("root", "sounds", "alike", "part")


@cache
def _sentences() -> dict[tuple[str, str], str]:
    return {(one.id, level.name): f"{one.title}: {level.says}" for one in ask.comparisons() for level in one.level}


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
