"""Ask the rulebook about missing children and trafficking referrals; as `ask`, whose rules for dates hold here too."""

from datetime import date

from kingfisher.rulebook.ask import _all, _dated
from kingfisher.rulebook.missing import MissingFigures, ThresholdRule


def thresholds(*, on: date) -> tuple[ThresholdRule, ...]:
    """Which absences of a child call for what, as they stood on that day."""
    return _all("threshold", ThresholdRule, on)


def missing_figures(*, on: date) -> MissingFigures:
    """What counts as one absence, as a night, as a refused talk, as they stood on that day. Raises NotInForce."""
    return _dated("figures", "missing", on, MissingFigures)
