"""By the clock: a pattern nobody answered in time goes to the lead partners."""

from datetime import datetime

from kingfisher.access.entry import timed
from kingfisher.kernel.actor import Actor
from kingfisher.patterns import actions, queries


@timed("front_door_service")
def take_up_unanswered(actor: Actor, *, at: datetime) -> None:
    """Every hour; again changes nothing."""
    for key in queries.unanswered(actor):
        actions.go_up(actor, pattern_id=key, at=at)
