"""Conflicts of interest: declared by the worker herself or her manager, ended by a manager alone."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.models import Conflict, ConflictEnded
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations import queries as places
from kingfisher.rulebook import ask

audit.can_record(
    access__conflict__declared="declared a conflict of interest",
    access__conflict__ended="ended a conflict of interest",
)
HOUSE = re.compile(r"\d+[a-z]?")


class NotEnough(Refused):
    """It does not say whom, so nobody could be told apart by it."""

    rule = "conflict_names_nobody"


@dataclass(frozen=True, slots=True)
class About:
    """Whom it is with: a name with a birth date, an address with its number and postcode, or both."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    lines: str = ""
    postcode: str = ""


def _plain(said: str) -> str:
    """As people/conflicts.sql compares names: letters alone, in small letters."""
    return "".join(c for c in said.lower() if c.isalpha())


def declare_conflict(
    actor: Actor, *, worker_id: UUID, relation: str, about: About, why: str, quiet: bool = False, at: datetime
) -> UUID:
    """Keep a worker out of every folder about somebody, those laid later included.

    By herself, or by whoever minds conflicts in her agency. Nothing is looked up for her: she learns nothing of
    whether there is any record. NotEnough without a name and birth date, or a house number and postcode. `quiet`: it
    came of a suggestion, and does not stand among what she reads of herself.
    """
    if worker_id != actor.worker_id and not actor.has(Permission.CONFLICT_MIND):
        raise Denied("You may declare your own conflicts of interest.", rule=f"permission:{Permission.CONFLICT_MIND}")
    if worker_id != actor.worker_id and worker_id not in places.workers_of(actor, actor.organisation_id):
        raise NotThere("There is nobody of that name who works for your agency.")
    return _kept(actor, actor.organisation_id, worker_id, relation, about, why, quiet, at)


def declare_by_rule(
    actor: Actor, *, organisation_id: UUID, worker_id: UUID, relation: str, about: About, why: str, at: datetime
) -> UUID:
    """Keep a worker out because the partnership's rulebook says that such nearness shuts at once. By the service."""
    actor.must(Permission.CONFLICT_SUGGEST)
    return _kept(actor, organisation_id, worker_id, relation, about, why, True, at)


def _kept(
    actor: Actor, organisation_id: UUID, worker_id: UUID, relation: str, about: About, why: str, quiet: bool,
    at: datetime,
) -> UUID:  # fmt: skip
    ask.codes("conflict_relation").coded(relation)
    house, postcode = HOUSE.search(about.lines.lower()), about.postcode.upper().replace(" ", "")
    named = bool(_plain(about.given_name) and _plain(about.family_name) and about.born_on)
    if not named and not (house and postcode):
        raise NotEnough(
            "Give a first name, a family name and a birth date; or a house number or name's number and a postcode."
        )
    row = Conflict.objects.create(
        organisation_id=organisation_id, worker_id=worker_id, relation=relation, quiet=quiet,
        given_name=about.given_name.strip(), family_name=about.family_name.strip(), born_on=about.born_on,
        lines=about.lines.strip(), postcode=about.postcode.strip()[:12],
        given_key=_plain(about.given_name) if named else "", family_key=_plain(about.family_name) if named else "",
        house_key=house.group() if house and postcode else "", postcode_key=postcode[:12] if house else "",
        why=why.strip()[:300], created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(
        actor, "access.conflict.declared",
        facts={"conflict": str(row.id), "worker": str(worker_id), "relation": relation},
    )  # fmt: skip
    return row.id


def end_conflict(actor: Actor, *, conflict_id: UUID, why: str, at: datetime) -> None:
    """Say that a conflict is over, or was a mistake. By a manager, never by the worker it keeps out."""
    row = Conflict.objects.filter(id=conflict_id).first()
    if row is None or ConflictEnded.objects.filter(conflict=row).exists():
        raise NotThere
    if not actor.has(Permission.CONFLICT_MIND) or row.worker_id == actor.worker_id:
        raise Denied("A manager ends this, not the worker herself.", rule="conflict_ended_by_another")
    if not why.strip():
        raise NotEnough("Say why it is over.")
    ConflictEnded.objects.create(
        organisation_id=actor.organisation_id, conflict=row, worker_id=row.worker_id, why=why.strip()[:300],
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.conflict.ended", facts={"conflict": str(conflict_id), "worker": str(row.worker_id)})
