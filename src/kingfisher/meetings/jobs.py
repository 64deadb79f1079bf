"""Timed work of this room: asking after late actions. Run daily; running it again the same day does nothing more."""

from datetime import datetime

from kingfisher.access.entry import acting_as, service_of
from kingfisher.meetings import actions, queries


def chase_actions(*, at: datetime) -> int:
    """Ask after every late action of the council's meetings, every third day; returns how many were asked after."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        late = queries.late_tasks(door)
        for task_id in late:
            actions.chase(door, task_id=task_id, at=at)
    return len(late)
