"""The law's two short holds on a child: police protection and an emergency protection order, each with its end.

Both are written down afterwards more often than not: their true times stand, and how late the writing was is kept
by a clock of its own.
"""

from datetime import datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as running
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.pathway.actions.moving import KIND, NeedsWords, found, recorded, settled, tell
from kingfisher.pathway.models import Episode
from kingfisher.pathway.rules import EMERGENCY_POWERS, emergency_gaps
from kingfisher.rulebook import ask

TITLES = dict(EMERGENCY_POWERS)
RECORDED = "emergency_recorded"


def note_emergency(actor: Actor, *, episode_id: UUID, power: str, since: datetime, words: str, at: datetime) -> None:
    """Record that a child is in police protection, or that an order was made; its time runs from `since`."""
    episode = found(actor, episode_id)
    gaps = power_gaps(actor, episode, power=power, since=since, words=words, at=at)
    settled(gaps, "This cannot be recorded yet.")
    begin_power(actor, episode, power=power, since=since, words=words, at=at)


def power_gaps(
    actor: Actor, episode: Episode, *, power: str, since: datetime | None, words: str, at: datetime
) -> tuple[str, ...]:
    """What the record of an emergency lacks, as things stand for this child."""
    here = {c.rule_id for c in running.for_subject(actor, (KIND, episode.id), open_only=True)}
    return emergency_gaps(power=power, since=since, now=at, words=words, is_running=power in here)


def begin_power(actor: Actor, episode: Episode, *, power: str, since: datetime, words: str, at: datetime) -> None:
    """Start its clock from its true time; the clock for writing it down stops now, met or missed."""
    subject = (KIND, episode.id)
    clocks.start(actor, rule=power, subject=subject, folder=episode.folder_id, since=since, at=at)
    clocks.start(actor, rule=RECORDED, subject=subject, folder=episode.folder_id, since=since, at=at)
    clocks.stop(actor, rule=RECORDED, subject=subject, at=at)
    tell(
        actor, episode, episode.folder_id, "decision", f"{TITLES[power]} began", detail=words.strip(), basis="record",
        assertion="fact", about=subject, happened_on=local_day(since, ask.calendar()), happened_at=since, at=at,
    )  # fmt: skip
    recorded(actor, "emergency.begun", episode, power=power)


def end_emergency(actor: Actor, *, episode_id: UUID, power: str, words: str, at: datetime) -> None:
    """Record that it ended, and how: where the child is now, and by which decision."""
    episode = found(actor, episode_id)
    if not words.strip():
        raise NeedsWords("Say where the child is now, and by whose decision.")
    if power not in TITLES or not clocks.stop(actor, rule=power, subject=(KIND, episode.id), at=at):
        raise NeedsWords("It is not running. Look at the page again.")
    tell(
        actor, episode, episode.folder_id, "decision", f"{TITLES[power]} ended", detail=words.strip(), basis="record",
        assertion="fact", about=(KIND, episode.id), at=at,
    )  # fmt: skip
    recorded(actor, "emergency.ended", episode, power=power)
