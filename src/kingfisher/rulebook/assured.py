"""Ask the rulebook about assurance; as `ask`, whose rules for dates hold here too."""

from datetime import date

from kingfisher.rulebook.ask import _all, _dated
from kingfisher.rulebook.assuring import Assessment, PackKind


def assessments(*, on: date) -> tuple[Assessment, ...]:
    """Every self-assessment as it stood on that day."""
    return _all("assessment", Assessment, on)


def assessment(kind: str, *, on: date) -> Assessment:
    """One of them, as it stood on that day. Raises NotInRulebook or NotInForce."""
    return _dated("assessment", kind, on, Assessment)


def packs(*, on: date) -> tuple[PackKind, ...]:
    """Every sort of pack for inspectors, as it stood on that day."""
    return _all("pack", PackKind, on)


def pack(kind: str, *, on: date) -> PackKind:
    """One of them, as it stood on that day. Raises NotInRulebook or NotInForce."""
    return _dated("pack", kind, on, PackKind)
