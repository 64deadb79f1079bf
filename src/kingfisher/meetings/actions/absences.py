"""Calling the meeting a child's absences call for: their facts in its minutes, the thresholds answered."""

from datetime import datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.meetings.actions.convening import convene
from kingfisher.meetings.actions.moving import NeedsWords
from kingfisher.meetings.queries import meeting_shown
from kingfisher.missing import actions as missing
from kingfisher.missing import queries as absences
from kingfisher.missing.queries import EPISODE
from kingfisher.rulebook import ask


def convene_for_absence(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 60, place: str, at: datetime
) -> UUID:
    """Call the meeting about a missing child and return its key; each threshold that waited for it is answered so.

    What the absences were stands in the minutes from the start. NeedsWords when nothing waits for a meeting.
    """
    actor.must(Permission.MEETING_CONVENE)
    actor.must(Permission.MISSING_WORK)
    file = absences.episode_file(actor, episode_id)
    if not file.calls_for_meeting:
        raise NeedsWords("No threshold of this absence waits for a meeting.")
    why = "; ".join(f"{c.title}: {c.facts}" for c in file.calls_for_meeting)
    key = convene(
        actor, kind="missing", person_ids=[file.episode.person_id], purpose=f"{why}. How is the child kept safer?",
        starts_at=starts_at, minutes_long=minutes_long, place=place, about=(EPISODE, episode_id),
        begins_with={"absences": file.in_words}, at=at,
    )  # fmt: skip
    ref, day = meeting_shown(actor, key).ref, starts_at.astimezone(ask.calendar().zone)
    for crossing in file.calls_for_meeting:
        missing.answer_crossing(
            actor, crossing_id=crossing.id, answer="meeting_called", words=f"Meeting {ref}, {day:%-d %B %Y, %H:%M}.",
            at=at,
        )  # fmt: skip
    return key
