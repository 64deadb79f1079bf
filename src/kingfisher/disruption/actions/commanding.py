"""Operations: opened under a code name, restricted to those with a key; a policy log nobody can change."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from kingfisher.access import actions as access
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.disruption.actions.moving import OP, NotYet, keep, made, own_folder, record, words
from kingfisher.disruption.models import Linked, Operation, PolicyEntry, Tasking
from kingfisher.disruption.queries.operations import live_keys
from kingfisher.disruption.states import OP_CLOSED, OPERATION, RUNNING
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step

AIMS = ("pursue", "prevent", "protect", "prepare")
REVIEW = "operation_review"


def open_operation(
    actor: Actor, *, code_name: str, kind: str, risk: str, aims: Mapping[str, str], command: Mapping[str, str],
    key_holders: Sequence[UUID] = (), began_on: date, at: datetime,
) -> UUID:  # fmt: skip
    """Open an operation. Whoever opens it and the key holders read it; to police's others it says only that it is."""
    actor.must(Permission.OPERATION_WORK)
    code_name = words(code_name, "Give it a code name that says nothing of what it is about.").upper()[:60]
    if not any(aims.get(aim, "").strip() for aim in AIMS):
        raise NotYet("Say what it is for.", gaps=("Write at least one objective: pursue, prevent, protect, prepare.",))
    folder = own_folder(actor, at)
    row = keep(Operation(
        folder_id=folder, ref=new_ref("OP"), code_name=code_name, kind=kind, state=RUNNING, lead_id=actor.placement_id,
        risk=words(risk, "Say the risks: to children, the public, officers, the case."), began_on=began_on,
        **{aim: aims.get(aim, "").strip() for aim in AIMS},
        **{rank: command.get(rank, "").strip()[:120] for rank in ("gold", "silver", "bronze")}, **made(actor, at),
    ))  # fmt: skip
    clocks.start(actor, rule=REVIEW, subject=(OP, row.id), folder=folder, at=at)
    access.seal(
        actor, folder_id=folder, why=f"Operation {code_name}", reason="covert", restricted=True,
        key_holders=list({actor.placement_id, *key_holders}), at=at,
    )  # fmt: skip
    record(actor, "disruption.operation.opened_up", row)
    return row.id


def decide_policy(actor: Actor, *, operation_id: UUID, decision: str, reasons: str, at: datetime) -> int:
    """Write a decision into the policy log; returns its number. It is read only from then on, for everybody."""
    row = running(actor, operation_id)
    last = PolicyEntry.objects.filter(operation=row).aggregate(last=Max("number"))["last"] or 0
    keep(PolicyEntry(
        folder_id=row.folder_id, operation=row, number=last + 1, decided_at=at,
        decision=words(decision, "Write what is decided."),
        reasons=words(reasons, "Write the reasons, and what else was thought of."), **made(actor, at),
    ))  # fmt: skip
    record(actor, "disruption.operation.decided", row, number=last + 1)
    return last + 1


def link_to_operation(
    actor: Actor, *, operation_id: UUID, kind: str, name: str, target: tuple[str, UUID] | None = None, at: datetime
) -> None:  # fmt: skip
    """Name a child, suspect or place the operation is about."""
    row = running(actor, operation_id)
    if kind not in ("child", "suspect", "place"):
        raise NotYet("Say which.", gaps=("Say whether it is a child, a suspect or a place.",))
    target_kind, target_id = target or ("", None)
    if target_id and Linked.objects.filter(operation=row, target_id=target_id, ended_on=None).exists():
        raise NotYet("It is named already.", gaps=("This operation names it already.",))
    keep(Linked(folder_id=row.folder_id, operation=row, kind=kind, name_said=words(name, "Give the name.")[:200],
                target_kind=target_kind, target_id=target_id, **made(actor, at)))  # fmt: skip
    record(actor, "disruption.operation.written", row, kind=kind)


def task(actor: Actor, *, operation_id: UUID, said: str, owner: UUID, due_on: date, at: datetime) -> UUID:
    """Give somebody something to do by a day. She must hold a key, or she could not read it."""
    row = running(actor, operation_id)
    if owner not in {one.placement_id for one in live_keys(actor, row.folder_id)}:
        raise NotYet("They could not read it.", gaps=("Choose somebody with a key; give them one first.",))
    one = keep(Tasking(folder_id=row.folder_id, operation=row, words=words(said, "Say what is to be done."),
                       owner_id=owner, due_on=due_on, **made(actor, at)))  # fmt: skip
    record(actor, "disruption.operation.written", row, kind="task")
    return one.id


def do_task(actor: Actor, *, task_id: UUID, outcome: str, on: date, at: datetime) -> None:
    """Done, with what came of it: by whoever has the task, or whoever commands."""
    actor.must(Permission.OPERATION_READ)
    one = locked(Tasking, task_id)
    if one.owner_id != actor.placement_id:
        actor.must(Permission.OPERATION_WORK)
    if one.done_on or one.operation.state == OP_CLOSED:
        raise NotYet("It is settled.", gaps=("This task is done already.",))
    one.outcome, one.done_on = words(outcome, "Say what came of it."), on
    one.save(update_fields=["outcome", "done_on"])
    record(actor, "disruption.operation.written", one.operation, kind="task done")


def review_operation(actor: Actor, *, operation_id: UUID, said: str, at: datetime) -> None:
    """Review it: a numbered entry of the policy log says what was found."""
    row = running(actor, operation_id)
    step(OPERATION, "review_operation", row.state)
    decide_policy(actor, operation_id=operation_id, decision="Reviewed: it goes on.", reasons=said, at=at)
    clocks.stop(actor, subject=(OP, row.id), rule=REVIEW, at=at)
    clocks.start(actor, rule=REVIEW, subject=(OP, row.id), folder=row.folder_id, at=at)
    record(actor, "disruption.operation.review_operation", row)


def close_operation(actor: Actor, *, operation_id: UUID, outcome: str, on: date, at: datetime) -> None:
    """Close it with what came of it; no task may be left open."""
    row = running(actor, operation_id)
    state = step(OPERATION, "close_operation", row.state)
    left = Tasking.objects.filter(operation=row, done_on=None).count()
    if left:
        raise NotYet("Tasks are open.", gaps=(f"Settle its open tasks first: {left}.",))
    outcome = words(outcome, "Say what came of it for the children, and what others can learn.")
    decide_policy(actor, operation_id=operation_id, decision="Closed.", reasons=outcome, at=at)
    row.state, row.outcome, row.ended_on = state, outcome, on
    row.save(update_fields=["state", "outcome", "ended_on"])
    clocks.stop(actor, subject=(OP, row.id), at=at)
    record(actor, "disruption.operation.close_operation", row)


def running(actor: Actor, operation_id: UUID) -> Operation:
    """The operation under lock, for whoever commands it; NotYet once it is closed."""
    actor.must(Permission.OPERATION_WORK)
    row = locked(Operation, operation_id)
    if row.state == OP_CLOSED:
        raise NotYet("It is closed.", gaps=("This operation is closed; its log takes no more entries.",))
    return row
