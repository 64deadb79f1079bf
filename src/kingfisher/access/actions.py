"""Opening folders, letting people in, keeping people out, giving places. Each is recorded in the audit."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access import audit
from kingfisher.access.models import Bar, Folder, Grant, MachineKey, StandingGrant
from kingfisher.access.permissions import Permission, role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations import actions as places


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is let in: exactly one of an organisation, a team or one placement."""

    organisation_id: UUID | None = None
    team_id: UUID | None = None
    placement_id: UUID | None = None


def open_folder(actor: Actor, *, kind: str, category: str, marking: str = "", at: datetime) -> UUID:
    """Open a new folder of the actor's own organisation and return its key."""
    return open_folders(actor, wanted=[(kind, category, marking)], at=at)[0]


def open_folders(actor: Actor, *, wanted: Sequence[tuple[str, str, str]], at: datetime) -> list[UUID]:
    """Open many folders at once, each (kind, category, marking); one audit line counts them."""
    rows = [
        {"id": new_id(), "owner_id": actor.organisation_id, "kind": kind, "category": category, "marking": marking,
         "sealed": False, "sealed_why": "", "created_at": at, "created_by": actor.placement_id}
        for kind, category, marking in wanted
    ]  # fmt: skip
    insert_many(Folder, rows)
    few = [row["id"] for row in rows[:20]]
    audit.record(actor, "access.folder.opened", folders=few, facts={"count": len(rows)})
    return [row["id"] for row in rows]


def grant(
    actor: Actor, *, folder_id: UUID, to: Receiver, level: int, basis: str, because: str,
    because_of: tuple[str, UUID] | None = None, writes: bool = False, key: bool = False,
    starts_at: datetime | None = None, ends_at: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Let somebody into one folder. Recorded with its lawful basis and the decision that caused it."""
    kind, thing = because_of or ("", None)
    row = Grant.objects.create(
        folder_id=folder_id, to_organisation_id=to.organisation_id, to_team_id=to.team_id,
        to_placement_id=to.placement_id, level=level, writes=writes, key=key, basis=basis, because=because,
        because_kind=kind, because_id=thing, starts_at=starts_at or at, ends_at=ends_at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.folder.granted", folders=[folder_id], facts={"level": level, "basis": basis})
    return row.id


def end_grant(actor: Actor, *, grant_id: UUID, why: str, at: datetime) -> None:
    """End an access: it stops the same second."""
    row = Grant.objects.get(id=grant_id)
    Grant.objects.filter(id=grant_id, ended_at__isnull=True).update(
        ended_at=at, ended_by=actor.placement_id, ended_why=why
    )
    audit.record(actor, "access.grant.ended", folders=[row.folder_id], facts={"grant": str(grant_id)})


def give_standing(
    actor: Actor, *, category: str, to: Receiver, level: int, agreement_ref: str,
    starts_at: datetime, ends_at: datetime | None, at: datetime,
) -> UUID:  # fmt: skip
    """Open every folder of one category of the actor's own organisation, while an agreement lives."""
    row = StandingGrant.objects.create(
        owner_id=actor.organisation_id, category=category, to_organisation_id=to.organisation_id,
        to_team_id=to.team_id, level=level, agreement_ref=agreement_ref, starts_at=starts_at, ends_at=ends_at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.standing_grant.given", facts={"category": category, "level": level})
    return row.id


def end_standing(actor: Actor, *, agreement_ref: str, at: datetime) -> int:
    """End what the actor's organisation gave under an agreement; returns how many categories closed."""
    live = StandingGrant.objects.filter(
        owner_id=actor.organisation_id, agreement_ref=agreement_ref, ended_at__isnull=True
    )
    closed = live.update(ended_at=at, ended_by=actor.placement_id)
    audit.record(actor, "access.standing_grant.ended", facts={"agreement": agreement_ref, "closed": closed})
    return closed


def bar(actor: Actor, *, folder_id: UUID, worker_id: UUID, why: str, at: datetime) -> UUID:
    """Keep a worker out of a folder, whatever else would let her in."""
    row = Bar.objects.create(
        folder_id=folder_id, worker_id=worker_id, why=why, starts_at=at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.folder.barred", folders=[folder_id], facts={"worker": str(worker_id)})
    return row.id


def seal(actor: Actor, *, folder_id: UUID, why: str, key_holders: Sequence[UUID], at: datetime) -> None:
    """Shut a folder to all but the placements named; the keys are given first, so somebody always holds one."""
    for placement_id in key_holders:
        grant(
            actor, folder_id=folder_id, to=Receiver(placement_id=placement_id), level=3, basis="sealed_record",
            because=why, writes=True, key=True, at=at,
        )  # fmt: skip
    Folder.objects.filter(id=folder_id).update(sealed=True, sealed_why=why)
    audit.record(actor, "access.folder.sealed", folders=[folder_id])


def _may_place(actor: Actor) -> None:
    if not actor.has(Permission.PLACE_GIVE):
        raise Denied("Your role does not include giving places.", rule=f"permission:{Permission.PLACE_GIVE}")


def add_agency(
    actor: Actor, *, code: str, name: str, short_name: str, kind: str, parent_code: str = "",
    phone: str = "", answers_checks: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Add an agency to the partnership; returns its key."""
    _may_place(actor)
    made = places.add_organisation(
        actor, code=code, name=name, short_name=short_name, kind=kind, parent_code=parent_code,
        phone=phone, answers_checks=answers_checks, at=at,
    )  # fmt: skip
    audit.record(actor, "access.agency.added", facts={"agency": code})
    return made.id


def add_team(actor: Actor, *, code: str, name: str, organisation_code: str, at: datetime) -> UUID:
    """Add a team hosted by an agency; returns its key."""
    _may_place(actor)
    made = places.add_team(actor, code=code, name=name, organisation_code=organisation_code, at=at)
    audit.record(actor, "access.team.added", facts={"team": code, "agency": organisation_code})
    return made.id


def add_worker(
    actor: Actor, *, name: str, email: str = "", phone: str = "", username: str = "", password: str = "",
    is_service: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Add a worker, with an account to sign in when `username` is given; returns her key."""
    _may_place(actor)
    user = None
    if username:
        user = get_user_model()(username=username, date_joined=at)
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
    made = places.add_worker(
        actor, name=name, email=email, phone=phone, is_service=is_service,
        user_id=user.pk if user else None, at=at,
    )  # fmt: skip
    audit.record(actor, "access.worker.added", facts={"worker": str(made.id), "account": bool(user)})
    return made.id


def give_place(
    actor: Actor, *, worker_id: UUID, organisation_code: str, role_code: str, job_title: str = "",
    team_codes: Sequence[str] = (), starts_at: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Give a worker a place in an organisation and in teams; returns the placement's key."""
    _may_place(actor)
    what = role(role_code)
    placement = places.place(
        actor, worker_id=worker_id, organisation_code=organisation_code, role=role_code, job_title=job_title,
        own_level=what.own_level, clearances=what.clearances, starts_at=starts_at or at, at=at,
    )  # fmt: skip
    for code in team_codes:
        places.join_team(actor, team_code=code, placement_id=placement.id, starts_at=starts_at or at, at=at)
    audit.record(actor, "access.place.given", facts={"placement": str(placement.id), "role": role_code})
    return placement.id


def end_place(actor: Actor, *, placement_id: UUID, at: datetime) -> None:
    """End a place; its holder sees nothing through it from that second."""
    _may_place(actor)
    places.end_placement(actor, placement_id=placement_id, at=at)
    audit.record(actor, "access.place.ended", facts={"placement": str(placement_id)})


def suspend_worker(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Suspend a worker in every place she holds."""
    _may_place(actor)
    places.suspend(actor, worker_id=worker_id, at=at)
    audit.record(actor, "access.worker.suspended", facts={"worker": str(worker_id)})


def make_machine_key(actor: Actor, *, placement_id: UUID, label: str, at: datetime) -> str:
    """A new key for an agency's system; returned once, kept only as a hash (SHA-256 of 256 random bits)."""
    _may_place(actor)
    key = f"kf_{secrets.token_urlsafe(32)}"
    MachineKey.objects.create(
        placement_id=placement_id, label=label, digest=hashlib.sha256(key.encode()).hexdigest(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.machine.key_made", facts={"placement": str(placement_id), "label": label})
    return key


def found_partnership(*, name: str, at: datetime) -> UUID:
    """The first act of a new site: the hub's own organisation and the installer's place. Once only.

    There is no actor before this, so it runs as the database's owner (./kingfisher demo or new-area).
    """
    return places.found(name=name, at=at)
