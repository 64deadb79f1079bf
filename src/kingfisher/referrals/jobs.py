"""Timed work of this room. Each job may run again at once and then does nothing more."""

from datetime import datetime, timedelta

from kingfisher.access.entry import acting_as, service_of
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import actions, queries

# Long enough that whoever is just reading it in has finished; short enough that no child waits for it.
LEFT_LYING = timedelta(minutes=2)


def read_in_what_waits(*, at: datetime) -> int:
    """Read in every concern that was kept and then not read: the process was killed, or there was a fault of ours.

    Run every five minutes; returns how many became contacts. What cannot be read stays for a person.
    """
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        waiting = [
            came.ref for came in postroom.waiting_arrivals(door, at_most=1000)
            if came.kind == "concern" and came.outcome == "waiting" and came.received_at < at - LEFT_LYING
        ]  # fmt: skip
    found = [actions.read_in(door, ref=ref, at=at) for ref in waiting]
    return sum(1 for one in found if one.contact_id)


def forget_old_drafts(*, at: datetime) -> int:
    """Remove what visitors began and did not send within 14 days. Run daily; returns how many."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        old = queries.drafts_past_their_end(door, at)
        for draft_id in old:
            actions.discard_draft(door, draft_id=draft_id, at=at)
    return len(old)
