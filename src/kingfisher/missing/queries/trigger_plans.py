"""Plans for the first hour: one read in a single question, and those in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing.models import TriggerPlan
from kingfisher.missing.states import ENDED, IN_FORCE, TRIGGER_WORDS

audit.can_record(
    missing__trigger_plan__opened="looked at the plan for a missing child's first hour",
    missing__trigger_plan__printed="printed the plan for a missing child's first hour",
)
TRIGGER_PLAN = "missing.trigger_plan"


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan for the first hour. Each list keeps the order it was written in."""

    id: UUID
    folder_id: UUID
    ref: str
    person_id: UUID
    name: str
    born_on: date | None
    state: str
    why: str
    first_hour: tuple[str, ...]
    ring: tuple[str, ...]
    places: tuple[str, ...]
    reach: tuple[str, ...]
    do_not: tuple[str, ...]
    from_at: datetime | None
    expires_at: datetime | None
    authorised: str
    reviewed: tuple[dict, ...]
    ended_why: str
    created_by: UUID

    @property
    def state_words(self) -> str:
        return TRIGGER_WORDS[self.state]

    def has_run_out(self, at: datetime) -> bool:
        return self.state == IN_FORCE and self.expires_at is not None and self.expires_at <= at

    def is_to_review(self, at: datetime) -> bool:
        return self.state == IN_FORCE and self.expires_at is not None and self.expires_at - timedelta(days=5) <= at


def _shown(r: TriggerPlan) -> PlanShown:
    return PlanShown(
        r.id, r.folder_id, r.ref, r.person_id, r.name_said, r.born_on, r.state, r.why, tuple(r.first_hour),
        tuple(r.ring), tuple(r.places), tuple(r.reach), tuple(r.do_not), r.from_at, r.expires_at, r.authorised_name,
        tuple(r.reviewed), r.ended_why, r.created_by,
    )  # fmt: skip


def trigger_plan(actor: Actor, plan_id: UUID, *, printed: bool = False) -> PlanShown:
    """One plan, in one question; NotThere when unseen or missing. The opening is recorded."""
    row = TriggerPlan.objects.filter(id=plan_id).first()
    if row is None:
        raise NotThere
    what = "missing.trigger_plan.printed" if printed else "missing.trigger_plan.opened"
    audit.record(actor, what, folders=[row.folder_id], facts={"plan": row.ref})
    return _shown(row)


def trigger_plans(actor: Actor, *, at_most: int = 100) -> list[PlanShown]:
    """Plans that are not ended, by name; what has run out among them."""
    return [_shown(r) for r in TriggerPlan.objects.exclude(state=ENDED).order_by("name_said")[:at_most]]


def trigger_plans_of(actor: Actor, person_ids: Iterable[UUID]) -> list[PlanShown]:
    """The plans about these statements of one child, those in force first."""
    rows = TriggerPlan.objects.filter(person_id__in=list(person_ids)).order_by("-created_at")[:10]
    return sorted((_shown(r) for r in rows), key=lambda p: p.state != IN_FORCE)
