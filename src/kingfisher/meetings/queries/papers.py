"""The minutes as a paper, and the family's own paper, which is built from what is safe for the family and no more."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings.models import Child, Decision, Invitation, Meeting, MinutePart, Task, Version
from kingfisher.meetings.queries.reading import content_of
from kingfisher.meetings.states import CANCELLED, CONVENED
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask

audit.can_record(
    meetings__meeting__printed="made a paper of minutes",
    meetings__meeting__family_printed="made the family's paper of a meeting",
)


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes as sent round (`number`), or as they stand (0)."""

    ref: str
    title: str
    children: tuple[str, ...]
    starts_at: datetime
    place: str
    number: int
    signed_at: datetime | None
    chair: str
    short_of_quorum: str
    open: dict
    closed: dict


@dataclass(frozen=True, slots=True)
class FamilyPaper:
    """What the family may take home. It has no field for anything else."""

    title: str
    children: tuple[str, ...]
    held_on: date
    there: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[int, str], ...]
    tasks: tuple[tuple[str, str, date], ...]
    made_on: date


def minutes_paper(actor: Actor, meeting_id: UUID, *, number: int = 0) -> MinutesPaper:
    """A version of the minutes, or as they stand; the closed parts only for whoever may read them. Recorded."""
    row = _found(meeting_id)
    if number:
        kept = {v.closed: v.content for v in Version.objects.filter(meeting=row, number=number)}
        if False not in kept:
            raise NotThere
    else:
        kept = {closed: content_of(actor, row, closed=closed) for closed in (False, True)}
    closed = {"parts": [p for p in kept.get(True, {}).get("parts", ()) if p["words"]]}
    folders = [row.folder_id, *([row.closed_folder_id] if closed["parts"] else [])]
    audit.record(actor, "meetings.meeting.printed", folders=folders, facts={"meeting": row.ref, "version": number})
    chair = colleagues(actor, {row.chair_id}).get(row.chair_id)
    return MinutesPaper(
        row.ref, ask.meeting_kind(row.kind).title, _children(row), row.starts_at, row.place, number, row.signed_at,
        chair.name if chair else "", row.short_of_quorum, kept[False], closed,
    )  # fmt: skip


def family_paper(actor: Actor, meeting_id: UUID) -> FamilyPaper:
    """The family's paper: parts, decisions and actions marked safe for them, in the open folder, and nothing else.

    Built by asking for what is safe, never by taking out what is not: a part nobody marked is not read at all.
    NotThere for a kind of meeting the family does not come to, and before it was held. Recorded.
    """
    row = _found(meeting_id)
    limits = ask.meeting_kind(row.kind)
    if not limits.family_comes or row.state in (CONVENED, CANCELLED):
        raise NotThere("There is no paper for the family of this meeting, or not yet: it is made once it was held.")
    safe = {"meeting": row, "folder": row.folder_id, "family_safe": True}
    parts = dict(MinutePart.objects.filter(**safe).exclude(words="").values_list("section", "words"))
    there = Invitation.objects.filter(meeting=row, withdrawn_at=None, attendance__in=("there", "by_call"))
    audit.record(actor, "meetings.meeting.family_printed", folders=[row.folder_id], facts={"meeting": row.ref})
    zone = ask.calendar().zone
    return FamilyPaper(
        title=limits.title,
        children=_children(row),
        held_on=row.starts_at.astimezone(zone).date(),
        there=tuple(there.order_by("family", "created_at").values_list("name", "part")),
        parts=tuple((s.title, parts[s.code]) for s in limits.sections(closed=False) if s.code in parts),
        decisions=tuple(Decision.objects.filter(**safe).order_by("number").values_list("number", "words")),
        tasks=tuple(Task.objects.filter(**safe).order_by("number").values_list("words", "owner_name", "due_on")),
        made_on=actor.at.astimezone(zone).date(),
    )


def about(actor: Actor, meeting_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Whom a meeting is about, for the safe-address guard: the children's keys, also of those the actor may not know,
    and the folders its words lie in.
    """
    row = _found(meeting_id)
    people = Child.objects.filter(meeting=row).exclude(person_id=None).values_list("person_id", flat=True)
    return [*people, *row.also_guarded], [row.folder_id, row.closed_folder_id]


def _found(meeting_id: UUID) -> Meeting:
    row = Meeting.objects.filter(id=meeting_id).first()
    if row is None:
        raise NotThere
    return row


def _children(row: Meeting) -> tuple[str, ...]:
    """Those every reader of the meeting may know: a paper goes from hand to hand."""
    return tuple(
        Child.objects.filter(meeting=row, kept_folder=None)
        .order_by("created_at", "id")
        .values_list("name_said", flat=True)
    )
