"""Calling a meeting: for what, about whom, when and where; and its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access.actions import keep_to_team, open_folder
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings.actions.asking import ask_worker
from kingfisher.meetings.actions.minuting import bring_answers, save_part
from kingfisher.meetings.actions.moving import KIND, NeedsWords, begin, finish, found, made, recorded, tell, words
from kingfisher.meetings.models import Child, Invitation, Meeting
from kingfisher.meetings.states import CONVENED
from kingfisher.people import queries as people
from kingfisher.people.queries import Statement
from kingfisher.rulebook import ask

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Beside:
    """One more child of a meeting, what it is called for about her, and the folder her clocks lie in.

    `kept` is the sealed or restricted folder of her papers: she is named only to whoever may see that one.
    """

    person_id: UUID
    about: tuple[str, UUID]
    about_folder: UUID
    kept: UUID | None = None


def convene(
    actor: Actor, *, kind: str, person_ids: Sequence[UUID], purpose: str, starts_at: datetime, minutes_long: int = 60,
    place: str, about: tuple[str, UUID] | None = None, about_folder: UUID | None = None, chair: UUID | None = None,
    begins_with: Mapping[str, str] | None = None, beside: Sequence[Beside] = (), at: datetime,
) -> UUID:  # fmt: skip
    """Call a meeting about these children and return its key. Whoever calls it is asked first, and hears it all.

    `about` is what it was called for: the clocks the rulebook names for this kind run on it, in `about_folder`.
    `begins_with` is what its minutes hold from the start: part to words, carried from the step before. `beside`
    are further children, each with what it is called for about her. What agencies answered about the children, as far
    as they said that it may go further, stands in the part the rulebook names.
    """
    actor.must(Permission.MEETING_CONVENE)
    limits = ask.meeting_kind(kind)
    ends_at = _ends(starts_at, minutes_long)
    wanted = {*person_ids, *(one.person_id for one in beside)}
    children = people.statements(actor, wanted)
    if wanted - children.keys() or not (children or limits.without_children):
        raise NotThere
    folder, closed = (open_folder(actor, kind=k, category="meeting", at=at) for k in ("meeting", "closed_meeting"))
    about_kind, about_id = about or ("", None)
    row = Meeting(
        folder_id=folder, closed_folder_id=closed, ref=new_ref("MT"), kind=kind, state=CONVENED,
        purpose=words(purpose, "Say what the meeting is for."), about_kind=about_kind, about_id=about_id,
        about_folder=about_folder, also_guarded=[b.person_id for b in beside if b.kept], starts_at=starts_at,
        ends_at=ends_at, place=words(place, "Say where it is."), chair_id=chair or actor.placement_id, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _children(actor, row, children, {one.person_id: one for one in beside}, at)
    _begun(actor, row, begins_with or {}, at)
    ask_worker(actor, row, actor.placement_id, "called the meeting", whole=True, at=at)
    keep_to_team(actor, folder_id=closed, at=at)  # from now on: those asked to hear it all, and no other colleague
    if chair and chair != actor.placement_id:
        ask_worker(actor, row, chair, "chairs", whole=True, at=at)
    if limits.papers_clock and starts_at > at:
        clocks.start(actor, rule=limits.papers_clock, subject=(KIND, row.id), folder=folder, since=starts_at, at=at)
    tell(actor, row, title=f"{limits.title} called for {starts_at.astimezone(ask.calendar().zone):%-d %B}", at=at)
    recorded(actor, "convened", row, kind=kind)
    return row.id


def _begun(actor: Actor, row: Meeting, said: Mapping[str, str], at: datetime) -> None:
    """The minutes' first words: those carried from the step before, and what agencies answered.

    Nobody has read them for the family yet: they reach its paper once somebody says that they may.
    """
    for section, words_ in said.items():
        save_part(actor, meeting_id=row.id, section=section, words=words_, revision=0, family_safe=False, at=at)
    if ask.meeting_kind(row.kind).answers_in:
        bring_answers(actor, meeting_id=row.id, at=at)


def _children(
    actor: Actor, row: Meeting, children: Mapping[UUID, Statement], beside: Mapping[UUID, Beside], at: datetime
) -> None:
    for one in children.values():
        said, own = made(actor, row, at), beside.get(one.id)
        if own:
            said |= {"about_kind": own.about[0], "about_id": own.about[1], "about_folder": own.about_folder,
                     "kept_folder_id": own.kept}  # fmt: skip
        Child.objects.create(meeting=row, person_id=one.id, name_said=one.name[:400], **said)


def _ends(starts_at: datetime, minutes_long: int) -> datetime:
    length = timedelta(minutes=minutes_long)
    if not timedelta() < length <= LONGEST:
        raise NeedsWords("A meeting lasts between a minute and twelve hours.")
    return starts_at + length


def move(
    actor: Actor, *, meeting_id: UUID, starts_at: datetime, minutes_long: int = 60, place: str, at: datetime
) -> None:
    """Move a meeting that is to come. Everyone's answer is asked anew, and the calendar file counts one up."""
    row = found(actor, meeting_id, Permission.MEETING_CONVENE)
    if row.state != CONVENED:
        raise NeedsWords("Only a meeting that is to come can be moved.")
    row.starts_at, row.ends_at = starts_at, _ends(starts_at, minutes_long)
    row.place, row.sequence = words(place, "Say where it is."), row.sequence + 1
    row.save(update_fields=["starts_at", "ends_at", "place", "sequence"])
    Invitation.objects.filter(meeting=row, withdrawn_at=None).update(
        availability="", said="", answered_at=None, answered_by=None
    )
    papers = ask.meeting_kind(row.kind).papers_clock
    if papers and clocks.stop(actor, rule=papers, subject=(KIND, row.id), outcome="not_needed", at=at):
        clocks.start(actor, rule=papers, subject=(KIND, row.id), folder=row.folder_id, since=starts_at, at=at)
    recorded(actor, "moved", row)


def appoint(
    actor: Actor, *, meeting_id: UUID, chair: UUID | None = None, minute_taker: UUID | None = None, at: datetime
) -> None:
    """Say who chairs and who takes the minutes; both hear everything, whether or not they were asked before."""
    row = found(actor, meeting_id, Permission.MEETING_CONVENE)
    for placement, part in ((chair, "chairs"), (minute_taker, "takes the minutes")):
        if placement:
            ask_worker(actor, row, placement, part, whole=True, at=at)
    row.chair_id, row.minute_taker_id = chair or row.chair_id, minute_taker or row.minute_taker_id
    row.save(update_fields=["chair_id", "minute_taker_id"])
    recorded(actor, "appointed", row)


def cancel(actor: Actor, *, meeting_id: UUID, why: str, at: datetime) -> None:
    """Call off a meeting that is to come, saying why. What it was called for is still to be done."""
    row = begin(actor, meeting_id, "cancel")
    why = words(why, "Say why it is called off, and what happens instead.")
    row.sequence += 1
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    tell(actor, row, title=f"{ask.meeting_kind(row.kind).title} called off", detail=why, at=at)
    finish(actor, row, "cancel", why=why, at=at)


def keep_paper(
    actor: Actor, *, meeting_id: UUID, name: str, content: bytes, closed: bool = False, at: datetime
) -> UUID:
    """Keep a report or another paper for the meeting; a closed one is read by those who hear the closed parts."""
    row = found(actor, meeting_id, Permission.MEETING_READ, finished_too=True)
    folder = row.closed_folder_id if closed else row.folder_id
    return documents.keep(actor, folder_id=folder, about=(KIND, row.id), name=name, content=content, at=at)
