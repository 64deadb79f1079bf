"""Who works in which team, across agencies, as administrators see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kingfisher.kernel.actor import Actor
from kingfisher.organisations.models import Membership, Placement, Team


@dataclass(frozen=True, slots=True)
class MemberHeld:
    """A place that works in a team now: whose it is, and who hosts the team."""

    id: UUID
    placement_id: UUID
    name: str
    role: str
    job_title: str
    organisation_id: UUID
    agency: str
    team_id: UUID
    team_code: str
    team: str
    host_id: UUID
    host: str
    since: datetime


@dataclass(frozen=True, slots=True)
class TeamHeld:
    """A team and the agency that hosts it."""

    id: UUID
    code: str
    name: str
    organisation_id: UUID
    host: str


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place by its key: where, as what, and whether it lives."""

    id: UUID
    name: str
    role: str
    job_title: str
    organisation_id: UUID
    is_live: bool


def members_held(
    actor: Actor, *, hosts: Collection[UUID] = (), organisations: Collection[UUID] = (),
    placements: Collection[UUID] = (), at_most: int = 300,
) -> list[MemberHeld]:  # fmt: skip
    """Living work in teams: of teams hosted by these, of workers of these, or of these places. People, not systems."""
    rows = _living(actor).filter(
        Q(team__organisation_id__in=hosts) | Q(placement__organisation_id__in=organisations)
        | Q(placement_id__in=placements)
    )  # fmt: skip
    return [_member(m) for m in rows.order_by("team__name", "placement__worker__name")[:at_most]]


def membership_held(actor: Actor, membership_id: UUID) -> MemberHeld | None:
    """One of them, or None where it has ended or never was."""
    row = _living(actor).filter(id=membership_id).first()
    return _member(row) if row else None


def place_held(actor: Actor, placement_id: UUID) -> HeldPlace | None:
    """A worker's place; None where there is none. Systems hold none here."""
    p = Placement.objects.select_related("worker").filter(id=placement_id, worker__is_service=False).first()
    if p is None:
        return None
    lives = p.starts_at <= actor.at and (p.ends_at is None or p.ends_at > actor.at)
    return HeldPlace(p.id, p.worker.name, p.role, p.job_title, p.organisation_id, lives)


def places_held(actor: Actor, organisation_ids: Collection[UUID], *, at_most: int = 500) -> list[HeldPlace]:
    """Living places of people in these organisations, by name."""
    rows = Placement.objects.select_related("worker").filter(
        organisation_id__in=organisation_ids, worker__is_service=False, starts_at__lte=actor.at
    ).exclude(ends_at__lte=actor.at)  # fmt: skip
    return [
        HeldPlace(p.id, p.worker.name, p.role, p.job_title, p.organisation_id, True)
        for p in rows.order_by("worker__name", "starts_at")[:at_most]
    ]


def team_held(actor: Actor, team_id: UUID) -> TeamHeld | None:
    """A team by its key."""
    return next((_team(t) for t in Team.objects.select_related("organisation").filter(id=team_id)), None)


def teams_hosted_elsewhere(actor: Actor, organisation_ids: Collection[UUID]) -> list[TeamHeld]:
    """Teams that other organisations host, by name."""
    rows = Team.objects.select_related("organisation").exclude(organisation_id__in=organisation_ids)
    return [_team(t) for t in rows.order_by("name")]


def _living(actor: Actor) -> QuerySet[Membership]:
    return (
        Membership.objects.select_related("team__organisation", "placement__worker", "placement__organisation")
        .filter(placement__worker__is_service=False, starts_at__lte=actor.at)
        .exclude(ends_at__lte=actor.at)
        .exclude(placement__ends_at__lte=actor.at)
    )


def _member(m: Membership) -> MemberHeld:
    return MemberHeld(
        m.id, m.placement_id, m.placement.worker.name, m.placement.role, m.placement.job_title,
        m.placement.organisation_id, m.placement.organisation.short_name, m.team_id, m.team.code, m.team.name,
        m.team.organisation_id, m.team.organisation.short_name, m.starts_at,
    )  # fmt: skip


def _team(t: Team) -> TeamHeld:
    return TeamHeld(t.id, t.code, t.name, t.organisation_id, t.organisation.short_name)
