"""Keeping an agency's statement about a person, and every later version of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.matching.blocking import hashed_keys
from kingfisher.people.models import (
    Address,
    BlockingKey,
    Identifier,
    Involvement,
    Name,
    Person,
    StatementVersion,
    Tie,
)
from kingfisher.people.rules import PLAIN, Said, as_json, fingerprint

audit.can_record(
    people__person__stated="recorded what the agency knows of a person",
    people__person__restated="recorded a newer statement about a person",
    people__person__tied="recorded how two people stand to each other",
)
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One statement to keep, and the folder it belongs in."""

    folder_id: UUID
    said: Said


def state_person(
    actor: Actor, *, folder_id: UUID, said: Said, origin: str = "worker", source: str = "", at: datetime
) -> UUID:
    """Keep one statement in a folder of the actor's; returns the key of the person as this agency knows them."""
    return state_people(actor, wanted=[Wanted(folder_id, said)], origin=origin, source=source, at=at)[0]


def state_people(
    actor: Actor, *, wanted: Sequence[Wanted], origin: str, source: str = "", at: datetime
) -> list[UUID]:
    """Keep many statements at once, set-based; returns their keys in order. One audit line counts them."""
    rows = [
        Person(
            id=new_id(), folder_id=w.folder_id, organisation_id=actor.organisation_id, origin=origin,
            phones=list(w.said.phones), statement=as_json(w.said), stated_at=at,
            fingerprint=fingerprint(w.said), created_at=at, created_by=actor.placement_id,
            **{name: getattr(w.said, name) for name in PLAIN},
        )
        for w in wanted
    ]  # fmt: skip
    Person.objects.bulk_create(rows, batch_size=_BATCH)
    _keep_versions(actor, rows, source=source, at=at)
    _lay_out(list(zip(rows, (w.said for w in wanted), strict=True)))
    audit.record(
        actor, "people.person.stated", folders=[w.folder_id for w in wanted[:20]],
        facts={"count": len(rows), "origin": origin},
    )  # fmt: skip
    return [row.id for row in rows]


def restate(actor: Actor, *, person_id: UUID, said: Said, source: str = "", at: datetime) -> int:
    """A newer statement of the same agency about the same person; returns the version it became.

    The earlier version is kept. The same words again change nothing and return the version that stands.
    """
    row = Person.objects.filter(id=person_id).first()
    if row is None:
        raise NotThere
    print_ = fingerprint(said)
    if row.fingerprint == print_:
        return row.version
    for name in PLAIN:
        setattr(row, name, getattr(said, name))
    row.phones, row.statement, row.fingerprint = list(said.phones), as_json(said), print_
    row.version, row.stated_at = row.version + 1, at
    row.save()
    _keep_versions(actor, [row], source=source, at=at)
    for part in (Name, Identifier, Address, Involvement, BlockingKey):
        part.objects.filter(person=row).delete()
    _lay_out([(row, said)])
    audit.record(actor, "people.person.restated", folders=[row.folder_id], facts={"version": row.version})
    return row.version


def _keep_versions(actor: Actor, rows: list[Person], *, source: str, at: datetime) -> None:
    StatementVersion.objects.bulk_create(
        [
            StatementVersion(
                folder_id=row.folder_id, person=row, number=row.version, stated_at=row.stated_at, source=source,
                fingerprint=row.fingerprint, statement=row.statement,
                created_at=at, created_by=actor.placement_id,
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def _lay_out(pairs: list[tuple[Person, Said]]) -> None:
    """Spread the parts of each statement into their own tables, for finding and for showing."""
    of = lambda row: {"person": row, "folder_id": row.folder_id}  # noqa: E731
    names, identifiers, addresses, involvements, keys = [], [], [], [], []
    for row, said in pairs:
        names += [Name(use=a.use, given_name=a.given_name, family_name=a.family_name, **of(row)) for a in said.aliases]
        identifiers += [
            Identifier(scheme=i.scheme, value=i.value, verified=i.verified, flaw=i.flaw, **of(row))
            for i in said.identifiers
        ]
        addresses += [
            Address(lines=a.lines, town=a.town, postcode=a.postcode, uprn=a.uprn, from_on=a.from_on,
                    until_on=a.until_on, protected=a.protected, **of(row))
            for a in said.addresses
        ]  # fmt: skip
        involvements += [
            Involvement(worker_name=i.worker_name, team=i.team, job_title=i.job_title, phone=i.phone,
                        since_on=i.since_on, until_on=i.until_on, **of(row))
            for i in said.involvements
        ]  # fmt: skip
        keys.append(BlockingKey(keys=hashed_keys(said), **of(row)))
    for model, rows in (
        (Name, names), (Identifier, identifiers), (Address, addresses), (Involvement, involvements), (BlockingKey, keys),
    ):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=_BATCH)


def add_tie(
    actor: Actor, *, person_id: UUID, other_id: UUID | None = None, other_name: str = "", relationship: str,
    lives_together: bool | None = None, parental_responsibility: bool | None = None, no_contact: bool = False,
    from_on: date | None = None, until_on: date | None = None, at: datetime,
) -> None:  # fmt: skip
    """Record how a person stands to another, whom the agency may know as a person or by name only."""
    row = Person.objects.filter(id=person_id).first()
    if row is None:
        raise NotThere
    Tie.objects.create(
        person=row, folder_id=row.folder_id, other_id=other_id, other_name=other_name, relationship=relationship,
        lives_together=lives_together, parental_responsibility=parental_responsibility, no_contact=no_contact,
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    audit.record(actor, "people.person.tied", folders=[row.folder_id], facts={"relationship": relationship})
