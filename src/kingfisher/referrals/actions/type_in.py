"""Making a contact by hand: of an arrival nobody's program could read, or of what was said on the telephone."""

from datetime import datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.postroom import actions as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals.actions.receive import Received, receive
from kingfisher.referrals.models import Contact
from kingfisher.referrals.said import ConcernSaid


def type_in(actor: Actor, *, arrival: Came, said: ConcernSaid, at: datetime) -> Received:
    """A worker reads an arrival and types it in. The arrival stays as it came and is then settled.

    Once only: an arrival somebody has made a contact of gives that contact's key and changes nothing.
    """
    actor.must(Permission.CONTACT_TRIAGE)
    before = Contact.objects.filter(arrival_id=arrival.id).first()
    if before is not None:
        return Received(before.id, before.ref, before.folder_id, before.decide_by, ())
    made = receive(actor, arrival=arrival, said=said, at=at)
    postroom.mark_read(
        actor, arrival_id=arrival.id, outcome="settled", became=("referrals.contact", made.contact_id),
        note=f"Typed in by {actor.worker_name}.", at=at,
    )  # fmt: skip
    return made


def settle_arrival(actor: Actor, *, arrival_id: UUID, note: str, at: datetime) -> None:
    """Say that an arrival needs no contact of its own, and why."""
    actor.must(Permission.ARRIVAL_READ)
    postroom.mark_read(actor, arrival_id=arrival_id, outcome="settled", note=note, at=at)
