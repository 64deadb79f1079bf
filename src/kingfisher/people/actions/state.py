"""Keeping an agency's statement about a person, and every later version of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.written import storable
from kingfisher.people.matching.blocking import Laid, laid_out
from kingfisher.people.models import (
    Address,
    BlockingKey,
    Findable,
    HeldBack,
    Identifier,
    Involvement,
    Name,
    Person,
    StatementVersion,
    Tie,
)
from kingfisher.people.rules import PLAIN, Said, as_json, as_kept, fingerprint, held_back, open_part

audit.can_record(
    people__person__stated="recorded what the agency knows of a person",
    people__person__restated="recorded a newer statement about a person",
    people__person__tied="recorded how two people stand to each other",
)


PHONE_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """One statement to keep, and the folder it belongs in; what it is found by where that is already worked out.

    One that is not `findable` no search and no matching comes upon; a conflict of interest does.
    """

    folder_id: UUID
    said: Said
    laid: Laid | None = None
    findable: bool = True


def state_person(
    actor: Actor,
    *,
    folder_id: UUID,
    said: Said,
    origin: str = "worker",
    source: str = "",
    findable: bool = True,
    at: datetime,
) -> UUID:
    """Keep one statement in a folder of the actor's; returns the key of the person as this agency knows them."""
    return state_people(
        actor, wanted=[Wanted(folder_id, said, findable=findable)], origin=origin, source=source, at=at
    )[0]


def state_people(actor: Actor, *, wanted: Sequence[Wanted], origin: str, source: str = "", at: datetime) -> list[UUID]:
    """Keep many statements at once, set-based; returns their keys in order. One audit line counts them."""
    made = {"created_at": at, "created_by": actor.placement_id}
    wanted = [replace(w, said=as_kept(w.said)) for w in wanted]
    rows = [_row(actor, w, origin=origin, at=at) | made for w in wanted]
    insert_many(Person, rows)
    insert_many(StatementVersion, (_version(row, source=source) | made for row in rows))
    keep_back(actor, said_of=[(row, w.said) for row, w in zip(rows, wanted, strict=True)], at=at)
    laid = {row["id"]: w.laid for row, w in zip(rows, wanted, strict=True) if w.laid}
    hidden = {row["id"] for row, w in zip(rows, wanted, strict=True) if not w.findable}
    _lay_out([(row["id"], w.folder_id, w.said) for row, w in zip(rows, wanted, strict=True)], laid, hidden)
    audit.record(
        actor, "people.person.stated", folders=[w.folder_id for w in wanted[:20]],
        facts={"count": len(rows), "origin": origin},
    )  # fmt: skip
    return [row["id"] for row in rows]


def _row(actor: Actor, w: Wanted, *, origin: str, at: datetime) -> dict[str, Any]:
    spoken = as_json(w.said)
    return columns_of(w.said) | {
        "id": new_id(), "folder_id": w.folder_id, "organisation_id": actor.organisation_id, "origin": origin,
        "statement": open_part(spoken), "stated_at": at, "fingerprint": fingerprint(spoken), "version": 1,
    }  # fmt: skip


def columns_of(said: Said) -> dict[str, Any]:
    """What of a statement has columns of its own, for finding, cut to their width; the whole is in `statement`."""
    plain = fitting(Person, {name: getattr(said, name) for name in PLAIN})
    return plain | {"phones": [number[:PHONE_WIDTH] for number in said.phones]}


def fitting(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The row with each text cut to the width of its column."""
    widths = _widths(model)
    return {c: v[: widths[c]] if isinstance(v, str) else v for c, v in row.items()}


@cache
def _widths(model: type[models.Model]) -> dict[str, int | None]:
    return {f.column: f.max_length for f in model._meta.concrete_fields}


def _version(row: Mapping[str, Any], *, source: str) -> dict[str, Any]:
    return {
        "id": new_id(), "folder_id": row["folder_id"], "person_id": row["id"], "number": row["version"],
        "stated_at": row["stated_at"], "source": source, "fingerprint": row["fingerprint"],
        "statement": row["statement"],
    }  # fmt: skip


def keep_back(actor: Actor, *, said_of: Sequence[tuple[Mapping[str, Any], Said]], at: datetime) -> None:
    """Keep the narrowed parts of these versions apart: whoever is not cleared for them does not read them."""
    insert_many(
        HeldBack,
        (
            {"id": new_id(), "folder_id": row["folder_id"], "person_id": row["id"], "number": row["version"],
             "marking": marking, "said": what, "created_at": at, "created_by": actor.placement_id}
            for row, said in said_of for marking, what in held_back(as_json(said))
        ),
    )  # fmt: skip


def restate(actor: Actor, *, person_id: UUID, said: Said, source: str = "", at: datetime) -> int:
    """A newer statement of the same agency about the same person; returns the version it became.

    The earlier version is kept. The same words again change nothing and return the version that stands.
    """
    row = Person.objects.filter(id=person_id).first()
    if row is None:
        raise NotThere
    said = as_kept(said)
    print_ = fingerprint(said)
    if row.fingerprint == print_:
        return row.version
    for name, value in columns_of(said).items():
        setattr(row, name, value)
    row.statement, row.fingerprint = open_part(as_json(said)), print_
    row.version, row.stated_at = row.version + 1, at
    row.save()
    now = {name: getattr(row, name) for name in ("id", "folder_id", "version", "stated_at", "fingerprint", "statement")}
    made = {"created_at": at, "created_by": actor.placement_id}
    insert_many(StatementVersion, [_version(now, source=source) | made])
    keep_back(actor, said_of=[(now | {"version": row.version}, said)], at=at)
    for part in (Name, Identifier, Address, Involvement, BlockingKey, Findable):
        part.objects.filter(person=row).delete()
    _lay_out([(row.id, row.folder_id, said)])
    audit.record(actor, "people.person.restated", folders=[row.folder_id], facts={"version": row.version})
    return row.version


def _lay_out(
    said_of: list[tuple[UUID, UUID, Said]], laid: Mapping[UUID, Laid] | None = None, hidden: Collection[UUID] = ()
) -> None:  # fmt: skip
    """Spread the parts of each statement into their own tables, for finding and for showing."""
    for model, part, columns in (
        (Name, "aliases", ("use", "given_name", "family_name")),
        (Identifier, "identifiers", ("scheme", "value", "verified", "flaw")),
        (Address, "addresses", ("lines", "town", "postcode", "uprn", "from_on", "until_on", "protected")),
        (Involvement, "involvements", ("worker_name", "team", "job_title", "phone", "since_on", "until_on")),
    ):
        insert_many(
            model,
            (
                {"person_id": person_id, "folder_id": folder_id} | fitting(model, {c: getattr(one, c) for c in columns})
                for person_id, folder_id, said in said_of
                for one in getattr(said, part)
            ),
        )
    found_by = [(p, f, (laid or {}).get(p) or laid_out(said)) for p, f, said in said_of if p not in hidden]
    insert_many(BlockingKey, ({"person_id": p, "folder_id": f, "keys": one.keys} for p, f, one in found_by))
    insert_many(
        Findable,
        ({"person_id": p, "folder_id": f, "lexemes": one.lexemes, "line": one.line} for p, f, one in found_by),
    )


@dataclass(frozen=True, slots=True)
class Tied:
    """How one person stands to another; `relationship` is what the other is to the person."""

    person_id: UUID
    relationship: str
    other_id: UUID | None = None
    other_name: str = ""
    lives_together: bool | None = None
    parental_responsibility: bool | None = None
    no_contact: bool = False
    from_on: date | None = None
    until_on: date | None = None


def add_tie(
    actor: Actor, *, person_id: UUID, other_id: UUID | None = None, other_name: str = "", relationship: str,
    lives_together: bool | None = None, parental_responsibility: bool | None = None, no_contact: bool = False,
    from_on: date | None = None, until_on: date | None = None, at: datetime,
) -> None:  # fmt: skip
    """Record how a person stands to another, whom the agency may know as a person or by name only."""
    tied = Tied(
        person_id, relationship, other_id, other_name, lives_together, parental_responsibility, no_contact,
        from_on, until_on,
    )  # fmt: skip
    add_ties(actor, ties=[tied], at=at)


def add_ties(actor: Actor, *, ties: Sequence[Tied], at: datetime) -> None:
    """Record many at once, set-based; NotThere when any of the people is unseen. One audit line counts them."""
    if not ties:
        return
    wanted = {tied.person_id for tied in ties}
    folders = dict(Person.objects.filter(id__in=wanted).values_list("id", "folder_id"))
    if wanted - folders.keys():
        raise NotThere
    columns = [f.name for f in fields(Tied)]
    insert_many(
        Tie,
        (
            fitting(Tie, {c: storable(getattr(tied, c)) for c in columns}) | {"folder_id": folders[tied.person_id]}
            for tied in ties
        ),
    )
    few = list(dict.fromkeys(folders.values()))[:20]
    facts = {"count": len(ties)} if len(ties) > 1 else {"relationship": ties[0].relationship}
    audit.record(actor, "people.person.tied", folders=few, facts=facts)
