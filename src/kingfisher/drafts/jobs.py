"""Timed work: drafts nobody came back to."""

from datetime import datetime

from kingfisher.access.entry import acting_as, service_of
from kingfisher.drafts import actions


def forget_old(*, at: datetime) -> int:
    """Every night; returns how many were removed."""
    door = service_of("front_door_service", at=at, via="job")
    with acting_as(door):
        return actions.forget_old(door, at=at)
