"""Plans in lists: those of a child, those of a team with their drift, and what waits for a worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import colleagues
from kingfisher.plans.models import Goal, Plan, Review, Task
from kingfisher.plans.queries.reading import KIND, shown
from kingfisher.plans.queries.shown import PlanShown
from kingfisher.plans.rules import Standing, drift
from kingfisher.plans.states import DRAFT, ENDED
from kingfisher.rulebook import ask


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list: its outline, who holds it, its soonest clock, and the signs that it stands still."""

    plan: PlanShown
    key_worker: str
    clock: ClockShown | None
    drift: tuple[str, ...]
    href: str


def plans_of(actor: Actor, person_ids: Iterable[UUID], *, ended_too: bool = True) -> list[PlanRow]:
    """The plans about these statements of one child, the open ones first. The page records the opening."""
    rows = Plan.objects.filter(person_id__in=list(person_ids))
    rows = rows if ended_too else rows.exclude(state=ENDED)
    return sorted(_rows(actor, rows.order_by("-started_on", "-id")[:20]), key=lambda r: not r.plan.is_open)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who holds a plan about a child: its key worker's place. `ended_on` is set once the plan has ended."""

    person_id: UUID
    plan_ref: str
    kind: str
    placement_id: UUID
    ended_on: date | None
    href: str


def held_by(actor: Actor, person_ids: Iterable[UUID], *, since: date) -> list[HeldBy]:
    """Who holds a plan about these statements, open or ended not before `since`; the open ones first."""
    rows = Plan.objects.filter(~Q(state=ENDED) | Q(ended_on__gte=since), person_id__in=list(person_ids))
    found = [
        HeldBy(p.person_id, p.ref, p.kind, p.key_worker_id, p.ended_on if p.state == ENDED else None,
               url_for(KIND, p.id) or "")
        for p in rows.order_by("-started_on")[:20]
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.ended_on is not None)


def plans_because(actor: Actor, because: tuple[str, UUID]) -> list[PlanShown]:
    """The plans that came of a thing."""
    return [shown(p) for p in Plan.objects.filter(because_kind=because[0], because_id=because[1]).order_by("id")]


def open_plans(actor: Actor, *, mine: bool = False, at_most: int = 101) -> list[PlanRow]:
    """Open plans this actor may see, her own or all, the ones that stand still first."""
    rows = Plan.objects.exclude(state=ENDED)
    rows = rows.filter(key_worker_id=actor.placement_id) if mine else rows
    found = _rows(actor, rows.order_by("-started_on", "-id")[:at_most])
    return sorted(found, key=lambda r: -len(r.drift))


def _rows(actor: Actor, rows: QuerySet[Plan]) -> list[PlanRow]:
    today = local_day(actor.at, ask.calendar())
    busy = Task.objects.filter(plan=OuterRef("pk"), state="open").order_by().values("plan")
    plans = list(
        rows.annotate(
            goals_open=Count("goals", filter=Q(goals__state="open"), distinct=True),
            reviewed_on=Subquery(
                Review.objects.filter(plan=OuterRef("pk"))
                .order_by()
                .values("plan")
                .annotate(m=Max("held_on"))
                .values("m")
            ),
            late=Subquery(busy.filter(due_on__lt=today).annotate(n=Count("id")).values("n")),
        )
    )
    ids = [p.id for p in plans]
    idle = Goal.objects.filter(plan_id__in=ids, state="open").exclude(tasks__state="open").values_list("plan_id")
    idle_of = [plan_id for (plan_id,) in idle]
    due = clocks.with_due(actor, KIND, ids)
    who = colleagues(actor, {p.key_worker_id for p in plans})
    return [
        PlanRow(
            shown(p), who[p.key_worker_id].name if p.key_worker_id in who else "",
            due[p.id] if p.id in due and due[p.id].state.is_open else None,
            drift(
                Standing(p.kind, p.state, p.started_on, p.last_seen_on, p.reviewed_on, p.goals_open,
                         idle_of.count(p.id), p.late or 0,
                         (due[p.id].title,) if p.id in due and due[p.id].state.value == "late" else ()),
                today,
            ),
            url_for(KIND, p.id) or "",
        )
        for p in plans
    ]  # fmt: skip


def work_waiting(actor: Actor, *, at_most: int = 40) -> list[Waiting]:
    """What plans ask of this worker: their clocks, her actions due within a week or late, drafts to agree."""
    if not actor.has(Permission.PLAN_READ):
        return []
    return [*_clocks(actor, at_most), *_tasks(actor, at_most), *_to_agree(actor)][: at_most * 2]


def _clocks(actor: Actor, at_most: int) -> list[Waiting]:
    mine = {p.id: p for p in Plan.objects.filter(key_worker_id=actor.placement_id).exclude(state=ENDED)[:200]}
    found = []
    for key, clock in clocks.with_due(actor, KIND, mine).items():
        if clock.state.value in ("due_soon", "late"):
            found.append(
                Waiting(f"{clock.title}: plan {mine[key].ref}", url_for(KIND, key) or "", clock.due_at,
                        clock.state.value, "", clock.started_at)
            )  # fmt: skip
    return found[:at_most]


def _tasks(actor: Actor, at_most: int) -> list[Waiting]:
    calendar = ask.calendar()
    today = local_day(actor.at, calendar)
    rows = Task.objects.filter(owner_id=actor.placement_id, state="open").select_related("plan").order_by("due_on")
    found = []
    for t in rows[:at_most]:
        days = (t.due_on - today).days
        if days <= 7:
            state = "late" if days < 0 else "due_soon" if days <= 2 else "running"
            found.append(
                Waiting(f"Your action in plan {t.plan.ref}", f"{url_for(KIND, t.plan_id) or ''}#goals",
                        end_of(t.due_on, calendar), state, "", t.created_at)
            )  # fmt: skip
    return found


def _to_agree(actor: Actor) -> list[Waiting]:
    if not actor.has(Permission.PLAN_AGREE):
        return []
    rows = Plan.objects.filter(state=DRAFT, key_worker__organisation_id=actor.organisation_id)
    return [
        Waiting(f"Agree plan {p.ref}", url_for(KIND, p.id) or "", None, "", "",
                datetime.combine(p.started_on, time(9), tzinfo=actor.at.tzinfo))
        for p in rows.exclude(key_worker_id=actor.placement_id).order_by("started_on")[:20]
    ]  # fmt: skip
