"""Calls still to be made, and second opinions asked for: what the desk pulls from this room."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.waiting import Waiting
from kingfisher.people.models import Call
from kingfisher.people.queries.near import near_waiting
from kingfisher.people.queries.reviewing import looks_for

CHASED_TO_MANAGER = 2  # times a call was chased before whoever oversees is told
SOON = timedelta(days=1)
EVERY = timedelta(hours=23)


def work_waiting(actor: Actor) -> list[Waiting]:
    """Calls of this worker still open, one line for each child, the soonest due first; calls of others long late,
    for whoever oversees them; second opinions asked of her; conflicts of interest that wait for her decision.
    """
    found = _calls(actor) if actor.has(Permission.CALL_MAKE) else []
    for look in looks_for(actor) if actor.has(Permission.PERSON_JUDGE) else ():
        address = url_for("people.look", look.id) or ""
        found.append(Waiting("Give a second opinion on two records", address, None, "", "", look.asked_at))
    return found + near_waiting(actor)


def _calls(actor: Actor) -> list[Waiting]:
    whose = Q(owner_id=actor.worker_id)
    if actor.has(Permission.CALL_OVERSEE):
        whose |= Q(chased__len__gte=CHASED_TO_MANAGER)
    rows = Call.objects.filter(whose, closed_at=None).select_related("owner").order_by("due_at", "id")[:200]
    by_child: dict[tuple[UUID, UUID], list[Call]] = {}
    for row in rows:
        by_child.setdefault((row.person_id, row.owner_id), []).append(row)
    return [
        Waiting(
            _title(actor, calls), url_for("people.call", person_id) or "", calls[0].due_at,
            state_of(calls[0].due_at, actor.at), "", min(call.created_at for call in calls),
        )
        for (person_id, _), calls in by_child.items()
    ]  # fmt: skip


def _title(actor: Actor, calls: list[Call]) -> str:
    whom = f"{len(calls)} workers who also know a child" if len(calls) > 1 else "a worker who also knows a child"
    if calls[0].owner_id == actor.worker_id:
        return f"Speak to {whom}"
    return f"{calls[0].owner.name} has not yet spoken to {whom}"


def state_of(due_at: datetime, now: datetime) -> str:
    """How an open call stands, in the words of clocks."""
    return "late" if now > due_at else "due_soon" if now > due_at - SOON else "running"


def to_chase(actor: Actor, *, at_most: int = 1000) -> list[UUID]:
    """Late calls of the actor's agency that were not chased within a day, the longest late first."""
    rows = Call.objects.filter(closed_at=None, due_at__lt=actor.at).order_by("due_at", "id")[:at_most]
    return [row.id for row in rows if not row.chased or actor.at - row.chased[-1] >= EVERY]
