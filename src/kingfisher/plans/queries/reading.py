"""One plan, whole. Opening it is recorded."""

from datetime import date
from uuid import UUID

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.carried import from_rows
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.plans.models import Plan, Statement, Task
from kingfisher.plans.queries.shown import (
    GoalShown,
    MemberShown,
    PlanFile,
    PlanShown,
    ReviewShown,
    SaidShown,
    StepShown,
    TaskShown,
    VisitShown,
)
from kingfisher.plans.rules import HEADINGS, Standing, agree_gaps, drift
from kingfisher.rulebook import ask

KIND = "plans.plan"
audit.can_record(plans__plan__opened="opened a plan", plans__plan__printed="printed a plan")


def plan_shown(actor: Actor, plan_id: UUID) -> PlanShown:
    """A plan's outline; NotThere when unseen or missing. The caller records the opening."""
    row = Plan.objects.filter(id=plan_id).first()
    if row is None:
        raise NotThere
    return shown(row)


def plan_file(actor: Actor, plan_id: UUID, *, printed: bool = False) -> PlanFile:
    """Everything of one plan; NotThere when unseen or missing. The opening, or the printing, is recorded."""
    row = Plan.objects.filter(id=plan_id).first()
    if row is None:
        raise NotThere
    what = "plans.plan.printed" if printed else "plans.plan.opened"
    audit.record(actor, what, folders=[row.folder_id], facts={"plan": row.ref})
    return _file(actor, row)


def _file(actor: Actor, row: Plan) -> PlanFile:
    today = local_day(actor.at, ask.calendar())
    tasks = [_task(t, today) for t in Task.objects.filter(plan=row).order_by("due_on", "id")]
    goals = tuple(
        GoalShown(
            g.id, g.number, g.words, g.how_known, g.state, g.outcome, tuple(t for t in tasks if t.goal_id == g.id)
        )
        for g in row.goals.order_by("number")
    )
    visits, reviews = list(row.visits.order_by("-visited_on", "-id")), list(row.reviews.order_by("-held_on", "-id"))
    members, steps = list(row.members.order_by("created_at", "id")), list(row.steps.order_by("created_at", "id"))
    running = clocks.for_subject(actor, (KIND, row.id), open_only=True)
    known = colleagues(
        actor,
        {row.key_worker_id, *(r.created_by for r in (*visits, *reviews, *steps))}
        | {m.placement_id for m in members if m.placement_id},
    )
    by = _names(known)
    standing = Standing(
        row.kind, row.state, row.started_on, row.last_seen_on, reviews[0].held_on if reviews else None,
        sum(1 for g in goals if g.state == "open"),
        sum(1 for g in goals if g.state == "open" and not any(t.state == "open" for t in g.tasks)),
        sum(1 for t in tasks if t.is_late), tuple(c.title for c in running if c.state.value == "late"),
    )  # fmt: skip
    return PlanFile(
        plan=shown(row), carried=from_rows(row.carried), said=_said(row), goals=goals,
        other_tasks=tuple(t for t in tasks if t.goal_id is None),
        visits=tuple(
            VisitShown(v.visited_on, v.child_seen, v.alone, v.where, v.why_not, v.childs_words, v.noticed,
                       by(v.created_by)) for v in visits
        ),
        reviews=tuple(ReviewShown(r.held_on, r.changed, r.unchanged, by(r.created_by)) for r in reviews),
        members=tuple(
            MemberShown(m.id, m.placement_id, m.name, m.part, known.get(m.placement_id), m.left_on) for m in members
        ),
        steps=tuple(StepShown(s.move, s.why, s.created_at, by(s.created_by)) for s in steps),
        clocks=tuple(running), drift=drift(standing, today), gaps=ready_gaps(actor, row),
        key_worker=known.get(row.key_worker_id),
    )  # fmt: skip


def _names(known: dict[UUID, Colleague]):
    return lambda placement: known[placement].name if placement in known else ""


def _task(t: Task, today: date) -> TaskShown:
    late = t.state == "open" and t.due_on < today
    return TaskShown(t.id, t.goal_id, t.words, t.owner_id, t.owner_name, t.due_on, t.state, t.outcome, late)


def _said(row: Plan) -> tuple[SaidShown, ...]:
    every: dict[str, list[Statement]] = {}
    for one in row.statements.order_by("-created_at", "-id"):
        every.setdefault(one.heading, []).append(one)
    found = []
    for code, title, hint, needed in HEADINGS:
        newest, *earlier = every.get(code) or [None]
        found.append(
            SaidShown(
                code, title, hint, needed, newest.words if newest else "", newest.said_by if newest else "",
                newest.said_on if newest else None, tuple((e.said_on, e.words) for e in earlier),
            )
        )  # fmt: skip
    return tuple(found)


def ready_gaps(actor: Actor, row: Plan) -> tuple[str, ...]:
    """What the plan lacks before this actor can agree it."""
    return agree_gaps(
        set(row.statements.values_list("heading", flat=True)), goals=row.goals.count(), tasks=row.tasks.count(),
        agreed_by_key_worker=row.key_worker_id == actor.placement_id,
    )  # fmt: skip


def shown(row: Plan) -> PlanShown:
    """The row as its outline."""
    return PlanShown(
        row.id, row.ref, row.folder_id, row.person_id, row.name_said, row.kind, row.state, row.latest_category,
        row.category, tuple(row.exploitation_types), row.pathway, row.key_worker_id,
        (row.because_kind, row.because_id) if row.because_id else None, row.started_on, row.last_seen_on,
        row.ended_on, row.end_reason, row.reduced_risk,
    )  # fmt: skip
