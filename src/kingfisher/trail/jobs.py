"""Timed work of this window: logging what was recorded, and publishing a head each day."""

from datetime import datetime

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.verdict import NotThere
from kingfisher.trail import actions
from kingfisher.trail.merkle.growing import grow

WITNESS = "audit_witness"


def log_what_is_settled(*, at: datetime) -> int:
    """Every minute: give every settled line its place. Returns how many; 0 again at once."""
    try:
        witness = service_of(WITNESS, at=at, via="job")
    except NotThere:
        return 0
    with acting_as(witness):
        return grow(witness, at=at)


def publish_head(*, at: datetime) -> None:
    """Every night: sign a head and hand it to every agency."""
    try:
        witness = service_of(WITNESS, at=at, via="job")
        with acting_as(witness):
            actions.publish(witness, at=at)
    except (NotThere, actions.NothingLogged):
        return
