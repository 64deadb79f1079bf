"""The offer of a family's own meeting, pre-proceedings and court, and children who move between councils."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.pathway.actions.moving import (
    MOVED,
    NeedsWords,
    begin_move,
    finish,
    found,
    made,
    recorded,
    tell,
    thing_of,
)
from kingfisher.pathway.models import FamilyMeeting, Proceedings, Transfer
from kingfisher.pathway.states import TOLD
from kingfisher.rulebook import ask


def offer_family_meeting(actor: Actor, *, episode_id: UUID, answer: str, said: str = "", at: datetime) -> UUID:
    """Record that the family was offered a decision-making meeting of its own, and what it answered."""
    episode = found(actor, episode_id)
    if answer not in dict(ask.codes("fgdm_answer").choices()):
        raise NeedsWords("Say what the family answered.")
    row = FamilyMeeting.objects.create(
        offered_on=local_day(at, ask.calendar()), answer=answer, said=said.strip(), **made(actor, episode, at)
    )
    tell(
        actor, episode, row.folder_id, "family",
        f"Family group decision-making offered: {ask.label('fgdm_answer', answer).lower()}", detail=row.said,
        about=("pathway.episode", episode.id), at=at,
    )  # fmt: skip
    recorded(actor, "family_meeting.offered", episode, answer=answer)
    return row.id


def answer_family_meeting(
    actor: Actor, *, episode_id: UUID, offer_id: UUID, held_on: date, decided: str, at: datetime
) -> None:
    """Record that the family met, and what it decided, in its own words."""
    episode = found(actor, episode_id)
    row: FamilyMeeting = thing_of(FamilyMeeting, offer_id, episode)
    if not decided.strip():
        raise NeedsWords("Say what the family decided.")
    row.answer, row.held_on, row.decided = "accepted", held_on, decided.strip()
    row.save()
    tell(
        actor, episode, row.folder_id, "family", "The family met and decided", detail=row.decided, basis="told",
        happened_on=held_on, about=("pathway.episode", episode.id), at=at,
    )  # fmt: skip
    recorded(actor, "family_meeting.answered", episode)


def note_proceedings(
    actor: Actor, *, episode_id: UUID, proceedings_id: UUID, letter_sent_on: date | None = None,
    ended_on: date | None = None, outcome: str = "", at: datetime,
) -> None:  # fmt: skip
    """Keep when the letter went out, when it ended and what came of it."""
    episode = found(actor, episode_id)
    row: Proceedings = thing_of(Proceedings, proceedings_id, episode)
    if ended_on and not outcome.strip():
        raise NeedsWords("Say what came of it.")
    row.letter_sent_on, row.ended_on = letter_sent_on or row.letter_sent_on, ended_on or row.ended_on
    row.outcome = outcome.strip() or row.outcome
    row.save()
    recorded(actor, "proceedings.noted", episode)


def begin_transfer(
    actor: Actor, *, episode_id: UUID, direction: str, other_council: str, with_plan: bool = False, summary: str = "",
    told_at: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Record that another council was told of a child's move (out), or told us (in). Returns the transfer's key.

    A child who moves here with a protection plan has a conference in time counted from when we were told.
    """
    episode = found(actor, episode_id)
    if direction not in ("in", "out"):
        raise NeedsWords("Say whether the child moves here or away.")
    if not other_council.strip():
        raise NeedsWords("Say which council.")
    told = told_at or at
    row = Transfer.objects.create(
        direction=direction, state=TOLD, other_council=other_council.strip()[:200], with_plan=with_plan,
        told_on=local_day(told, ask.calendar()), summary=summary.strip(), **made(actor, episode, at, protected=True),
    )  # fmt: skip
    if direction == "in" and with_plan:
        clocks.start(
            actor, rule="transfer_in_conference", subject=(MOVED, row.id), folder=row.folder_id, since=told, at=at
        )
    where = f"here from {row.other_council}" if direction == "in" else f"to {row.other_council}"
    tell(
        actor, episode, row.folder_id, "move", f"Moves {where}{', with a protection plan' if with_plan else ''}",
        detail=row.summary, about=(MOVED, row.id), at=at,
    )  # fmt: skip
    recorded(actor, "transfer.begun", episode, direction=direction)
    return row.id


def acknowledge(actor: Actor, *, episode_id: UUID, transfer_id: UUID, name: str, at: datetime) -> None:
    """Record who of the other council confirmed it, or that we did."""
    episode, row = begin_move(actor, Transfer, episode_id, transfer_id, "acknowledge")
    if not name.strip():
        raise NeedsWords("Say who confirmed it, by name.")
    row.acknowledged_on, row.acknowledged_name = local_day(at, ask.calendar()), name.strip()[:200]
    finish(actor, episode, row, "acknowledge", at=at)


def take_over(actor: Actor, *, episode_id: UUID, transfer_id: UUID, at: datetime) -> None:
    """Record that the other council, or ours, has taken the child over."""
    episode, row = begin_move(actor, Transfer, episode_id, transfer_id, "take_over")
    if row.episode_id != episode.id:
        raise NotThere
    finish(actor, episode, row, "take_over", at=at)
