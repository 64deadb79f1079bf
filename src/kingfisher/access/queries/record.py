"""Reading the record of who looked: one's own, a worker's, a folder's; and, for the witness alone, all that is settled.

What each may read is settled in PostgreSQL (models/record.py), so no query here narrows anything for safety's sake.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kingfisher.access.audit import WHAT
from kingfisher.access.models import AuditLine, Touch
from kingfisher.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record. `written_in` is PostgreSQL's transaction; `sentence` is what it is on screen."""

    id: int
    at: datetime
    what: str
    placement_id: UUID
    worker_id: UUID
    organisation_id: UUID
    purpose: str
    via: str
    door: str
    folder_ids: tuple[UUID, ...]
    facts: dict[str, Any]
    written_in: int

    @property
    def sentence(self) -> str:
        return WHAT.get(self.what, self.what)


@dataclass(frozen=True, slots=True)
class Touched:
    """One folder touched by one line, as its owner may know it."""

    line_id: int
    at: datetime
    what: str
    placement_id: UUID
    organisation_id: UUID
    purpose: str
    via: str

    @property
    def sentence(self) -> str:
        return WHAT.get(self.what, self.what)


def _line(r: AuditLine) -> Line:
    return Line(r.id, r.at, r.what, r.placement_id, r.worker_id, r.organisation_id, r.purpose, r.via, r.door,
                tuple(r.folder_ids), r.facts, r.written_in)  # fmt: skip


def settled_before(actor: Actor) -> int:
    """The oldest transaction still running: every line written in an earlier one is there to be read, or never will be.

    Ask this first and for the lines after: what is written in between belongs to the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def lines_settled(actor: Actor, *, after: tuple[int, int], before: int, at_most: int) -> list[Line]:
    """Lines after the mark `after` (transaction, key) whose transaction is over, in the order they are numbered."""
    rows = AuditLine.objects.filter(written_in__gte=after[0], written_in__lt=before).order_by("written_in", "id")
    rows = rows.exclude(written_in=after[0], id__lte=after[1])
    return [_line(r) for r in rows[:at_most]]


def unlogged(actor: Actor, *, logged: QuerySet) -> list[int]:
    """The keys of lines that are not among `logged`, in order: needed once after a move to another server."""
    return list(AuditLine.objects.exclude(id__in=logged).order_by("id").values_list("id", flat=True))


def lines_by_key(actor: Actor, keys: list[int]) -> dict[int, Line]:
    """These lines, as far as they are there."""
    return {r.id: _line(r) for r in AuditLine.objects.filter(id__in=keys)}


def lines_of(
    actor: Actor, placement_id: UUID, *, what: frozenset[str] = frozenset(), from_at: datetime | None = None,
    until_at: datetime | None = None, before: tuple[datetime, int] | None = None, at_most: int = 50,
) -> list[Line]:  # fmt: skip
    """What was done in one place, newest first: one's own, a teammate's for her manager, or any of the agency's."""
    rows = _between(AuditLine.objects.filter(placement_id=placement_id), "id", what, from_at, until_at, before)
    return [_line(r) for r in rows[:at_most]]


def touches_of(
    actor: Actor, folder_ids: list[UUID], *, what: frozenset[str] = frozenset(), from_at: datetime | None = None,
    until_at: datetime | None = None, before: tuple[datetime, int] | None = None, at_most: int = 50,
) -> list[Touched]:  # fmt: skip
    """Who touched these folders of the actor's own organisation, newest first, whichever agency they are of."""
    rows = _between(Touch.objects.filter(folder_id__in=folder_ids), "line_id", what, from_at, until_at, before)
    found = {r.line_id: r for r in rows[: at_most * max(1, len(folder_ids))]}  # a line may touch several of them
    return [
        Touched(r.line_id, r.at, r.what, r.placement_id, r.organisation_id, r.purpose, r.via)
        for r in list(found.values())[:at_most]
    ]


def _between(rows, key, what, from_at, until_at, before):
    if what:
        rows = rows.filter(what__in=what)
    if from_at:
        rows = rows.filter(at__gte=from_at)
    if until_at:
        rows = rows.filter(at__lt=until_at)
    if before:
        rows = rows.filter(at__lte=before[0]).exclude(at=before[0], **{f"{key}__gte": before[1]})
    return rows.order_by("-at", f"-{key}")
