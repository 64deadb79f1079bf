"""Making agencies, teams, workers and their places. Only `access` may call these: a place is an act of access."""

from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations.models import Membership, Organisation, Placement, Team, Worker

# What every hub has from its first day: name, role, how far it reaches into the hub's own folders.
SERVICES = (
    ("Witness of the record", "audit_witness", 3), ("Safe-address guard", "safe_address_guard", 0),
    ("Training service", "training_service", 3),
)  # fmt: skip


def found(*, name: str, at: datetime) -> UUID:
    """The hub's own organisation, and the installer's place in it; returns the placement's key. Once only."""
    if Organisation.objects.exists():
        raise Denied("This partnership has been founded already.", rule="already_founded")
    nobody = {"created_at": at, "created_by": UUID(int=0)}
    hub = Organisation.objects.create(code="hub", name=name, short_name=name, kind="partnership", **nobody)
    for name, role, level in SERVICES:
        service = Worker.objects.create(name=name, is_service=True, **nobody)
        Placement.objects.create(
            worker=service, organisation=hub, role=role, own_level=level, job_title=name, starts_at=at, **nobody
        )
    worker = Worker.objects.create(name="Installer", is_service=True, **nobody)
    return Placement.objects.create(
        worker=worker, organisation=hub, role="installer", job_title="Installer", starts_at=at, **nobody
    ).id


def add_organisation(
    actor: Actor, *, code: str, name: str, short_name: str, kind: str, parent_code: str = "",
    phone: str = "", answers_checks: bool = False, at: datetime,
) -> Organisation:  # fmt: skip
    """Add a controller of records; its code is unique and never reused."""
    parent = Organisation.objects.get(code=parent_code) if parent_code else None
    return Organisation.objects.create(
        code=code, name=name, short_name=short_name, kind=kind, parent=parent, phone=phone,
        answers_checks=answers_checks, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip


def add_team(actor: Actor, *, code: str, name: str, organisation_code: str, at: datetime) -> Team:
    """Add a team hosted by an organisation; its members may come from any."""
    host = Organisation.objects.get(code=organisation_code)
    return Team.objects.create(code=code, name=name, organisation=host, created_at=at, created_by=actor.placement_id)


def add_worker(
    actor: Actor, *, name: str, email: str = "", phone: str = "", is_service: bool = False,
    user_id: int | None = None, at: datetime,
) -> Worker:  # fmt: skip
    """Add a worker; without a place she sees nothing."""
    return Worker.objects.create(
        name=name, email=email, phone=phone, is_service=is_service, user_id=user_id,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip


def place(
    actor: Actor, *, worker_id: UUID, organisation_code: str, role: str, job_title: str, own_level: int,
    clearances: tuple[str, ...], starts_at: datetime, ends_at: datetime | None = None, reads_only: bool = False,
    given_for: str = "", at: datetime,
) -> Placement:  # fmt: skip
    """Put a worker in an organisation in a role. `own_level` and `clearances` come from the role."""
    organisation = Organisation.objects.get(code=organisation_code)
    return Placement.objects.create(
        worker_id=worker_id, organisation=organisation, role=role, job_title=job_title,
        own_level=own_level, clearances=list(clearances), starts_at=starts_at, ends_at=ends_at,
        reads_only=reads_only, given_for=given_for,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip


def join_team(actor: Actor, *, team_code: str, placement_id: UUID, starts_at: datetime, at: datetime) -> Membership:
    """Put a placement in a team from a moment."""
    team = Team.objects.get(code=team_code)
    return Membership.objects.create(
        team=team, placement_id=placement_id, starts_at=starts_at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip


def leave_team(actor: Actor, *, membership_id: UUID, at: datetime) -> None:
    """End one place's work in one team; the place itself goes on."""
    Membership.objects.filter(id=membership_id, ends_at__isnull=True).update(ends_at=at)


def end_placement(actor: Actor, *, placement_id: UUID, at: datetime) -> None:
    """End a place and its memberships: from that second its holder sees nothing through it."""
    Placement.objects.filter(id=placement_id).update(ends_at=at)
    Membership.objects.filter(placement_id=placement_id, ends_at__isnull=True).update(ends_at=at)


def lift_suspension(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Let a suspended worker back into the places she still holds."""
    Worker.objects.filter(id=worker_id).update(suspended_at=None, suspended_by=None)


def set_validity(actor: Actor, *, placement_id: UUID, until: dict[str, datetime], at: datetime) -> None:
    """Until when training and vetting hold in a place."""
    Placement.objects.filter(id=placement_id).update(**until)


def training_holds(actor: Actor, *, placement_id: UUID, until: datetime | None, at: datetime) -> None:
    """Until when training holds in a place; None where nothing closes it."""
    Placement.objects.filter(id=placement_id).update(training_valid_until=until)


def suspend(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Suspend a worker in all her places at once."""
    Worker.objects.filter(id=worker_id).update(suspended_at=at, suspended_by=actor.placement_id)
