"""What a sender may know of her own concern: that it is here, how far it has got, what was decided. No
more.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.postroom import queries as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals.models import Contact, Feedback
from kingfisher.referrals.queries.contact import said_in
from kingfisher.referrals.rules import Question, essentials, standing_words
from kingfisher.referrals.states import UNDECIDED


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a concern has got, in words safe for whoever raised it. Nothing others hold is in it."""

    words: str
    decide_by: datetime | None
    questions: tuple[Question, ...]
    told: str
    next_steps: str
    departure_id: UUID | None
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """One concern as its sender sees it."""

    arrival_id: UUID
    ref: str
    received_at: datetime
    sender_name: str
    door: str
    adds_to: bool
    standing: Standing


_UNREAD = Standing("We have it. A person is reading it.", None, (), "", "", None, False)


def standing_of(service: Actor, arrival_id: UUID) -> Standing:
    """How far the concern in an arrival has got. `service` is the front door's own: senders see no contact.

    The caller has made sure that whoever asks is the sender: by the arrival's own folder, or by pass words.
    """
    row = Contact.objects.filter(arrival_id=arrival_id).first()
    if row is None:
        return _UNREAD
    told = (
        Feedback.objects.filter(contact=row)
        .exclude(way__in=["none", "telephone", "letter"])
        .order_by("-id")
        .first()
    )
    return Standing(
        words=standing_words(row.state, was_told=told is not None),
        decide_by=row.decide_by if row.state in UNDECIDED else None,
        questions=essentials(said_in(service, row)) if row.state in UNDECIDED else (),
        told=told.words if told else "",
        next_steps=told.next_steps if told else "",
        departure_id=told.departure_id if told else None,
        is_settled=row.state not in UNDECIDED,
    )


def receipts_of_mine(actor: Actor, *, at_most: int = 50) -> list[Came]:
    """What the actor's organisation sent here, newest first, additions left out; read under its own eyes."""
    return [came for came in postroom.arrivals_of_mine(actor, at_most=at_most) if came.kind == "concern"]


def receipt_of(actor: Actor, service: Actor, came: Came) -> Receipt:
    """One arrival of the actor's own with how far it has got. The caller acts as `service` for this."""
    return Receipt(
        came.id, came.ref, came.received_at, came.sender_name, came.door, False, standing_of(service, came.id)
    )
