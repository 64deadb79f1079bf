"""Opening folders, letting people in, keeping people out. Each is recorded in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.models import Bar, Folder, Grant, StandingGrant
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere, Refused


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
         "sealed": False, "restricted": False, "sealed_for": "", "sealed_why": "", "team_only": False,
         "created_at": at, "created_by": actor.placement_id}
        for kind, category, marking in wanted
    ]  # fmt: skip
    insert_many(Folder, rows)
    few = [row["id"] for row in rows[:20]]
    audit.record(actor, "access.folder.opened", folders=few, facts={"count": len(rows)})
    return [row["id"] for row in rows]


def grant(
    actor: Actor, *, folder_id: UUID, to: Receiver, level: int, basis: str, because: str,
    because_of: tuple[str, UUID] | None = None, writes: bool = False, key: bool = False,
    clears: Sequence[str] = (),
    starts_at: datetime | None = None, ends_at: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Let somebody into one folder. Recorded with its lawful basis and the decision that caused it.

    `clears` are markings one worker may read in this folder, whatever her role: only with a placement.
    """
    kind, thing = because_of or ("", None)
    row = Grant.objects.create(
        folder_id=folder_id, to_organisation_id=to.organisation_id, to_team_id=to.team_id,
        to_placement_id=to.placement_id, level=level, writes=writes, key=key, clears=list(clears), basis=basis,
        because=because,
        because_kind=kind, because_id=thing, starts_at=starts_at or at, ends_at=ends_at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.folder.granted", folders=[folder_id], facts={"level": level, "basis": basis})
    return row.id


def keep_to_team(actor: Actor, *, folder_id: UUID, at: datetime) -> None:
    """From now on only the teams and workers it is opened to read it; colleagues learn only that it exists.

    The actor must be among them: grant first.
    """
    if not Folder.objects.filter(id=folder_id).update(team_only=True):
        raise NotThere
    audit.record(actor, "access.folder.kept_to_team", folders=[folder_id])


def end_grant(actor: Actor, *, grant_id: UUID, why: str, at: datetime) -> None:
    """End an access: it stops the same second."""
    row = Grant.objects.get(id=grant_id)
    Grant.objects.filter(id=grant_id, ended_at__isnull=True).update(
        ended_at=at, ended_by=actor.placement_id, ended_why=why
    )
    audit.record(actor, "access.grant.ended", folders=[row.folder_id], facts={"grant": str(grant_id)})


def end_grants_of(actor: Actor, *, folder_id: UUID, why: str, at: datetime) -> int:
    """End every access to one folder of the actor's own; returns how many. They stop the same second."""
    live = Grant.objects.filter(folder_id=folder_id, ended_at__isnull=True)
    ended = live.update(ended_at=at, ended_by=actor.placement_id, ended_why=why)
    audit.record(actor, "access.grant.ended", folders=[folder_id], facts={"count": ended})
    return ended


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


class NotYours(Refused):
    """Somebody who may not shut or open this folder."""

    rule = "seal_not_yours"


def seal(
    actor: Actor, *, folder_id: UUID, why: str, key_holders: Sequence[UUID], reason: str = "", restricted: bool = False,
    at: datetime,
) -> None:  # fmt: skip
    """Shut a folder to all but the placements named; the keys are given first, so somebody always holds one.

    Sealed, it says nothing and no emergency opens it. `restricted`, it still says that it exists to whoever had a
    way in, and opens in an emergency. `reason` is of the rulebook's list seal_reason.
    """
    if not key_holders:
        raise NotYours("Somebody must hold a key.")
    for placement_id in key_holders:
        grant(
            actor, folder_id=folder_id, to=Receiver(placement_id=placement_id), level=3, basis="sealed_record",
            because=why, writes=True, key=True, at=at,
        )  # fmt: skip
    shut = {"restricted": True} if restricted else {"sealed": True}
    changed = Folder.objects.filter(id=folder_id).update(**shut, sealed_for=reason, sealed_why=why)
    if not changed:
        raise NotThere
    audit.record(actor, "access.folder.sealed", folders=[folder_id], facts={"reason": reason, "restricted": restricted})


def unseal(actor: Actor, *, folder_id: UUID, why: str, at: datetime) -> None:
    """Open a sealed or restricted folder again, by whoever holds a key; the keys stay, as ordinary grants do."""
    if not why.strip():
        raise NotYours("Say why it need not be shut any more.")
    if not Folder.objects.filter(id=folder_id).update(sealed=False, restricted=False, sealed_for="", sealed_why=""):
        raise NotThere
    audit.record(actor, "access.folder.unsealed", folders=[folder_id], facts={"words": len(why.split())})
