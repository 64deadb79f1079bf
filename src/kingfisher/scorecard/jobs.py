"""Freezing the quarter that has ended."""

from datetime import datetime, timedelta

from kingfisher.access.entry import timed
from kingfisher.kernel.actor import Actor
from kingfisher.scorecard import actions, rules

LATE_DAYS = 14  # what is written after the quarter ended still counts for so long


@timed("front_door_service")
def freeze_quarter(actor: Actor, *, at: datetime) -> int:
    """Freeze the quarter before this one, once what is written late has had its weeks; again, it adds nothing."""
    if (at.date() - rules.quarter(at.date())[0]).days < LATE_DAYS:
        return 0
    before = rules.quarter(at.date())[0] - timedelta(days=1)
    return actions.freeze(actor, first=rules.quarter(before)[0], at=at)
