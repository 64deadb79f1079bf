"""How a plan moves: found under lock, checked against the table, and the step kept."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology.actions import Line, note
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.plans.models import Plan, Step
from kingfisher.plans.states import ENDED, MOVES
from kingfisher.rulebook import ask

KIND = "plans.plan"
audit.can_record(
    plans__plan__drafted="drafted a plan",
    plans__plan__said="wrote in a plan",
    plans__plan__goal_written="wrote a goal of a plan",
    plans__plan__goal_settled="settled a goal of a plan",
    plans__plan__task_written="wrote an action of a plan",
    plans__plan__task_settled="settled an action of a plan",
    plans__plan__visited="recorded a visit to a child",
    plans__plan__joined="opened a plan to somebody of its group",
    plans__plan__left="closed a plan to somebody of its group",
    plans__plan__handed_over="gave a plan another key worker",
    plans__plan__recategorised="gave a plan another category of harm",
    **{f"plans__plan__{m.name}": m.label[:1].lower() + m.label[1:] for m in MOVES},
)


class NeedsWords(Refused):
    """Words, a person or a day are missing."""

    rule = "plans_needs_words"


class NotYet(Refused):
    """Something must be settled first; `gaps` says what."""

    rule = "plans_not_yet"


def found(actor: Actor, plan_id: UUID, permission: Permission, *, ended_too: bool = False) -> Plan:
    """The plan, locked until the transaction ends. Denied without the permission; NotThere when unseen."""
    actor.must(permission)
    row = Plan.objects.select_for_update().filter(id=plan_id).first()
    if row is None:
        raise NotThere
    if row.state == ENDED and not ended_too:
        raise NotYet("This plan has ended. Begin a new one if help is needed again.")
    return row


def words(said: str, what: str) -> str:
    """The words, trimmed; NeedsWords when there are none."""
    if not said.strip():
        raise NeedsWords(what)
    return said.strip()


def begin(actor: Actor, plan_id: UUID, move: str) -> Plan:
    """The plan, where this actor may make this move now; Denied, NotThere or NotNow when not."""
    permission = next(m.permission for m in MOVES if m.name == move)
    row = found(actor, plan_id, Permission(permission), ended_too=True)
    step(MOVES, move, row.state)
    return row


def finish(actor: Actor, row: Plan, move: str, *, why: str = "", at: datetime, **facts: str) -> None:
    """Move it on, keep the step, and write the audit line `plans.plan.<move>`."""
    before, row.state = row.state, step(MOVES, move, row.state)
    row.save()
    Step.objects.create(plan=row, move=move, from_state=before, to_state=row.state, why=why, **made(actor, row, at))
    audit.record(actor, f"plans.plan.{move}", folders=[row.folder_id], facts={"plan": row.ref, **facts})


def made(actor: Actor, row: Plan, at: datetime) -> dict[str, object]:
    """What every row of a plan says of its making."""
    return {"folder_id": row.folder_id, "created_at": at, "created_by": actor.placement_id}


def tell(actor: Actor, row: Plan, *, title: str, detail: str = "", kind: str = "plan", at: datetime, **more) -> None:
    """One line of the child's history, which lies in the plan's folder."""
    note(
        actor, at=at,
        line=Line(
            folder_id=row.folder_id, person_id=row.person_id, kind=kind, title=title[:200], detail=detail,
            happened_on=more.pop("happened_on", local_day(at, ask.calendar())), reference=row.ref,
            about=(KIND, row.id), **more,
        ),
    )  # fmt: skip


def recorded(actor: Actor, what: str, row: Plan, **facts: str) -> None:
    """The audit line `plans.plan.<what>`."""
    audit.record(actor, f"plans.plan.{what}", folders=[row.folder_id], facts={"plan": row.ref, **facts})
