"""Reading agencies, teams and workers. None of it is about a child; every signed-in worker may read it."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from kingfisher.kernel.actor import Actor
from kingfisher.organisations.models import Membership, Organisation, Placement, Team, Worker


@dataclass(frozen=True, slots=True)
class Agency:
    id: UUID
    code: str
    name: str
    short_name: str
    kind: str
    phone: str
    answers_checks: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """A worker in a place: who to ring."""

    placement_id: UUID
    name: str
    job_title: str
    role: str
    organisation: str
    organisation_code: str
    phone: str
    email: str


def _agency(o: Organisation) -> Agency:
    return Agency(o.id, o.code, o.name, o.short_name, o.kind, o.phone, o.answers_checks)


def agencies(actor: Actor, *, answering_checks: bool = False) -> list[Agency]:
    """Every agency of the partnership by name, or only those the front door may ask for a check."""
    rows = Organisation.objects.order_by("name")
    return [_agency(o) for o in (rows.filter(answers_checks=True) if answering_checks else rows)]


def work_numbers(actor: Actor) -> set[str]:
    """The last ten digits of every number of an agency or a worker: a child may give one, and shares it with nobody."""
    told = [*Organisation.objects.exclude(phone="").values_list("phone", flat=True),
            *Worker.objects.exclude(phone="").values_list("phone", flat=True)]  # fmt: skip
    return {digits[-10:] for one in told if len(digits := re.sub(r"[^0-9]", "", one)) >= 10}


def agency(actor: Actor, code: str) -> Agency | None:
    """The agency of this code, or None."""
    found = Organisation.objects.filter(code=code).first()
    return _agency(found) if found else None


def agencies_by_id(actor: Actor, ids: set[UUID]) -> dict[UUID, Agency]:
    """The agencies of these keys."""
    return {o.id: _agency(o) for o in Organisation.objects.filter(id__in=ids)}


def team(actor: Actor, code: str) -> UUID | None:
    """The key of the team of this code, or None."""
    return Team.objects.filter(code=code).values_list("id", flat=True).first()


def team_host(actor: Actor, code: str) -> str | None:
    """The code of the agency that hosts this team, or None."""
    return Team.objects.filter(code=code).values_list("organisation__code", flat=True).first()


def colleagues(actor: Actor, placement_ids: set[UUID]) -> dict[UUID, Colleague]:
    """Names and numbers of these placements, ended ones included: history keeps its authors."""
    return {c.placement_id: c for c in _read(Placement.objects.filter(id__in=placement_ids))}


def _read(rows: QuerySet[Placement]) -> list[Colleague]:
    return [
        Colleague(
            p.id, p.worker.name, p.job_title or p.role.replace("_", " "), p.role,
            p.organisation.short_name, p.organisation.code, p.worker.phone, p.worker.email,
        )
        for p in rows.select_related("worker", "organisation")
    ]  # fmt: skip


def team_members(actor: Actor, code: str) -> list[Colleague]:
    """Who is in this team now, by name."""
    ids = set(
        Placement.objects.filter(memberships__team__code=code, memberships__starts_at__lte=actor.at)
        .exclude(memberships__ends_at__lte=actor.at)
        .values_list("id", flat=True)
    )
    return sorted(colleagues(actor, ids).values(), key=lambda c: c.name)


def teammates(actor: Actor) -> list[Colleague]:
    """Those of the actor's own agency who share a team with the actor now, the actor among them, by name."""
    mine = Placement.objects.filter(
        memberships__team_id__in=actor.team_ids, memberships__starts_at__lte=actor.at, worker__is_service=False,
        organisation_id=actor.organisation_id,
    ).exclude(memberships__ends_at__lte=actor.at)  # fmt: skip
    found = colleagues(actor, {*mine.values_list("id", flat=True), actor.placement_id})
    return sorted(found.values(), key=lambda c: c.name)


def places_in(actor: Actor, organisation_id: UUID) -> list[Colleague]:
    """The people who hold a place in this organisation now, suspended ones included, by name; no systems."""
    ids = Placement.objects.filter(
        organisation_id=organisation_id, worker__is_service=False, starts_at__lte=actor.at
    ).exclude(ends_at__lte=actor.at)
    return sorted(colleagues(actor, set(ids.values_list("id", flat=True))).values(), key=lambda c: c.name)


def workers_of(actor: Actor, organisation_id: UUID) -> dict[UUID, str]:
    """The people who hold a live place in this organisation, by name; systems are left out."""
    rows = Placement.objects.filter(
        organisation_id=organisation_id, worker__is_service=False, starts_at__lte=actor.at
    ).exclude(ends_at__lte=actor.at)
    return dict(rows.order_by("worker__name").values_list("worker_id", "worker__name"))


@dataclass(frozen=True, slots=True)
class Place:
    """A placement as the doors need it, read before there is an actor."""

    id: UUID
    worker_id: UUID
    worker_name: str
    organisation_id: UUID
    organisation_code: str
    organisation_name: str
    role: str
    job_title: str
    is_live: bool
    team_ids: tuple[UUID, ...]
    reads_only: bool = False
    given_for: str = ""
    ends_at: datetime | None = None
    shut_out: str = ""  # "training" or "vetting", where it lapsed: the place lives and opens no record


def _places(now: datetime) -> QuerySet[Placement]:
    """Placements with what `_place` needs, the teams of now included, in one question."""
    teams = Membership.objects.filter(placement=OuterRef("pk"), starts_at__lte=now).exclude(ends_at__lte=now)
    rows = Placement.objects.select_related("worker", "organisation")
    return rows.annotate(teams=ArraySubquery(teams.order_by("id").values("team_id")))


def _place(p: Placement, now: datetime) -> Place:
    live = p.starts_at <= now and (p.ends_at is None or p.ends_at > now) and p.worker.suspended_at is None
    return Place(
        p.id, p.worker_id, p.worker.name, p.organisation_id, p.organisation.code, p.organisation.short_name,
        p.role, p.job_title or p.role.replace("_", " "), live, tuple(p.teams),
        p.reads_only, p.given_for, p.ends_at, _shut_out(p, now),
    )  # fmt: skip


def _shut_out(p: Placement, now: datetime) -> str:
    held = (("training", p.training_valid_until), ("vetting", p.vetting_valid_until))
    return next((what for what, until in held if until is not None and until <= now), "")


def place(placement_id: UUID, *, now: datetime) -> Place | None:
    """A placement by key, live or not; None where there is none."""
    found = _places(now).filter(id=placement_id).first()
    return _place(found, now) if found else None


def service_place(role: str, *, organisation_code: str = "", now: datetime) -> Place | None:
    """The placement of a service (a system that acts for an agency) in this role, the oldest first."""
    rows = _places(now).filter(role=role, worker__is_service=True)
    if organisation_code:
        rows = rows.filter(organisation__code=organisation_code)
    found = rows.order_by("starts_at", "id").first()
    return _place(found, now) if found else None


def places_of_user(user_id: int, *, now: datetime, ended_too: bool = False) -> list[Place]:
    """The live places of whoever signs in with this account, by organisation; `ended_too` adds the others after them,
    for saying why somebody sees nothing.
    """
    rows = _places(now).filter(worker__user_id=user_id)
    held = [_place(row, now) for row in rows.order_by("organisation__name")]
    return sorted((p for p in held if p.is_live or ended_too), key=lambda p: not p.is_live)


def working_in(actor: Actor, organisation_ids: set[UUID], *, roles: set[str] | None = None) -> list[Colleague]:
    """Everybody with a live place in these organisations (of these roles, where given), systems left out, by name."""
    rows = (
        Placement.objects.filter(organisation_id__in=organisation_ids, starts_at__lte=actor.at)
        .exclude(ends_at__lte=actor.at)
        .exclude(worker__is_service=True)
        .exclude(worker__suspended_at__isnull=False)
    )
    rows = rows.filter(role__in=roles) if roles else rows
    return sorted(_read(rows), key=lambda c: c.name)


def colleagues_at(actor: Actor, organisation_id: UUID) -> list[tuple[UUID, str]]:
    """Everybody with a place in an organisation, now or before: key and name of each worker."""
    rows = Placement.objects.filter(organisation_id=organisation_id, worker__is_service=False)
    return list(rows.values_list("worker_id", "worker__name").distinct())
