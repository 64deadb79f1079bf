"""What every action of this room does: permission, the row under lock, a folder of its own, a line in the record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.disruption.states import CRIME, MOVES, OPERATION, PLACE
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.rulebook import ask

PLAN, MEASURE, OP, SPOT, CASE = (f"disruption.{k}" for k in ("plan", "measure", "operation", "place", "crime"))
audit.can_record(
    **{f"disruption__measure__{m.name}": f"tool of the law: {m.label[:1].lower()}{m.label[1:]}" for m in MOVES},
    **{f"disruption__operation__{m.name}": f"operation: {m.label[:1].lower()}{m.label[1:]}" for m in OPERATION},
    **{f"disruption__place__{m.name}": f"place: {m.label[:1].lower()}{m.label[1:]}" for m in PLACE},
    **{f"disruption__crime__{m.name}": f"crime: {m.label[:1].lower()}{m.label[1:]}" for m in CRIME},
    disruption__plan__begun="began a disruption plan",
    disruption__plan__written="wrote in a disruption plan",
    disruption__plan__reviewed="reviewed a disruption plan",
    disruption__plan__reported="reported a plan about somebody never charged to the data protection officer",
    disruption__plan__closed="closed a disruption plan",
    disruption__folder__let_in="let a worker into a plan, tool or place",
    disruption__measure__considered="thought of a tool of the law",
    disruption__measure__written="wrote in a tool of the law",
    disruption__operation__opened_up="opened an operation",
    disruption__operation__written="wrote in an operation",
    disruption__operation__decided="wrote a decision into a policy log",
    disruption__place__referred="referred a place",
    disruption__place__written="wrote of a place",
    disruption__crime__recorded="began to track a crime",
    disruption__crime__written="wrote of a crime",
)


class NotYet(Refused):
    """Something must be said or done first; `gaps` says what."""

    rule = "disruption_not_yet"


def gaps_or_on(gaps: tuple[str, ...], sentence: str = "This cannot be done yet.") -> None:
    """NotYet with the gaps, when there are any."""
    if gaps:
        raise NotYet(sentence, gaps=gaps)


def words(said: str, what: str) -> str:
    """The words, trimmed; NotYet saying what is wanted when there are none."""
    if not said.strip():
        raise NotYet(what, gaps=(what,))
    return said.strip()


def own_folder(actor: Actor, at: datetime) -> UUID:
    """A new folder of police's own, marked so that nobody uncleared knows of it."""
    return access.open_folder(actor, kind="disruption", category="disruption", marking="police_sensitive", at=at)


def made(actor: Actor, at: datetime) -> dict[str, Any]:
    """What every new row says of its making."""
    return {"id": new_id(), "created_at": at, "created_by": actor.placement_id}


def keep(row: models.Model) -> Any:
    """Write a new row."""
    row.save(force_insert=True)
    return row


def today(actor: Actor) -> date:
    """The London day the actor acts on."""
    return local_day(actor.at, ask.calendar())


def record(actor: Actor, what: str, row: Any, **facts: Any) -> None:
    """A line of the record about a row with a folder and a reference; `what` is on the closed list."""
    audit.record(actor, what, folders=[row.folder_id], facts={"ref": row.ref, **facts})
