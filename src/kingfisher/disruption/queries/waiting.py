"""What waits for somebody in this room, for her desk: tools she works, and tasks of operations. No name in any line."""

from datetime import date

from kingfisher.access.permissions import Permission
from kingfisher.disruption.models import Tasking
from kingfisher.disruption.queries.measures import day_of, measures_waiting
from kingfisher.disruption.queries.operations import KIND
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import end_of
from kingfisher.kernel.waiting import Waiting
from kingfisher.rulebook import ask


def work_waiting(actor: Actor, *, at_most: int = 20) -> list[Waiting]:
    """Her own tools that run out, wait to be served or are still weighed; and what operations ask of her."""
    return measures_waiting(actor, at_most=at_most) + _tasks_waiting(actor, at_most)


def _tasks_waiting(actor: Actor, at_most: int) -> list[Waiting]:
    if not actor.has(Permission.OPERATION_READ):
        return []
    rows = Tasking.objects.filter(owner_id=actor.placement_id, done_on=None).select_related("operation")
    today = day_of(actor)
    return [_one(one, today) for one in rows.order_by("due_on", "id")[:at_most]]


def _one(row: Tasking, today: date) -> Waiting:
    late = row.due_on < today
    return Waiting(
        f"Task of operation {row.operation.ref}", url_for(KIND, row.operation_id) or "",
        end_of(row.due_on, ask.calendar()), "late" if late else "due_soon" if row.due_on == today else "running",
        "red" if late else "", row.created_at,
    )  # fmt: skip
