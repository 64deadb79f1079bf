"""The turns of a plan: agreed, reviewed, ended."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.plans.actions.doing import shut
from kingfisher.plans.actions.moving import KIND, NotYet, begin, finish, made, tell, words
from kingfisher.plans.models import Member, Plan, Review
from kingfisher.plans.queries.reading import ready_gaps
from kingfisher.plans.rules import CP, REVIEWED, STARTS, end_gaps
from kingfisher.rulebook import ask


def agree(actor: Actor, *, plan_id: UUID, at: datetime) -> None:
    """A manager agrees the plan: the child's and the parents' words, who causes the harm, a goal and an action are
    in it. NotYet, with what is lacking, when they are not, or for one's own plan.
    """
    row = begin(actor, plan_id, "agree")
    gaps = ready_gaps(actor, row)
    if gaps:
        raise NotYet("Something is needed before this plan can be agreed.", gaps=gaps)
    if row.kind == CP:
        clocks.stop(actor, rule="cp_plan_written", subject=(KIND, row.id), at=at)
    else:
        for rule in STARTS[row.kind]:
            clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, at=at)
    tell(actor, row, title=f"{ask.label('plan_kind', row.kind)} agreed", at=at)
    finish(actor, row, "agree", at=at)


def begin_review(actor: Actor, *, plan_id: UUID, at: datetime) -> None:
    """Begin to look at what the plan has done."""
    finish(actor, begin(actor, plan_id, "begin_review"), "begin_review", at=at)


def finish_review(
    actor: Actor, *, plan_id: UUID, changed: str, unchanged: str = "", held_on: date | None = None,
    meeting_id: UUID | None = None, at: datetime,
) -> None:  # fmt: skip
    """Say what has changed and what has not. The review's clock stops, the next one starts.

    Of a protection plan the conference stops the clock; this keeps what it found.
    """
    row = begin(actor, plan_id, "finish_review")
    changed = words(changed, "Say what has changed for the child. “Nothing yet” is also an answer.")
    day = held_on or local_day(at, ask.calendar())
    Review.objects.create(
        plan=row, held_on=day, changed=changed, unchanged=unchanged.strip(), goes_on=True, meeting_id=meeting_id,
        **made(actor, row, at),
    )  # fmt: skip
    if row.kind != CP:
        _next_review(actor, row, at)
    tell(actor, row, title="Plan reviewed: it goes on", detail=changed, happened_on=day, at=at)
    finish(actor, row, "finish_review", at=at)


def _next_review(actor: Actor, row: Plan, at: datetime) -> None:
    for rule in REVIEWED[row.kind]:
        clocks.stop(actor, rule=rule, subject=(KIND, row.id), at=at)
    clocks.start(actor, rule=REVIEWED[row.kind][-1], subject=(KIND, row.id), folder=row.folder_id, at=at)


def replace(actor: Actor, *, plan_id: UUID, at: datetime) -> None:
    """End a plan because a protection plan takes its place: nothing has reduced the risk, and it says so."""
    row = begin(actor, plan_id, "replace")
    if row.kind == CP:
        raise NotYet("A protection plan is ended by a review conference.")
    _ended(actor, row, "replace", "stepped_up", "Nothing yet: a protection plan takes its place.", at)


def end(actor: Actor, *, plan_id: UUID, reason: str, reduced_risk: str, at: datetime) -> None:
    """End the plan, saying what has reduced the risk. Its clocks stop, and it is shut to its group.

    NotYet, with what is lacking: the reason, what is different now, a child not seen, actions still open.
    """
    row = begin(actor, plan_id, "end")
    known = reason if reason in dict(ask.codes("plan_end").choices()) else ""
    gaps = end_gaps(
        reason=known, reduced_risk=reduced_risk, child_seen=row.last_seen_on is not None,
        open_tasks=row.tasks.filter(state="open").count(),
    )  # fmt: skip
    if gaps:
        raise NotYet("Something is needed before this plan can end.", gaps=gaps)
    _ended(actor, row, "end", reason, reduced_risk.strip(), at)


def _ended(actor: Actor, row: Plan, move: str, reason: str, reduced_risk: str, at: datetime) -> None:
    row.end_reason, row.reduced_risk = reason, reduced_risk
    row.ended_on = local_day(at, ask.calendar())
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    tell(actor, row, title=f"Plan ended: {ask.label('plan_end', reason).lower()}", detail=row.reduced_risk, at=at)
    finish(actor, row, move, why=row.reduced_risk, at=at, reason=reason)
    for member in Member.objects.filter(plan=row, left_on=None):
        shut(actor, member, "the plan ended", at=at)
