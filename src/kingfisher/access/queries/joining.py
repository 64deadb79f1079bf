"""Who of other agencies works in one's teams or is asked for, and who of one's own agency works in others'."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kingfisher.access.models import TeamAsk
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations import queries as organisations
from kingfisher.organisations.queries import MemberHeld


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for in a team. `is_to_us`: this administrator's agency hosts it, and so answers."""

    id: UUID
    name: str
    role: str
    job_title: str
    agency: str
    team: str
    host: str
    why: str
    asked_at: datetime
    is_to_us: bool
    outcome: str
    words: str
    settled_at: datetime | None


def charges_of(actor: Actor) -> set[UUID]:
    """One's own organisation and its parts."""
    return {one.id for one in organisations.parts_of(actor, actor.organisation_id)}


def is_in_team(actor: Actor, placement_id: UUID, team_id: UUID) -> bool:
    """Whether a place works in a team now."""
    return any(m.team_id == team_id for m in organisations.members_held(actor, placements={placement_id}))


def team_asks(actor: Actor, *, at_most: int = 60) -> list[Asked]:
    """Those that wait, and those answered in the last months; the latest first."""
    mine = charges_of(actor)
    rows = TeamAsk.objects.select_related(
        "team__organisation", "placement__organisation", "placement__worker", "settled"
    ).order_by("-created_at")[:at_most]
    return [_asked(row, mine) for row in rows]


def _asked(row: TeamAsk, mine: set[UUID]) -> Asked:
    settled = getattr(row, "settled", None)
    return Asked(
        row.id, row.placement.worker.name, row.placement.role, row.placement.job_title,
        row.placement.organisation.short_name, row.team.name, row.team.organisation.short_name, row.why,
        row.created_at, row.team.organisation_id in mine, settled.outcome if settled else "",
        settled.words if settled else "", settled.created_at if settled else None,
    )  # fmt: skip


def members_across(actor: Actor) -> tuple[list[MemberHeld], list[MemberHeld]]:
    """Living work across agencies: of others in the teams one hosts, and of one's own people in others' teams."""
    mine = charges_of(actor)
    theirs = [m for m in organisations.members_held(actor, hosts=mine) if m.organisation_id not in mine]
    ours = [m for m in organisations.members_held(actor, organisations=mine) if m.host_id not in mine]
    return theirs, ours


def asks_waiting(actor: Actor) -> list[Waiting]:
    """For an administrator's desk: who is asked for in a team her agency hosts. Names nobody."""
    if not actor.has(Permission.PLACE_GIVE):
        return []
    rows = TeamAsk.objects.filter(settled=None, team__organisation_id__in=charges_of(actor)).select_related(
        "team", "placement__organisation"
    )
    return [
        Waiting(f"{row.placement.organisation.short_name} asks {row.team.name} to take somebody in",
                reverse("accounts:teams"), None, "", "", row.created_at)
        for row in rows.order_by("created_at")[:20]
    ]  # fmt: skip
