"""Plans: in a list by recency, frequency and severity, and one with its tools and the children it protects."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.disruption import rules
from kingfisher.disruption.models import Measure, Occurrence, Plan, PlanStep, Protected
from kingfisher.disruption.queries.measures import MeasureRow, day_of, listed
from kingfisher.disruption.rules import Standing, Weights
from kingfisher.disruption.states import IN_FORCE
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, colleagues

KIND = "disruption.plan"
audit.can_record(
    disruption__plan__opened="looked at a disruption plan",
    disruption__never_charged__opened="looked at the list of people never charged",
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list, with its line of the open list."""

    id: UUID
    ref: str
    about: str
    name: str
    status: str
    lead: str
    standing: Standing
    in_force: int
    weighed: int
    clock: ClockShown | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One plan with everything in it. `plan` is the row itself, read only here."""

    plan: Plan
    standing: Standing
    lead: Colleague | None
    measures: tuple[MeasureRow, ...]
    children: tuple[Protected, ...]
    occurrences: tuple[Occurrence, ...]
    steps: tuple[tuple[PlanStep, str], ...]
    clocks: tuple[ClockShown, ...]

    @property
    def is_open(self) -> bool:
        return self.plan.state == "open"

    @property
    def never_charged(self) -> bool:
        return self.plan.about == "person" and self.plan.status in rules.NEVER_CHARGED


def plans(actor: Actor, *, weights: Weights | None = None, closed_too: bool = False) -> list[PlanRow]:
    """Open plans one may see. The order is the open list's, by these weights; it decides nothing about anybody."""
    rows = list((Plan.objects.all() if closed_too else Plan.objects.filter(state="open")).order_by("-created_at")[:200])
    ids = [r.id for r in rows]
    happened: dict[UUID, list] = {}
    for plan_id, on, grave in Occurrence.objects.filter(plan_id__in=ids).values_list(
        "plan_id", "happened_on", "severity"
    ):
        happened.setdefault(plan_id, []).append((on, grave))
    states: dict[UUID, list[str]] = {}
    for plan_id, state in Measure.objects.filter(plan_id__in=ids).values_list("plan_id", "state"):
        states.setdefault(plan_id, []).append(state)
    due, who = clocks.with_due(actor, KIND, ids), colleagues(actor, {r.lead_id for r in rows})
    made = [
        PlanRow(
            r.id, r.ref, r.about, r.name_said, r.status, who[r.lead_id].name if r.lead_id in who else "",
            rules.standing(happened.get(r.id, []), day_of(actor), weights or Weights()),
            sum(s in IN_FORCE for s in states.get(r.id, [])), len(states.get(r.id, [])), due.get(r.id),
            r.state == "open",
        )
        for r in rows
    ]  # fmt: skip
    return sorted(made, key=lambda r: (not r.is_open, -r.standing.total, r.name))


@dataclass(frozen=True, slots=True)
class NeverCharged:
    """Somebody never charged whom a plan is about, for the data protection officer: no name, no harm told."""

    ref: str
    status: str
    begun_at: datetime
    lead: str
    necessity: str
    reviewed_at: datetime | None
    clock: ClockShown | None
    reported_at: datetime | None


def never_charged(actor: Actor) -> list[NeverCharged]:
    """Open plans about people never charged, the longest held first. Recorded."""
    rows = list(
        Plan.objects.filter(state="open", about="person", status__in=rules.NEVER_CHARGED).order_by("created_at")
    )
    audit.record(actor, "disruption.never_charged.opened", facts={"count": len(rows)})
    due = clocks.with_due(actor, KIND, [r.id for r in rows], rules=["never_charged_review"])
    who = colleagues(actor, {r.lead_id for r in rows})
    reviewed: dict[UUID, datetime] = {}
    for key, at in PlanStep.objects.filter(plan__in=rows, kind="reviewed").values_list("plan_id", "created_at"):
        reviewed[key] = max(at, reviewed.get(key, at))
    return [
        NeverCharged(r.ref, r.status, r.created_at, who[r.lead_id].name if r.lead_id in who else "", r.necessity,
                     reviewed.get(r.id), due.get(r.id), r.reported_to_dpo_at)
        for r in rows
    ]  # fmt: skip


def plan(actor: Actor, plan_id: UUID) -> PlanFile:
    """One plan. Recorded. NotThere when unseen or missing."""
    row = Plan.objects.select_related("place").filter(id=plan_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "disruption.plan.opened", folders=[row.folder_id], facts={"ref": row.ref})
    past = list(Occurrence.objects.filter(plan=row).order_by("-happened_on", "-id"))
    steps = list(PlanStep.objects.filter(plan=row).order_by("-created_at", "-id"))
    who = colleagues(actor, {s.created_by for s in steps} | {row.lead_id})
    return PlanFile(
        row, rules.standing([(o.happened_on, o.severity) for o in past], day_of(actor), Weights()),
        who.get(row.lead_id), tuple(listed(actor, Measure.objects.filter(plan_id=row.id).order_by("created_at"))),
        tuple(Protected.objects.filter(plan=row).order_by("created_at")), tuple(past),
        tuple((s, who[s.created_by].name if s.created_by in who else "") for s in steps),
        tuple(clocks.for_subject(actor, (KIND, row.id), open_only=True)),
    )  # fmt: skip
