"""Ask the rulebook when a worker may be too near to somebody in a record."""

from datetime import date

from kingfisher.rulebook import ask
from kingfisher.rulebook.nearness import NearnessRule


def nearness(*, on: date) -> tuple[NearnessRule, ...]:
    """The rules of that day; the one that speaks first stands first."""
    return tuple(sorted(ask._all("nearness", NearnessRule, on), key=lambda rule: rule.rank))
