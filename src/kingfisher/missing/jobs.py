"""Timed work of this room. Each job may run again at once and then does nothing more."""

from datetime import datetime, timedelta

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import actions, queries
from kingfisher.postroom import queries as postroom

LEFT_LYING = timedelta(minutes=2)


def read_in_what_waits(*, at: datetime) -> int:
    """Read in every report that was kept and then not read. Run every five minutes; returns how many were read."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        waiting = [
            came.ref for came in postroom.waiting_arrivals(door, at_most=1000)
            if came.kind == "missing_report" and came.outcome == "waiting" and came.received_at < at - LEFT_LYING
        ]  # fmt: skip
    return sum(actions.read_in(door, ref=ref, at=at).outcome == "received" for ref in waiting)


def keep_up_the_missing(*, at: datetime) -> int:
    """See what each child who is still missing calls for by now. Run hourly; returns how many are missing."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        rows = queries.missing_now(door, at_most=1000)
        for row in rows:
            actions.keep_up(door, episode_id=row.episode.id, at=at)
    return len(rows)


def freeze_the_morning(*, at: datetime) -> bool:
    """Keep the picture at seven. Run at six and at seven UTC: it is kept once, from seven in London on."""
    door = service_of("front_door_service", at=at, via="job")
    day = at.astimezone(LONDON).date()
    with acting_as(door):
        return at >= queries.morning_of(door, day) and actions.freeze_overnight(door, day=day, at=at)
