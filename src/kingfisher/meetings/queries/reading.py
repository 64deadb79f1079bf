"""One meeting, whole. Opening it is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kingfisher.access import audit, policy
from kingfisher.clocks import queries as clocks
from kingfisher.documents import queries as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings.models import Aside, Invitation, Meeting, MinutePart, Task
from kingfisher.meetings.queries.shown import (
    DecisionShown,
    DissentShown,
    InvitationShown,
    MeetingFile,
    MeetingShown,
    PartShown,
    StepShown,
    TaskShown,
    VersionShown,
)
from kingfisher.meetings.rules import AtTable, calendar_file, days_late, quorum_gaps, seats_open
from kingfisher.meetings.states import CANCELLED
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask

KIND = "meetings.meeting"
audit.can_record(
    meetings__meeting__opened="opened a meeting",
    meetings__meeting__read_beside="read what minutes say beside a child's steps",
    meetings__meeting__invitation_taken="took a meeting into a calendar",
)


def meeting_shown(actor: Actor, meeting_id: UUID) -> MeetingShown:
    """A meeting's outline; NotThere when unseen or missing. The caller records the opening."""
    return shown(_found(meeting_id))


def meeting_file(actor: Actor, meeting_id: UUID) -> MeetingFile:
    """Everything of one meeting; NotThere when unseen or missing. The opening is recorded with its folders."""
    row = _found(meeting_id)
    whole = policy.levels(actor, [row.closed_folder_id]).get(row.closed_folder_id, 0) >= FULL
    folders = [row.folder_id, *([row.closed_folder_id] if whole else [])]
    audit.record(actor, "meetings.meeting.opened", folders=folders, facts={"meeting": row.ref})
    return _file(actor, row, whole)


@dataclass(frozen=True, slots=True)
class WordsOf:
    """One part of a meeting's minutes, to stand beside the next step."""

    title: str
    words: str
    closed: bool


def words_of(actor: Actor, rows: Iterable[MeetingShown]) -> dict[UUID, list[WordsOf]]:
    """What the minutes of these meetings say, in the order of their parts; only what the actor may read. Recorded."""
    read = {row.id: row for row in rows}
    kept: dict[UUID, dict[str, str]] = {}
    folders = set()
    for part in MinutePart.objects.filter(meeting_id__in=read).exclude(words=""):
        kept.setdefault(part.meeting_id, {})[part.section] = part.words
        folders.add(part.folder_id)
    if folders:
        audit.record(actor, "meetings.meeting.read_beside", folders=sorted(folders))
    return {
        key: [
            WordsOf(s.title, said[s.code], s.closed) for s in ask.meeting_kind(read[key].kind).section if s.code in said
        ]
        for key, said in kept.items()
    }


def calendar_entry(actor: Actor, meeting_id: UUID) -> tuple[str, str]:
    """The reference and the calendar file of a meeting; NotThere when unseen. It names nobody. Recorded."""
    row = _found(meeting_id)
    audit.record(actor, "meetings.meeting.invitation_taken", folders=[row.folder_id], facts={"meeting": row.ref})
    return row.ref, calendar_file(
        ref=row.ref, starts_at=row.starts_at, ends_at=row.ends_at, place=row.place, sequence=row.sequence,
        made_at=actor.at, called_off=row.state == CANCELLED,
    )  # fmt: skip


def _found(meeting_id: UUID) -> Meeting:
    row = Meeting.objects.filter(id=meeting_id).first()
    if row is None:
        raise NotThere
    return row


def called_for(row: Meeting) -> list[tuple[tuple[str, UUID], UUID]]:
    """What a meeting was called for, with the folder its clocks lie in: its own thing, and that of each child."""
    found = [((row.about_kind, row.about_id), row.about_folder)] if row.about_id and row.about_folder else []
    each = row.childs.exclude(about_id=None).values_list("about_kind", "about_id", "about_folder")
    return found + [((kind, key), folder) for kind, key, folder in each]


def _file(actor: Actor, row: Meeting, whole: bool) -> MeetingFile:
    limits = ask.meeting_kind(row.kind)
    invited = [_invitation(i) for i in _invitations(row)]
    steps, versions = list(row.steps.order_by("created_at", "id")), row.versions.filter(closed=False).order_by("number")
    known = colleagues(
        actor, {*(s.created_by for s in (*steps, *versions)), row.chair_id, row.minute_taker_id} - {None}
    )
    by = {key: one.name for key, one in known.items()}
    decisions, dissents = _decided(row)
    asked = [AtTable(i.agency, i.agency_kind, True) for i in invited if i.agency]
    return MeetingFile(
        meeting=shown(row),
        children=tuple(row.childs.order_by("created_at", "id").values_list("person_id", "name_said")),
        invitations=tuple(invited), parts=tuple(_parts(actor, row, whole)), decisions=decisions, dissents=dissents,
        tasks=tuple(_tasks(actor, row)),
        steps=tuple(StepShown(s.move, s.why, s.created_at, by.get(s.created_by, "")) for s in steps),
        versions=tuple(VersionShown(v.number, v.created_at, by.get(v.created_by, "")) for v in versions),
        clocks=tuple(clocks.for_subject(actor, (KIND, row.id), open_only=True)),
        papers=tuple(documents.files_of(actor, (KIND, row.id))), hears_it_all=whole,
        quorum_gaps=quorum_gaps(limits, _there(invited)), seats_open=seats_open(limits, asked),
        chair=by.get(row.chair_id, ""), minute_taker=by.get(row.minute_taker_id, ""),
        mine=next((i for i in invited if i.placement_id == actor.placement_id), None),
    )  # fmt: skip


def _invitations(row: Meeting) -> list[Invitation]:
    rows = Invitation.objects.filter(meeting=row, withdrawn_at=None).select_related("organisation")
    return list(rows.order_by("family", "created_at", "id"))


def _invitation(i: Invitation) -> InvitationShown:
    body = i.organisation
    return InvitationShown(
        i.id, i.placement_id, i.name, i.part, body.short_name if body else "", body.kind if body else "", i.family,
        i.whole, i.availability, i.said, i.attendance, i.decision_maker, i.brought_information,
    )  # fmt: skip


def at_the_table(row: Meeting) -> list[AtTable]:
    """The agencies that were there, each with its kind and whether whoever came may decide for it."""
    return _there(map(_invitation, _invitations(row)))


def _there(invited: Iterable[InvitationShown]) -> list[AtTable]:
    return [AtTable(i.agency, i.agency_kind, i.decision_maker) for i in invited if i.was_there and i.agency]


def _parts(actor: Actor, row: Meeting, whole: bool) -> list[PartShown]:
    kept = {p.section: p for p in MinutePart.objects.filter(meeting=row)}
    asides = list(Aside.objects.filter(meeting=row).order_by("created_at", "id"))
    known = colleagues(actor, {*(p.saved_by for p in kept.values()), *(a.created_by for a in asides)})
    found = []
    for what in ask.meeting_kind(row.kind).section:
        if what.closed and not whole:
            continue
        part = kept.get(what.code)
        beside = tuple((known[a.created_by].name, a.created_at, a.words) for a in asides if a.section == what.code)
        found.append(
            PartShown(
                what.code, what.title, what.closed, part.words if part else "",
                part.family_safe if part else what.family_safe, part.revision if part else 0,
                part.saved_at if part else None, known[part.saved_by].name if part else "", beside,
            )
        )  # fmt: skip
    return found


def _decided(row: Meeting) -> tuple[tuple[DecisionShown, ...], tuple[DissentShown, ...]]:
    against: dict[UUID | None, list[DissentShown]] = {}
    for d in row.dissents.order_by("created_at", "id"):
        against.setdefault(d.decision_id, []).append(DissentShown(d.who, d.agency, d.words, d.created_at))
    decisions = tuple(
        DecisionShown(d.id, d.number, d.words, d.family_safe, tuple(against.get(d.id, ())))
        for d in row.decisions.order_by("number")
    )
    return decisions, tuple(against.get(None, ()))


def _tasks(actor: Actor, row: Meeting) -> list[TaskShown]:
    today = local_day(actor.at, ask.calendar())
    return [_task(t, today) for t in Task.objects.filter(meeting=row).order_by("number")]


def _task(t: Task, today: date) -> TaskShown:
    late = days_late(t.due_on, today) if t.state == "open" else 0
    return TaskShown(t.id, t.number, t.words, t.owner_id, t.owner_name, t.due_on, t.state, t.outcome, late,
                     t.family_safe)  # fmt: skip


def content_of(actor: Actor, row: Meeting, *, closed: bool) -> dict[str, Any]:
    """The minutes as they stand, as plain values to keep: the open folder's, or the closed parts alone."""
    parts = [
        {"code": p.code, "title": p.title, "words": p.words, "family_safe": p.family_safe}
        for p in _parts(actor, row, True)
        if p.closed == closed
    ]
    if closed:
        return {"parts": parts}
    decisions, dissents = _decided(row)
    return {
        "parts": parts,
        "there": [
            [i.name, i.part, i.agency, i.attendance, i.decision_maker] for i in map(_invitation, _invitations(row))
        ],
        "decisions": [[d.number, d.words, [[s.who, s.agency, s.words] for s in d.dissents]] for d in decisions],
        "dissents": [[s.who, s.agency, s.words] for s in dissents],
        "tasks": [[t.words, t.owner_name, t.due_on.isoformat()] for t in _tasks(actor, row)],
    }  # fmt: skip


def shown(row: Meeting) -> MeetingShown:
    """The row as its outline."""
    return MeetingShown(
        row.id, row.ref, row.folder_id, row.closed_folder_id, row.kind, ask.meeting_kind(row.kind).title, row.state,
        row.purpose, (row.about_kind, row.about_id) if row.about_id else None, row.starts_at, row.ends_at, row.place,
        row.sequence, row.chair_id, row.minute_taker_id, row.held_at, row.short_of_quorum, row.issued_at,
        row.signed_at,
    )  # fmt: skip
