"""Reading the record of who looked: one's own, a worker's, a folder's; and, for the witness alone, all that is settled.

What each may read is settled in PostgreSQL (models/record.py), so no query here narrows anything for safety's sake.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kingfisher.access.audit import WHAT
from kingfisher.access.models import AuditLine, Folder, Touch
from kingfisher.kernel.actor import Actor
from kingfisher.ui.paging import Ask, Page, keyed

MOST_OPENED = 2000


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
    folder_id: UUID

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


@dataclass(frozen=True, slots=True)
class Within:
    """What of a log somebody asks for: the sorts of line, from which moment, until before which."""

    what: frozenset[str] = frozenset()
    from_at: datetime | None = None
    until_at: datetime | None = None


def lines_of(actor: Actor, placement_id: UUID, *, within: Within, ask: Ask) -> Page[Line]:
    """What was done in one place, newest first: one's own, a teammate's for her manager, or any of the agency's."""
    rows = _within(AuditLine.objects.filter(placement_id=placement_id), within)
    page = keyed(rows, ask, order=("-at", "-id"))
    return replace(page, rows=[_line(r) for r in page.rows])


def counted(actor: Actor, placement_ids: set[UUID], *, what: frozenset[str], since: datetime) -> dict[UUID, int]:
    """How often each of these places did one of these things since then, as far as the actor may read its log."""
    rows = AuditLine.objects.filter(placement_id__in=placement_ids, what__in=what, at__gte=since)
    return dict(rows.values("placement_id").annotate(n=Count("id")).values_list("placement_id", "n"))


def touches_of(actor: Actor, folder_id: UUID, *, within: Within, ask: Ask) -> Page[Touched]:
    """Who touched a folder of the actor's own organisation, newest first, whichever agency they are of."""
    return _touched(_within(Touch.objects.filter(folder_id=folder_id), within), ask)


def touches_of_ours(actor: Actor, *, within: Within, elsewhere: bool = False, ask: Ask) -> Page[Touched]:
    """Who touched any folder of the actor's own organisation that she may know of, newest first; `elsewhere`: only
    those of other agencies. What is sealed from her or barred to her is not in it, nor what is kept to a team: that
    there is such a folder (the closed part of a meeting) could tell of a record that is.
    """
    rows = Touch.objects.filter(Exists(Folder.objects.filter(id=OuterRef("folder_id"), team_only=False)))
    if elsewhere:
        rows = rows.exclude(organisation_id=actor.organisation_id)
    return _touched(_within(rows, within), ask)


def _touched(rows: QuerySet, ask: Ask) -> Page[Touched]:
    page = keyed(rows, ask, order=("-at", "-id"))
    return replace(page, rows=[
        Touched(r.line_id, r.at, r.what, r.placement_id, r.organisation_id, r.purpose, r.via, r.folder_id)
        for r in page.rows
    ])  # fmt: skip


def has_touches(actor: Actor, folder_id: UUID) -> bool:
    """Whether the actor may read anything of this folder's log."""
    return Touch.objects.filter(folder_id=folder_id).exists()


def searches(actor: Actor, *, since: datetime, at_most: int = 2000) -> list[Line]:
    """Searches by words since a moment, newest first, as far as the actor may read them."""
    rows = AuditLine.objects.filter(what="people.person.searched", at__gte=since, facts__has_key="words")
    return [_line(r) for r in rows.order_by("-at", "-id")[:at_most]]


def words_sought(actor: Actor, *, since: datetime, at_most: int) -> list[str]:
    """What the actor searched for in this place since then, newest first, each once; what was still being typed
    when the words after it followed is left out.
    """
    rows = AuditLine.objects.filter(what="people.person.searched", placement_id=actor.placement_id, at__gte=since)
    said: list[str] = []
    newer = ""
    for facts in rows.order_by("-at", "-id").values_list("facts", flat=True)[: at_most * 40]:
        words = " ".join(facts.get("words", "").split())
        if words and not newer.startswith(words.casefold()) and words.casefold() not in map(str.casefold, said):
            said.append(words)
        newer = words.casefold()
    return said[:at_most]


def opened_after(actor: Actor, found: list[Line], *, minutes: int) -> dict[int, list[Line]]:
    """What each of these lines' worker opened in that place within so many minutes after it, the first first."""
    spans = Q()
    for line in found:
        spans |= Q(placement_id=line.placement_id, at__range=(line.at, line.at + timedelta(minutes=minutes)))
    rows = AuditLine.objects.filter(spans, what__endswith=".opened") if found else AuditLine.objects.none()
    opened = [_line(r) for r in rows.exclude(folder_ids=[]).order_by("at", "id")[:MOST_OPENED]]
    return {
        line.id: [o for o in opened if o.placement_id == line.placement_id and o.id > line.id
                  and line.at <= o.at <= line.at + timedelta(minutes=minutes)]
        for line in found
    }  # fmt: skip


def settled_searches(actor: Actor, *, since: datetime) -> dict[int, str]:
    """What came of the searches somebody asked about since a moment: the line's key, and the newest outcome."""
    rows = AuditLine.objects.filter(what="trail.search.settled", at__gte=since).order_by("id")
    return {facts["line"]: facts["outcome"] for facts in rows.values_list("facts", flat=True)}


def _within(rows: QuerySet, asked: Within) -> QuerySet:
    if asked.what:
        rows = rows.filter(what__in=asked.what)
    if asked.from_at:
        rows = rows.filter(at__gte=asked.from_at)
    if asked.until_at:
        rows = rows.filter(at__lt=asked.until_at)
    return rows
