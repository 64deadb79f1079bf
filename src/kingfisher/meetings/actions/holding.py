"""The turns of a meeting: held, its decisions sent, its minutes sent round and signed."""

from datetime import datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.meetings.actions.moving import (
    KIND,
    NeedsWords,
    NotYet,
    begin,
    finish,
    found,
    made,
    recorded,
    tell,
    words,
)
from kingfisher.meetings.models import Meeting, Version
from kingfisher.meetings.queries.reading import at_the_table, called_for, content_of
from kingfisher.meetings.rules import issue_gaps, quorum_gaps
from kingfisher.rulebook import ask


def hold(actor: Actor, *, meeting_id: UUID, short_of_quorum: str = "", at: datetime) -> None:
    """Say that it was held. The clocks that waited for it stop as of its own time, and the next one starts.

    NotYet, with who was missing, unless `short_of_quorum` says why it was right to go on without them.
    """
    row = begin(actor, meeting_id, "hold")
    limits = ask.meeting_kind(row.kind)
    if row.starts_at > at:
        raise NeedsWords("It has not begun yet. Move it if it was held earlier.")
    gaps = quorum_gaps(limits, at_the_table(row))
    if gaps and len(short_of_quorum.split()) < 3:
        raise NotYet("It was held without everyone who must be there: say why, or mark who was.", gaps=gaps)
    row.held_at, row.held_by = at, actor.placement_id
    row.short_of_quorum = short_of_quorum.strip() if gaps else ""
    for about, folder in called_for(row):
        for rule in limits.stops:
            clocks.stop(actor, rule=rule, subject=about, at=row.starts_at)
        if limits.starts:
            clocks.start(actor, rule=limits.starts, subject=about, folder=folder, since=row.starts_at, at=at)
    for rule in filter(None, (limits.decisions_clock, limits.minutes_clock)):
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, since=row.starts_at, at=at)
    tell(actor, row, title=f"{limits.title} held", detail=row.short_of_quorum, at=row.starts_at)
    finish(actor, row, "hold", why=row.short_of_quorum, at=at, quorate=str(not gaps))


def issue_decisions(actor: Actor, *, meeting_id: UUID, at: datetime) -> None:
    """The chair sends out what was decided: it stands on everyone's page, and in each child's history."""
    row = begin(actor, meeting_id, "issue_decisions")
    decided = list(row.decisions.order_by("number"))
    if gaps := issue_gaps(len(decided)):
        raise NotYet("Something is needed before decisions can be sent.", gaps=gaps)
    row.issued_at, row.issued_by = at, actor.placement_id
    if rule := ask.meeting_kind(row.kind).decisions_clock:
        clocks.stop(actor, rule=rule, subject=(KIND, row.id), at=at)
    tell(actor, row, title=f"{ask.meeting_kind(row.kind).title}: what was decided",
         detail="\n".join(f"{d.number}. {d.words}" for d in decided), at=at)  # fmt: skip
    finish(actor, row, "issue_decisions", at=at, decisions=str(len(decided)))


def send_round(actor: Actor, *, meeting_id: UUID, at: datetime) -> None:
    """Send the minutes round as a version of their own; what is said against them makes the next one."""
    row = begin(actor, meeting_id, "send_round")
    number = _freeze(actor, row, "", at)
    if rule := ask.meeting_kind(row.kind).minutes_clock:
        clocks.stop(actor, rule=rule, subject=(KIND, row.id), at=at)
    finish(actor, row, "send_round", at=at, version=str(number))


def sign(actor: Actor, *, meeting_id: UUID, at: datetime) -> None:
    """The chair signs the version that was sent round."""
    row = begin(actor, meeting_id, "sign")
    row.signed_at, row.signed_by = at, actor.placement_id
    finish(actor, row, "sign", at=at)


def change(actor: Actor, *, meeting_id: UUID, why: str, at: datetime) -> None:
    """Open minutes that were sent round or signed to be changed, saying why; every version so far stays."""
    row = begin(actor, meeting_id, "change")
    why = words(why, "Say what is wrong in the minutes.")
    row.signed_at = row.signed_by = None
    finish(actor, row, "change", why=why, at=at)


def family_has_papers(actor: Actor, *, meeting_id: UUID, at: datetime) -> None:
    """Record that the family has read the reports beforehand; the clock for it stops."""
    row = found(actor, meeting_id, Permission.MEETING_CONVENE)
    rule = ask.meeting_kind(row.kind).papers_clock
    if not rule or not clocks.stop(actor, rule=rule, subject=(KIND, row.id), at=at):
        raise NotYet("No clock for the family’s papers is running on this meeting.")
    recorded(actor, "papers_had", row)


def _freeze(actor: Actor, row: Meeting, why: str, at: datetime) -> int:
    """Keep the minutes as they stand; the closed parts apart, in the closed folder."""
    number = Version.objects.filter(meeting=row, closed=False).count() + 1
    for closed, folder in ((False, row.folder_id), (True, row.closed_folder_id)):
        content = content_of(actor, row, closed=closed)
        if closed and not any(part["words"] for part in content["parts"]):
            continue
        Version.objects.create(
            meeting=row,
            number=number,
            closed=closed,
            content=content,
            why=why,
            **{**made(actor, row, at), "folder_id": folder},
        )
    return number
