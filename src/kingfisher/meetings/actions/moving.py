"""How a meeting moves: found under lock, checked against the table, and the step kept."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology.actions import Line, note_many
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.meetings.models import Child, Meeting, Step
from kingfisher.meetings.states import CANCELLED, MOVES, SIGNED
from kingfisher.rulebook import ask

KIND = "meetings.meeting"
audit.can_record(
    meetings__meeting__convened="called a meeting",
    meetings__meeting__moved="moved a meeting to another time or place",
    meetings__meeting__appointed="named who chairs and who takes minutes",
    meetings__meeting__invited="asked somebody to a meeting",
    meetings__meeting__withdrawn="took back an invitation",
    meetings__meeting__answered="answered an invitation",
    meetings__meeting__attended="said who was at a meeting",
    meetings__meeting__minuted="wrote minutes",
    meetings__meeting__decided="wrote down a decision of a meeting",
    meetings__meeting__dissented="wrote down that somebody does not agree",
    meetings__meeting__task_written="wrote an action of a meeting",
    meetings__meeting__task_settled="settled an action of a meeting",
    meetings__meeting__papers_had="recorded that the family has the reports",
    **{f"meetings__meeting__{m.name}": m.label[:1].lower() + m.label[1:] for m in MOVES},
)


class NeedsWords(Refused):
    """Words, a person or a time are missing."""

    rule = "meetings_needs_words"


class NotYet(Refused):
    """Something must be settled first; `gaps` says what."""

    rule = "meetings_not_yet"


def found(actor: Actor, meeting_id: UUID, permission: Permission, *, finished_too: bool = False) -> Meeting:
    """The meeting, locked until the transaction ends. Denied without the permission; NotThere when unseen."""
    actor.must(permission)
    row = Meeting.objects.select_for_update().filter(id=meeting_id).first()
    if row is None:
        raise NotThere
    if row.state == CANCELLED:
        raise NotYet("This meeting was called off.")
    if row.state == SIGNED and not finished_too:
        raise NotYet("The minutes are signed. Change the minutes first, saying why.")
    return row


def words(said: str, what: str) -> str:
    """The words, trimmed; NeedsWords when there are none."""
    if not said.strip():
        raise NeedsWords(what)
    return said.strip()


def begin(actor: Actor, meeting_id: UUID, name: str) -> Meeting:
    """The meeting, where this actor may make this move now; Denied, NotThere or NotNow when not."""
    permission = next(m.permission for m in MOVES if m.name == name)
    row = found(actor, meeting_id, Permission(permission), finished_too=True)
    step(MOVES, name, row.state)
    return row


def finish(actor: Actor, row: Meeting, name: str, *, why: str = "", at: datetime, **facts: str) -> None:
    """Move it on, keep the step, and write the audit line `meetings.meeting.<move>`."""
    before, row.state = row.state, step(MOVES, name, row.state)
    row.save()
    Step.objects.create(meeting=row, move=name, from_state=before, to_state=row.state, why=why, **made(actor, row, at))
    recorded(actor, name, row, **facts)


def made(actor: Actor, row: Meeting, at: datetime) -> dict[str, object]:
    """What every row of a meeting says of its making, in its open folder."""
    return {"folder_id": row.folder_id, "created_at": at, "created_by": actor.placement_id}


def recorded(actor: Actor, what: str, row: Meeting, **facts: str) -> None:
    """The audit line `meetings.meeting.<what>`."""
    audit.record(actor, f"meetings.meeting.{what}", folders=[row.folder_id], facts={"meeting": row.ref, **facts})


def tell(actor: Actor, row: Meeting, *, title: str, detail: str = "", at: datetime) -> None:
    """One line in each child's history, in the meeting's open folder; of a child kept apart, with her own steps."""
    lines = [
        Line(
            folder_id=child.about_folder if child.kept_folder_id else row.folder_id,
            person_id=child.person_id, kind="meeting", title=title[:200], detail=detail,
            happened_on=local_day(at, ask.calendar()), happened_at=at, reference=row.ref, about=(KIND, row.id),
        )
        for child in Child.objects.filter(meeting=row)
    ]  # fmt: skip
    if lines:
        note_many(actor, lines=lines, at=at)
