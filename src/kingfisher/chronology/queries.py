"""Reading the history of a child: only the lines in folders this actor may read in full."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from kingfisher.chronology.models import Entry
from kingfisher.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out of a timeline; empty means nothing is left out."""

    organisation_ids: frozenset[UUID] = frozenset()
    kinds: frozenset[str] = frozenset()
    from_on: date | None = None
    until_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line as it is shown: what, when it happened, when it was known, who says so and how they know."""

    id: UUID
    folder_id: UUID
    person_id: UUID
    organisation_id: UUID
    kind: str
    happened_on: date
    happened_at: datetime | None
    ended_on: date | None
    known_at: datetime
    title: str
    detail: str
    assertion: str
    basis: str
    author_name: str
    author_role: str
    warning: str
    about: tuple[str, UUID] | None
    corrects: UUID | None
    corrected_by: UUID | None
    withdrawn: bool


def timeline(
    actor: Actor, person_ids: list[UUID], *, filters: Filters | None = None, newest_first: bool = True,
    at_most: int = 200, before: tuple[date, UUID] | None = None,
) -> list[Happening]:  # fmt: skip
    """The lines about these statements, in order of when they happened; `before` pages on (day, key).

    The caller records the opening: it knows whose folder it opened and why.
    """
    rows = Entry.objects.filter(person_id__in=person_ids)
    filters = filters or Filters()
    if filters.organisation_ids:
        rows = rows.filter(organisation_id__in=filters.organisation_ids)
    if filters.kinds:
        rows = rows.filter(kind__in=filters.kinds)
    if filters.from_on:
        rows = rows.filter(happened_on__gte=filters.from_on)
    if filters.until_on:
        rows = rows.filter(happened_on__lte=filters.until_on)
    if filters.words:
        rows = rows.filter(Q(title__icontains=filters.words) | Q(detail__icontains=filters.words))
    if before:
        day, key = before
        rows = rows.filter(Q(happened_on__lt=day) | Q(happened_on=day, id__lt=key))
    order = ("-happened_on", "-id") if newest_first else ("happened_on", "id")
    correction = Entry.objects.filter(corrects_id=OuterRef("pk")).values("id")[:1]
    found = rows.annotate(corrected_by=Subquery(correction)).order_by(*order)[:at_most]
    return [_shown(e, e.corrected_by) for e in found]


def entry(actor: Actor, entry_id: UUID) -> Happening | None:
    """One line, or None when unseen or missing."""
    found = Entry.objects.filter(id=entry_id).first()
    if found is None:
        return None
    return _shown(found, Entry.objects.filter(corrects=found).values_list("id", flat=True).first())


def entries(actor: Actor, entry_ids: list[UUID]) -> dict[UUID, Happening]:
    """These lines, as far as they are seen, by key. The caller records the opening."""
    return {e.id: _shown(e, None) for e in Entry.objects.filter(id__in=entry_ids)} if entry_ids else {}


def _shown(e: Entry, corrected_by: UUID | None) -> Happening:
    return Happening(
        e.id, e.folder_id, e.person_id, e.organisation_id, e.kind, e.happened_on, e.happened_at, e.ended_on,
        e.known_at, e.title, e.detail, e.assertion, e.basis, e.author_name, e.author_role, e.warning,
        (e.about_kind, e.about_id) if e.about_id else None, e.corrects_id, corrected_by, e.withdrawn,
    )  # fmt: skip
