"""Seeing what each agency says of a person. Records are linked for showing, never blended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.access.queries import folders_shown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.models import Address, Involvement, Judgement, Person, StatementVersion, Tie
from kingfisher.people.rules import (
    AddressSaid,
    InvolvementSaid,
    Said,
    oddities,
    said_again,
    shown_name,
    with_safe_addresses,
)

audit.can_record(
    people__person__opened="looked at what an agency says of a person",
    people__person__searched="searched for a person",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one agency says of one person, as far as this actor may see it."""

    id: UUID
    folder_id: UUID
    organisation_id: UUID
    origin: str
    said: Said
    version: int
    stated_at: datetime

    @property
    def name(self) -> str:
        return shown_name(self.said)

    @property
    def oddities(self) -> tuple[str, ...]:
        """What of it cannot be right, going by the day it was said."""
        return oddities(self.said, on=self.stated_at.astimezone(LONDON).date())


@dataclass(frozen=True, slots=True)
class Judged:
    id: UUID
    left_id: UUID
    right_id: UUID
    answer: str
    why: str
    evidence: tuple[str, ...]
    probability: float | None
    rule: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Relation:
    """How somebody stands to the person: by name, and by key where the agency knows them too."""

    person_id: UUID
    organisation_id: UUID
    relationship: str
    other_id: UUID | None
    other_name: str
    lives_together: bool | None
    parental_responsibility: bool | None
    no_contact: bool
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class KnownBy:
    """Who knows this person: no content, only how to reach them."""

    organisation_id: UUID
    worker: InvolvementSaid


def statements(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, Statement]:
    """The statements of these keys that the actor may see, in one question; in two where one holds a safe address.

    The caller records the opening.
    """
    columns = ("id", "folder_id", "organisation_id", "origin", "statement", "version", "stated_at")
    rows = list(Person.objects.filter(id__in=list(person_ids)).values_list(*columns)) if person_ids else []
    safe = _safe_addresses([row[0] for row in rows if any(a.get("protected") for a in row[4].get("addresses", ()))])
    return {
        key: Statement(
            key, folder, organisation, origin, with_safe_addresses(said_again(spoken), safe.get(key, ())), version,
            stated_at,
        )
        for key, folder, organisation, origin, spoken, version, stated_at in rows
    }  # fmt: skip


def _safe_addresses(person_ids: list[UUID]) -> dict[UUID, list[AddressSaid]]:
    """The safe addresses of these people that the actor is cleared to read, by person, in the order they were said."""
    found: dict[UUID, list[AddressSaid]] = {}
    for a in Address.objects.filter(person__in=person_ids, protected=True).order_by("id") if person_ids else ():
        said = AddressSaid(a.lines, a.town, a.postcode, a.uprn, a.from_on, a.until_on, a.protected)
        found.setdefault(a.person_id, []).append(said)
    return found


def statement(actor: Actor, person_id: UUID) -> Statement:
    """One statement; NotThere when unseen or missing. The opening is recorded."""
    found = statements(actor, {person_id}).get(person_id)
    if found is None:
        raise NotThere
    audit.record(actor, "people.person.opened", folders=[found.folder_id])
    return found


def standing_judgements(actor: Actor, person_ids: set[UUID]) -> list[Judged]:
    """For every pair that touches these statements, the judgement that stands (the newest, if not withdrawn)."""
    rows = Judgement.objects.filter(Q(left__in=person_ids) | Q(right__in=person_ids)).order_by("created_at", "id")
    newest: dict[frozenset[UUID], Judgement] = {}
    for row in rows:
        newest[frozenset((row.left_id, row.right_id))] = row
    return [
        Judged(r.id, r.left_id, r.right_id, r.answer, r.why, tuple(r.evidence), r.probability, r.rule,
               r.created_by, r.created_at)
        for r in newest.values() if r.answer != "withdrawn"
    ]  # fmt: skip


def judgements_about(actor: Actor, left_id: UUID, right_id: UUID) -> list[Judged]:
    """Every judgement ever made about a pair, oldest first, withdrawals included."""
    rows = Judgement.objects.filter(Q(left=left_id, right=right_id) | Q(left=right_id, right=left_id))
    return [
        Judged(r.id, r.left_id, r.right_id, r.answer, r.why, tuple(r.evidence), r.probability, r.rule,
               r.created_by, r.created_at)
        for r in rows.order_by("created_at", "id")
    ]  # fmt: skip


def relations_of(actor: Actor, person_ids: set[UUID]) -> list[Relation]:
    """Family and others tied to these statements, in the order they were recorded."""
    rows = Tie.objects.filter(person__in=person_ids).select_related("person", "other").order_by("id")
    return [
        Relation(
            t.person_id, t.person.organisation_id, t.relationship, t.other_id,
            t.other.name if t.other else t.other_name, t.lives_together, t.parental_responsibility,
            t.no_contact, t.from_on, t.until_on,
        )
        for t in rows
    ]  # fmt: skip


def known_by(actor: Actor, person_ids: set[UUID]) -> list[KnownBy]:
    """The workers who know these people now, by agency; no content."""
    rows = Involvement.objects.filter(person__in=person_ids).order_by("since_on", "id")
    owners = folders_shown(actor, {r.folder_id for r in rows})
    return [
        KnownBy(owners[r.folder_id].owner_id,
                InvolvementSaid(r.worker_name, r.team, r.job_title, r.phone, r.since_on, r.until_on))
        for r in rows if r.folder_id in owners
    ]  # fmt: skip


def versions_of(actor: Actor, person_id: UUID) -> list[tuple[int, datetime, str]]:
    """Every version of a statement: number, when it was said, from which source."""
    rows = StatementVersion.objects.filter(person=person_id).order_by("number")
    return [(r.number, r.stated_at, r.source) for r in rows]
