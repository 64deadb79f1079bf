"""Ask the rulebook about training; as `ask`, whose rules for dates hold here too."""

from datetime import date

from kingfisher.rulebook.ask import _all, _dated
from kingfisher.rulebook.training import TrainingNeed, TrainingTerms


def training_terms(*, on: date) -> TrainingTerms:
    """On which terms a place is given, as they stood on that day. Raises NotInForce."""
    return _dated("terms", "training", on, TrainingTerms)


def training_needs(*, on: date) -> tuple[TrainingNeed, ...]:
    """Who needs which training, as it stood on that day."""
    return _all("need", TrainingNeed, on)


def need_of(role: str, *, on: date) -> TrainingNeed | None:
    """The highest level somebody in this role needs; None where nothing is asked of it."""
    asked = [n for n in training_needs(on=on) if role in n.roles]
    return max(asked, key=lambda n: n.level, default=None)
