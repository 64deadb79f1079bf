"""Timed work of this room: chasing what is overdue. Run hourly; running it again at once does nothing more."""

from datetime import datetime

from kingfisher.access.entry import acting_as, service_of
from kingfisher.sharing import actions, queries, rules


def chase_overdue(*, at: datetime) -> int:
    """Chase every overdue request of the front door's, once in 24 hours each; returns how many were chased."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        late = [
            one
            for one in queries.asked_by_us(door, waiting_only=True, at_most=1000)
            if one.due_at
            and rules.is_to_chase(due_at=one.due_at, last_chased_at=one.chased[-1] if one.chased else None, at=at)
        ]
        for one in late:
            actions.chase(door, request_id=one.id, by_rule=True, at=at)
    return len(late)
