"""Operations, for those with a key."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access import queries as shut
from kingfisher.access.queries import AccessGiven
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.disruption.models import Linked, Operation, PolicyEntry, Tasking
from kingfisher.disruption.queries.measures import day_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues

KIND = "disruption.operation"
audit.can_record(disruption__operation__opened="looked at an operation")


@dataclass(frozen=True, slots=True)
class OperationRow:
    id: UUID
    ref: str
    code_name: str
    kind: str
    state: str
    lead: str
    began_on: date
    clock: ClockShown | None


@dataclass(frozen=True, slots=True)
class TaskShown:
    id: UUID
    operation_id: UUID
    operation: str
    words: str
    owner: str
    due_on: date
    done_on: date | None
    outcome: str
    is_late: bool
    owner_id: UUID


@dataclass(frozen=True, slots=True)
class OperationFile:
    """One operation with its log, links, tasks and keys."""

    operation: Operation
    lead: str
    policy: tuple[tuple[PolicyEntry, str], ...]
    links: tuple[tuple[Linked, str], ...]
    tasks: tuple[TaskShown, ...]
    clock: ClockShown | None
    keys: tuple[AccessGiven, ...]


def operations(actor: Actor) -> list[OperationRow]:
    """Those this worker holds a key of, running ones first."""
    rows = list(Operation.objects.order_by("-state", "-began_on")[:100])
    due, who = clocks.with_due(actor, KIND, [r.id for r in rows]), colleagues(actor, {r.lead_id for r in rows})
    return [
        OperationRow(r.id, r.ref, r.code_name, r.kind, r.state, who[r.lead_id].name if r.lead_id in who else "",
                     r.began_on, due.get(r.id))
        for r in rows
    ]  # fmt: skip


def operation(actor: Actor, operation_id: UUID) -> OperationFile:
    """One operation. Recorded. NotThere for whoever holds no key."""
    row = Operation.objects.filter(id=operation_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "disruption.operation.opened", folders=[row.folder_id], facts={"ref": row.ref})
    log = list(PolicyEntry.objects.filter(operation=row).order_by("-number"))
    who = {k: c.name for k, c in colleagues(actor, {e.created_by for e in log} | {row.lead_id}).items()}
    links = Linked.objects.filter(operation=row, ended_on=None).order_by("kind", "name_said")
    return OperationFile(
        row, who.get(row.lead_id, ""), tuple((e, who.get(e.created_by, "")) for e in log),
        tuple((one, url_for(one.target_kind, one.target_id) or "" if one.target_id else "") for one in links),
        tuple(_tasks(actor, Tasking.objects.filter(operation=row).order_by("done_on", "due_on"))),
        clocks.with_due(actor, KIND, [row.id]).get(row.id), tuple(live_keys(actor, row.folder_id)),
    )  # fmt: skip


def live_keys(actor: Actor, folder_id: UUID) -> list[AccessGiven]:
    """The keys of a restricted folder that work now, each to one worker by name."""
    return [one for one in shut.who_can_see(actor, folder_id) if one.id and one.placement_id and one.ended_at is None]


def late_tasks(actor: Actor) -> list[TaskShown]:
    """Tasks of operations past their day, the oldest first."""
    return _tasks(actor, Tasking.objects.filter(done_on=None, due_on__lt=day_of(actor)).order_by("due_on")[:50])


def _tasks(actor: Actor, rows) -> list[TaskShown]:
    found, today = list(rows.select_related("operation")), day_of(actor)
    who = colleagues(actor, {t.owner_id for t in found})
    return [
        TaskShown(
            t.id, t.operation_id, t.operation.code_name, t.words, who[t.owner_id].name if t.owner_id in who else "",
            t.due_on, t.done_on, t.outcome, t.done_on is None and t.due_on < today, t.owner_id,
        )
        for t in found
    ]  # fmt: skip
