"""What staff need on paper when the hub cannot be reached, as the front door may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.missing import queries as missing
from kingfisher.missing.queries import BoardRow, PlanShown
from kingfisher.organisations import queries as places
from kingfisher.organisations.queries import Agency, Colleague

MOST_PLANS = 500
TEAM = "front_door"


@dataclass(frozen=True, slots=True)
class Paper:
    """The pack's content: true at `at`, and older every hour."""

    at: datetime
    missing: tuple[BoardRow, ...]
    plans: tuple[PlanShown, ...]
    agencies: tuple[Agency, ...]
    team: tuple[Colleague, ...]

    def people(self) -> set[UUID]:
        return {row.episode.person_id for row in self.missing} | {plan.person_id for plan in self.plans}

    def folders(self) -> set[UUID]:
        return {row.episode.folder_id for row in self.missing} | {plan.folder_id for plan in self.plans}

    def plan_of(self, row: BoardRow) -> PlanShown | None:
        return next((plan for plan in self.plans if plan.id == row.plan_id), None)


def paper(actor: Actor) -> Paper:
    """Who is missing now, each plan for a first hour that stands, and whom to ring. The looking is recorded."""
    rows = tuple(missing.missing_now(actor, at_most=MOST_PLANS))
    plans = tuple(missing.trigger_plans(actor, at_most=MOST_PLANS))
    bodies = tuple(each for each in places.agencies(actor) if each.phone)
    return Paper(actor.at, rows, plans, bodies, tuple(places.team_members(actor, TEAM)))
