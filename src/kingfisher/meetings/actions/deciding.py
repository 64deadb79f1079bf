"""What a meeting decides, who does not agree, and who does what by when."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access.actions import Receiver, grant
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.timing import end_of
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.meetings.actions.asking import ask_worker
from kingfisher.meetings.actions.moving import KIND, NeedsWords, NotYet, found, made, recorded, words
from kingfisher.meetings.models import Decision, Dissent, Invitation, Meeting, Task
from kingfisher.meetings.rules import open_until
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask

MINUTE = Permission.MEETING_MINUTE


def decide(actor: Actor, *, meeting_id: UUID, decision: str, family_safe: bool = False, at: datetime) -> UUID:
    """Write down one decision; returns its key. It is never changed: a later one stands beside it."""
    row = found(actor, meeting_id, MINUTE)
    decision = words(decision, "Say what was decided.")
    number = Decision.objects.filter(meeting=row).count() + 1
    one = Decision.objects.create(
        meeting=row, number=number, words=decision, family_safe=family_safe, **made(actor, row, at)
    )
    recorded(actor, "decided", row)
    return one.id


def dissent(
    actor: Actor, *, meeting_id: UUID, said: str, decision_id: UUID | None = None, invitation_id: UUID | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """Write down that somebody does not agree: oneself, also afterwards; or by the minute taker, somebody there."""
    row = found(actor, meeting_id, Permission.MEETING_READ, finished_too=True)
    said = words(said, "Say what is not agreed with, and why.")
    asked = Invitation.objects.filter(meeting=row, withdrawn_at=None).select_related("organisation")
    one = asked.filter(id=invitation_id) if invitation_id else asked.filter(placement_id=actor.placement_id)
    who = one.first()
    if who is None or (decision_id and not Decision.objects.filter(id=decision_id, meeting=row).exists()):
        raise NotThere
    if who.placement_id != actor.placement_id and not actor.has(MINUTE):
        raise Denied("You can write down your own disagreement only.", rule=f"permission:{MINUTE}")
    agency = who.organisation.short_name if who.organisation else ""
    made_ = Dissent.objects.create(
        meeting=row, decision_id=decision_id, who=who.name, agency=agency, words=said, **made(actor, row, at)
    )
    recorded(actor, "dissented", row)
    return made_.id


def write_task(
    actor: Actor, *, meeting_id: UUID, task: str, due_on: date | None, owner_id: UUID | None = None,
    owner_name: str = "", family_safe: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Write down who does what by when; returns its key. Its owner sees the meeting until a month after that day."""
    row = found(actor, meeting_id, MINUTE)
    task = words(task, "Say what is to be done.")
    if due_on is None:
        raise NeedsWords("Say by when.")
    if owner_id and not (known := colleagues(actor, {owner_id}).get(owner_id)):
        raise NotThere
    name = known.name if owner_id else words(owner_name, "Say who does it: an action without a person is not done.")
    number = Task.objects.filter(meeting=row).count() + 1
    one = Task.objects.create(
        meeting=row, number=number, words=task, owner_id=owner_id, owner_name=name, due_on=due_on,
        family_safe=family_safe, **made(actor, row, at),
    )  # fmt: skip
    if owner_id:
        _open_to_owner(actor, row, owner_id, due_on, at)
    recorded(actor, "task_written", row)
    return one.id


def _open_to_owner(actor: Actor, row: Meeting, owner_id: UUID, due_on: date, at: datetime) -> None:
    ask_worker(actor, row, owner_id, "has an action from it", whole=False, at=at)
    limits = ask.meeting_kind(row.kind)
    needed = open_until(limits, end_of(due_on, ask.calendar()))
    if needed > open_until(limits, row.ends_at):
        grant(
            actor, folder_id=row.folder_id, to=Receiver(placement_id=owner_id), level=FULL, writes=True,
            basis="ca2004_s10", because=f"Has an action from meeting {row.ref}", because_of=(KIND, row.id),
            ends_at=needed, at=at,
        )  # fmt: skip


def settle_task(actor: Actor, *, task_id: UUID, outcome: str, at: datetime) -> UUID:
    """Say that an action is done and what came of it; by its owner or the minute taker. Returns the meeting."""
    return _settle(actor, task_id, "done", words(outcome, "Say what came of it."), at)


def give_up_task(actor: Actor, *, task_id: UUID, outcome: str, at: datetime) -> UUID:
    """Say that an action will not be done, and why. Returns the meeting."""
    return _settle(actor, task_id, "given_up", words(outcome, "Say why it will not be done."), at)


def _settle(actor: Actor, task_id: UUID, state: str, outcome: str, at: datetime) -> UUID:
    task = Task.objects.select_for_update().select_related("meeting").filter(id=task_id).first()
    if task is None:
        raise NotThere
    if not (actor.has(MINUTE) or task.owner_id == actor.placement_id):
        raise Denied("Only its owner, or who takes the minutes, settles an action.", rule=f"permission:{MINUTE}")
    if task.state != "open":
        raise NotYet("This action is settled already.")
    task.state, task.outcome, task.settled_at, task.settled_by = state, outcome, at, actor.placement_id
    task.save(update_fields=["state", "outcome", "settled_at", "settled_by"])
    recorded(actor, "task_settled", task.meeting, state=state)
    return task.meeting_id
