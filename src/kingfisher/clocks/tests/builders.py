"""Reach a state of a clock through actions."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.clocks import actions
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id

KIND = "referrals.contact"


def a_folder(actor: Actor, at: datetime, *, marking: str = "") -> UUID:
    return access.open_folder(actor, kind="person", category="front_door", marking=marking, at=at)


def a_clock(
    actor: Actor, at: datetime, *, rule: str = "contact_rag_red", since: datetime | None = None
) -> tuple[UUID, tuple[str, UUID]]:
    """A clock running in a folder of the actor's own; its key and its subject."""
    subject = (KIND, new_id())
    clock = actions.start(actor, rule=rule, subject=subject, folder=a_folder(actor, at), at=at, since=since)
    return clock, subject
