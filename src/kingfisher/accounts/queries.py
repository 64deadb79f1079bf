"""What one may know of accounts: one's own devices; an administrator, her own agency's people and their tries."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kingfisher.accounts.models import Attempt, Device, Link, SignOn
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as organisations
from kingfisher.organisations.queries import Agency, WorkerHeld


@dataclass(frozen=True, slots=True)
class DeviceShown:
    id: UUID
    session_key: str
    told: str
    address: str
    by: str
    began_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class TryShown:
    at: datetime
    step: str
    outcome: str
    address: str


@dataclass(frozen=True, slots=True)
class SignOnShown:
    id: UUID
    organisation_id: UUID
    name: str
    issuer: str
    client_id: str
    second_factor: str
    made_at: datetime


def charges(actor: Actor) -> list[Agency]:
    """The agencies whose people this administrator keeps: her own and its parts."""
    return organisations.parts_of(actor, actor.organisation_id)


def worker(actor: Actor, worker_id: UUID) -> WorkerHeld:
    """One worker in the actor's charge; NotThere for another agency's."""
    found = organisations.worker_of(actor, worker_id, {one.id for one in charges(actor)})
    if found is None:
        raise NotThere
    return found


def devices(actor: Actor, worker_id: UUID, *, living: bool = True) -> list[DeviceShown]:
    """Where a worker is signed in, the latest seen first; with `living=False` the last twenty, ended ones included."""
    rows = Device.objects.filter(worker_id=worker_id).order_by("-seen_at", "-created_at")
    rows = rows.filter(ended_at__isnull=True) if living else rows
    return [
        DeviceShown(
            d.id, d.session_key, d.told, d.address or "", d.by, d.created_at, d.seen_at, d.ended_at, d.ended_why
        )
        for d in rows[:20]
    ]


def tries(actor: Actor, worker_id: UUID) -> list[TryShown]:
    """The last twenty tries at a worker's account, the newest first."""
    rows = Attempt.objects.filter(worker_id=worker_id).order_by("-at", "-id")[:20]
    return [TryShown(t.at, t.step, t.outcome, t.address or "") for t in rows]


def has_open_link(actor: Actor, worker_id: UUID) -> bool:
    """Whether a link is out with which she may still choose a password."""
    return Link.objects.filter(worker_id=worker_id, used_at__isnull=True, ends_at__gt=actor.at).exists()


def sign_on_of(actor: Actor, organisation_id: UUID) -> SignOnShown | None:
    """The agency's living single sign-on, without its secret."""
    row = SignOn.objects.filter(organisation_id=organisation_id, ended_at__isnull=True).first()
    return _sign_on(row) if row else None


def _sign_on(row: SignOn) -> SignOnShown:
    return SignOnShown(
        row.id, row.organisation_id, row.name, row.issuer, row.client_id, row.second_factor, row.created_at
    )


def newcomer(actor: Actor, worker_id: UUID) -> WorkerHeld:
    """A worker who has no place in the actor's charge, for being given one: only those without any place anywhere, or
    found by her e-mail address. What she does elsewhere is left out. NotThere where there is none.
    """
    found = organisations.worker_anywhere(actor, worker_id)
    if found is None:
        raise NotThere
    return replace(found, places=(), suspended_at=None)
