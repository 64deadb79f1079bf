"""What a sender may know of her own concern.

That it is here, how far it has got, what was decided: no more.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import due, local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.postroom import queries as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals.models import Contact, Feedback
from kingfisher.referrals.queries.contact import said_in
from kingfisher.referrals.rules import Question, essentials
from kingfisher.referrals.said.told import next_words, standing_words
from kingfisher.referrals.states import CLOSED, TOLD, UNDECIDED
from kingfisher.rulebook import ask

# Feedback a sender reads here; what was told by telephone or letter is not repeated on a screen.
ON_SCREEN = ("hub", "receipt")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a concern has got, in words safe for whoever raised it. Nothing others hold is in it.

    `may_chase_from`: from when on whoever raised it should ask, having been told nothing. None once she was told.
    """

    words: str
    next: str = ""
    may_chase_from: datetime | None = None
    decide_by: datetime | None = None
    told: str = ""
    next_steps: str = ""
    told_at: datetime | None = None
    departure_id: UUID | None = None
    is_settled: bool = False
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One concern as its sender sees it."""

    came: Came
    standing: Standing
    additions: tuple[Came, ...] = ()
    feedback_had: bool = False


_UNREAD = Standing("We have it. A person is reading it.")


def standings_of(actor: Actor, arrival_ids: list[UUID]) -> dict[UUID, Standing]:
    """How far the concerns in these arrivals have got. `actor` is the front door's own service: senders see no contact.

    The caller has made sure that whoever asks is the sender: by the arrival's own folder, or by pass words.
    """
    rows = {r.arrival_id: r for r in Contact.objects.filter(arrival_id__in=arrival_ids)}
    told: dict[UUID, Feedback] = {}
    for row in Feedback.objects.filter(contact__in=rows.values(), way__in=ON_SCREEN).order_by("created_at", "id"):
        told[row.contact_id] = row
    found = {key: _standing(row, told.get(row.id)) for key, row in rows.items()}
    return {key: found.get(key, _UNREAD) for key in arrival_ids}


def _standing(row: Contact, told: Feedback | None) -> Standing:
    return Standing(
        words=standing_words(row.state, was_told=told is not None),
        next=next_words(row.state, was_told=told is not None),
        may_chase_from=None if told or row.state in (TOLD, CLOSED) else may_chase(row.received_at),
        decide_by=row.decide_by if row.state in UNDECIDED else None,
        told=told.words if told else "",
        next_steps=told.next_steps if told else "",
        told_at=told.created_at if told else None,
        departure_id=told.departure_id if told else None,
        is_settled=row.state not in UNDECIDED,
    )


def standing_of(actor: Actor, arrival_id: UUID) -> Standing:
    """The same for one concern, with what is still to be asked of its sender while it is undecided."""
    row = Contact.objects.filter(arrival_id=arrival_id).first()
    found = standings_of(actor, [arrival_id])[arrival_id]
    if row is None or found.is_settled:
        return found
    asked = essentials(said_in(actor, row))
    return replace(found, questions=asked)


def may_chase(received_at: datetime) -> datetime:
    """From when a referrer who has heard nothing should ask again (rulebook: `referrer_may_chase`)."""
    limit = ask.clock("referrer_may_chase", on=local_day(received_at, ask.calendar()))
    return due(received_at, limit.amount, limit.unit, ask.calendar(limit.calendar)).at


def own_arrival(actor: Actor, ref: str) -> Came | None:
    """A concern the actor's own organisation sent; None for anybody else's, even where she may see it, or none."""
    try:
        came = postroom.arrival_by_ref(actor, ref[:20])
    except NotThere:
        return None
    return came if came.door != "public" and came.from_organisation_id == actor.organisation_id else None


def arrivals_of_mine(actor: Actor, *, at_most: int = 25) -> list[Came]:
    """The concerns the actor's organisation sent here, newest first, additions left out."""
    return [c for c in postroom.arrivals_of_mine(actor, at_most=2 * at_most) if c.kind == "concern"][:at_most]


def kept_for(
    actor: Actor, placement_id: UUID, *, organisation_id: UUID | None = None, ref: str = "", at_most: int = 25
) -> list[Came]:
    """What the front door kept for a sender whose role opens no folders; with `organisation_id`, for all its senders.

    `actor` is the front door's own service.
    """
    whose = Q(sent_by=placement_id)
    if organisation_id:
        whose |= Q(from_organisation_id=organisation_id, door__in=("page", "api"))
    rows = Contact.objects.filter(whose)
    rows = rows.filter(arrival__ref=ref.strip().upper()[:20]) if ref else rows
    refs = rows.order_by("-received_at").values_list("arrival__ref", flat=True)[:at_most]
    return [postroom.arrival_by_ref(actor, found) for found in refs]


def additions_to(actor: Actor, arrival_id: UUID) -> tuple[Came, ...]:
    """What its sender added to a concern later, oldest first. `actor` is the front door's own service."""
    return tuple(postroom.additions_to(actor, arrival_id))


def feedback_had(actor: Actor) -> frozenset[UUID]:
    """Which feedback to the actor's organisation somebody there has said to have read."""
    return frozenset(d.id for d in postroom.departures_to_me(actor, kind="feedback") if d.acknowledged_at)
