"""Meetings in lists: those to come, those of a child, those of a thing, and what waits for a worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.waiting import Waiting
from kingfisher.meetings.models import Child, Invitation, Meeting, Task
from kingfisher.meetings.queries.reading import KIND, shown
from kingfisher.meetings.queries.shown import MeetingShown
from kingfisher.meetings.rules import CALLER_AFTER_DAYS, days_late, late_words
from kingfisher.meetings.states import CANCELLED, CONVENED, DECIDED, HELD, ROUND
from kingfisher.rulebook import ask

DONE_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list, with whom it is about and whether its reader answered."""

    meeting: MeetingShown
    children: str
    answered: str
    open_tasks: int
    href: str


def my_meetings(actor: Actor, *, at_most: int = 60) -> tuple[list[MeetingRow], list[MeetingRow]]:
    """Those to come that the actor is asked to, the soonest first; and those held in the last two months."""
    mine = Invitation.objects.filter(placement_id=actor.placement_id, withdrawn_at=None).values("meeting_id")
    rows = Meeting.objects.filter(id__in=mine).exclude(state=CANCELLED)
    coming = rows.filter(state=CONVENED).order_by("starts_at", "id")[:at_most]
    past = rows.exclude(state=CONVENED).filter(starts_at__gte=actor.at - DONE_WITHIN).order_by("-starts_at", "id")
    return _rows(actor, coming), _rows(actor, past[:at_most])


def meetings_of(actor: Actor, person_ids: Iterable[UUID], *, at_most: int = 8) -> list[MeetingRow]:
    """The meetings about these statements of one child, the newest first. The page records the opening."""
    rows = Meeting.objects.filter(childs__person_id__in=list(person_ids)).exclude(state=CANCELLED)
    return _rows(actor, rows.distinct().order_by("-starts_at", "-id")[:at_most])


def outlines_of(actor: Actor, person_ids: Iterable[UUID], *, at_most: int = 20) -> list[MeetingShown]:
    """The same as outlines alone, in one question."""
    rows = Meeting.objects.filter(childs__person_id__in=list(person_ids)).exclude(state=CANCELLED)
    return [shown(row) for row in rows.distinct().order_by("-starts_at", "-id")[:at_most]]


def meetings_about(actor: Actor, about: tuple[str, UUID]) -> list[MeetingShown]:
    """The meetings called for a thing, the newest first, those called off left out."""
    rows = Meeting.objects.filter(about_kind=about[0], about_id=about[1]).exclude(state=CANCELLED)
    return [shown(row) for row in rows.order_by("-starts_at", "-id")]


def _rows(actor: Actor, rows: Iterable[Meeting]) -> list[MeetingRow]:
    found = list(rows)
    ids = [row.id for row in found]
    names: dict[UUID, list[str]] = {}
    for key, name in Child.objects.filter(meeting_id__in=ids).order_by("id").values_list("meeting_id", "name_said"):
        names.setdefault(key, []).append(name)
    answers = dict(
        Invitation.objects.filter(meeting_id__in=ids, placement_id=actor.placement_id, withdrawn_at=None)
        .values_list("meeting_id", "availability")
    )  # fmt: skip
    tasks = list(Task.objects.filter(meeting_id__in=ids, state="open").values_list("meeting_id", flat=True))
    return [
        MeetingRow(shown(row), ", ".join(names.get(row.id, ())), answers.get(row.id, ""), tasks.count(row.id),
                   url_for(KIND, row.id) or "")
        for row in found
    ]  # fmt: skip


def work_waiting(actor: Actor, *, at_most: int = 40) -> list[Waiting]:
    """What meetings ask of this worker: to answer, come, send decisions or minutes, sign, and do her actions."""
    if not actor.has(Permission.MEETING_READ):
        return []
    found = [*_asked(actor, at_most), *_to_chair(actor), *_tasks(actor, at_most)]
    return sorted(found, key=lambda w: w.due_at or w.since)[: at_most * 2]


def _asked(actor: Actor, at_most: int) -> list[Waiting]:
    rows = Invitation.objects.filter(placement_id=actor.placement_id, withdrawn_at=None, meeting__state=CONVENED)
    found = []
    for one in rows.select_related("meeting").order_by("meeting__starts_at")[:at_most]:
        row = one.meeting
        if not one.availability and row.created_by != actor.placement_id and row.starts_at > actor.at:
            found.append(_piece(f"Can you come to meeting {row.ref}?", row, row.starts_at, one.created_at, actor))
        elif row.starts_at < actor.at + timedelta(days=3) and one.availability in ("", "yes"):
            found.append(_piece(f"Meeting {row.ref}", row, row.starts_at, one.created_at, actor))
    return found


def _piece(title: str, row: Meeting, due: datetime | None, since: datetime, actor: Actor) -> Waiting:
    state = (
        ""
        if due is None
        else "late"
        if due < actor.at
        else "due_soon"
        if due < actor.at + timedelta(days=1)
        else "running"
    )
    return Waiting(title, url_for(KIND, row.id) or "", due, state, "", since)


_DO = {
    HELD: "Send the decisions of meeting",
    DECIDED: "Send round the minutes of meeting",
    ROUND: "Sign the minutes of meeting",
}


def _to_chair(actor: Actor) -> list[Waiting]:
    mine = Q(state__in=(HELD, ROUND), chair_id=actor.placement_id) | Q(
        state=DECIDED, minute_taker_id=actor.placement_id
    )
    mine |= Q(state=DECIDED, minute_taker=None, chair_id=actor.placement_id)
    calendar = ask.calendar()
    return [
        _piece(f"{_DO[row.state]} {row.ref}", row,
               end_of(local_day(row.starts_at, calendar), calendar) if row.state == HELD else None,
               row.held_at or row.created_at, actor)
        for row in Meeting.objects.filter(mine).order_by("starts_at")[:30]
    ]  # fmt: skip


def _tasks(actor: Actor, at_most: int) -> list[Waiting]:
    """Her own actions from a week before they are due; and, once late, those of the meetings she chaired, or called
    where it is a week late. Whoever does it may be of any agency: each sees what the policy opens to her.
    """
    calendar, me = ask.calendar(), actor.placement_id
    today = local_day(actor.at, calendar)
    mine = Q(owner_id=me, due_on__lte=today + timedelta(days=7)) | Q(meeting__chair_id=me, due_on__lt=today)
    mine |= Q(meeting__created_by=me, due_on__lt=today - timedelta(days=CALLER_AFTER_DAYS))
    rows = Task.objects.filter(mine, state="open").select_related("meeting").order_by("due_on", "id")
    found = []
    for t in rows[:at_most]:
        late = late_words(days_late(t.due_on, today))
        whose = f", {t.owner_name}," if t.owner_id else ""  # somebody asked by name may be of the family
        what = "Your action" if t.owner_id == me else f"Action {t.number}{whose}"
        title = f"{what} from meeting {t.meeting.ref}{', ' + late if late else ''}"
        found.append(_piece(title, t.meeting, end_of(t.due_on, calendar), t.created_at, actor))
    return found
