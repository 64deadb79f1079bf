"""Reading the history of a child: only the lines in folders this actor may read in full."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from kingfisher.access import audit
from kingfisher.chronology.models import Analysis, Entry, Prepared
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere

audit.can_record(chronology__prepared__opened="opened a chronology prepared for court")


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


def days_written(actor: Actor, person_ids: list[UUID]) -> list[date]:
    """Every day about which something is written of these statements and stands, as far as this actor may read."""
    rows = Entry.objects.filter(person_id__in=person_ids, withdrawn=False, corrections__isnull=True)
    return list(rows.order_by("happened_on").values_list("happened_on", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class AnalysisShown:
    """One paragraph of analysis as it stands, its earlier versions behind it, the newest of them first."""

    id: UUID
    folder_id: UUID
    organisation_id: UUID
    heading: str
    words: str
    written_on: date
    author_name: str
    author_role: str
    rests_on: tuple[UUID, ...]
    withdrawn: bool
    version: int
    earlier: tuple["AnalysisShown", ...] = ()


def analyses(actor: Actor, person_ids: list[UUID]) -> list[AnalysisShown]:
    """The paragraphs of analysis about these statements, each in its newest version, in order of when first written."""
    rows = {a.id: a for a in Analysis.objects.filter(person_id__in=person_ids).order_by("id")}
    replaced = {a.replaces_id for a in rows.values()}
    found = []
    for newest in (a for a in rows.values() if a.id not in replaced):
        chain = [newest]
        while before := rows.get(chain[-1].replaces_id):
            chain.append(before)
        old = tuple(_analysis(a, len(chain) - n - 1) for n, a in enumerate(chain[1:]))
        found.append((chain[-1].id, _analysis(newest, len(chain), old)))
    return [one for _, one in sorted(found, key=lambda each: each[0])]


def _analysis(a: Analysis, version: int, earlier: tuple[AnalysisShown, ...] = ()) -> AnalysisShown:
    return AnalysisShown(
        a.id, a.folder_id, a.organisation_id, a.heading, a.words, a.written_on, a.author_name, a.author_role,
        tuple(a.rests_on), a.withdrawn, version, earlier,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreparedShown:
    """A prepared chronology; `held` is empty in a list."""

    id: UUID
    folder_id: UUID
    person_id: UUID
    ref: str
    title: str
    made_for: str
    made_at: datetime
    author: str
    digest: str
    held: dict[str, Any]


def prepared_about(actor: Actor, person_ids: list[UUID]) -> list[PreparedShown]:
    """The chronologies prepared of these statements that this actor may open, the newest first."""
    rows = Prepared.objects.filter(person_id__in=person_ids).defer("held").order_by("-created_at")[:50]
    return [_prepared(p, {}) for p in rows]


def prepared(actor: Actor, prepared_id: UUID) -> PreparedShown:
    """One as it was frozen; NotThere when unseen or missing. The opening is recorded."""
    found = Prepared.objects.filter(id=prepared_id).first()
    if found is None:
        raise NotThere
    audit.record(actor, "chronology.prepared.opened", folders=[found.folder_id], facts={"ref": found.ref})
    return _prepared(found, found.held)


def _prepared(p: Prepared, held: dict[str, Any]) -> PreparedShown:
    author = f"{p.author_name}, {p.author_role}" if p.author_role else p.author_name
    return PreparedShown(
        p.id, p.folder_id, p.person_id, p.ref, p.title, p.made_for, p.created_at, author, p.digest, held
    )


def _shown(e: Entry, corrected_by: UUID | None) -> Happening:
    return Happening(
        e.id, e.folder_id, e.person_id, e.organisation_id, e.kind, e.happened_on, e.happened_at, e.ended_on,
        e.known_at, e.title, e.detail, e.assertion, e.basis, e.author_name, e.author_role, e.warning,
        (e.about_kind, e.about_id) if e.about_id else None, e.corrects_id, corrected_by, e.withdrawn,
    )  # fmt: skip
