"""Newer statements, ties and workers for many people at once, as a file brings them; set-based."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many, update_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.written import storable
from kingfisher.people.actions.state import Tied, _lay_out, add_ties, columns_of, fitting, keep_back
from kingfisher.people.models import (
    Address,
    BlockingKey,
    Findable,
    Identifier,
    Involvement,
    Name,
    Person,
    StatementVersion,
    Tie,
)
from kingfisher.people.rules import InvolvementSaid, Said, as_json, as_kept, fingerprint, open_part

audit.can_record(
    people__people__restated="brought in newer statements about people",
    people__people__known="brought in who knows people",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A worker who knows a person."""

    person_id: UUID
    folder_id: UUID
    worker: InvolvementSaid


def restate_people(actor: Actor, *, newer: Sequence[tuple[UUID, Said]], source: str = "", at: datetime) -> int:
    """Newer statements about these people; returns how many truly differ from the one that stands.

    Earlier versions are kept. Workers and ties are left as they are: a file brings them as rows of their own.
    People the actor may not see are passed over. One audit line counts them.
    """
    said_of = {person_id: as_kept(said) for person_id, said in newer}
    standing = {p.id: p for p in Person.objects.filter(id__in=said_of)}
    changed = {
        person_id: said for person_id, said in said_of.items()
        if person_id in standing and standing[person_id].fingerprint != fingerprint(said)
    }  # fmt: skip
    rows = [_row(standing[person_id], said, at) for person_id, said in changed.items()]
    if rows:
        update_many(Person, ({k: v for k, v in row.items() if k != "folder_id"} for row in rows))
        insert_many(StatementVersion, (_version(row, actor, source, at) for row in rows))
        keep_back(actor, said_of=[(row, changed[row["id"]]) for row in rows], at=at)
        for part in (Name, Identifier, Address, BlockingKey, Findable):
            part.objects.filter(person_id__in=list(changed)).delete()
        _lay_out([(row["id"], row["folder_id"], changed[row["id"]]) for row in rows])
    folders = [row["folder_id"] for row in rows[:20]]
    audit.record(actor, "people.people.restated", folders=folders, facts={"count": len(rows)})
    return len(rows)


def _row(was: Person, said: Said, at: datetime) -> dict:
    spoken = as_json(said)
    return columns_of(said) | {
        "id": was.id, "folder_id": was.folder_id, "statement": open_part(spoken), "stated_at": at,
        "fingerprint": fingerprint(spoken), "version": was.version + 1,
    }  # fmt: skip


def _version(row: dict, actor: Actor, source: str, at: datetime) -> dict:
    return {
        "id": new_id(), "folder_id": row["folder_id"], "person_id": row["id"], "number": row["version"],
        "stated_at": at, "source": source, "fingerprint": row["fingerprint"], "statement": row["statement"],
        "created_at": at, "created_by": actor.placement_id,
    }  # fmt: skip


def replace_ties(actor: Actor, *, ties: Sequence[Tied], at: datetime) -> None:
    """Record these ties in place of the same ties said before: same person, other and relationship."""
    keys = {(one.person_id, one.relationship, one.other_id, one.other_name) for one in ties}
    stale = [
        row.id for row in Tie.objects.filter(person_id__in={key[0] for key in keys})
        if (row.person_id, row.relationship, row.other_id, row.other_name) in keys
    ]  # fmt: skip
    Tie.objects.filter(id__in=stale).delete()
    add_ties(actor, ties=ties, at=at)


def add_known_by(actor: Actor, *, known: Sequence[Known], at: datetime) -> None:
    """Record who knows these people, many at once; one audit line counts them."""
    columns = ("worker_name", "team", "job_title", "phone", "since_on", "until_on")
    insert_many(
        Involvement,
        (
            {"person_id": one.person_id, "folder_id": one.folder_id}
            | fitting(Involvement, {c: storable(getattr(one.worker, c)) for c in columns})
            for one in known
        ),
    )
    few = list(dict.fromkeys(one.folder_id for one in known))[:20]
    audit.record(actor, "people.people.known", folders=few, facts={"count": len(known)})


def replace_known_by(actor: Actor, *, known: Sequence[Known], at: datetime) -> None:
    """Record who knows these people in place of the same worker and team said before."""
    keys = {(one.person_id, one.worker.worker_name, one.worker.team) for one in known}
    stale = [
        row.id for row in Involvement.objects.filter(person_id__in={key[0] for key in keys})
        if (row.person_id, row.worker_name, row.team) in keys
    ]  # fmt: skip
    Involvement.objects.filter(id__in=stale).delete()
    add_known_by(actor, known=known, at=at)
