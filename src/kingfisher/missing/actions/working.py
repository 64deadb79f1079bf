"""What workers do with an absence: its risk, that the child is back, joining, closing, answering what it calls for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing import rules
from kingfisher.missing.actions.moving import Lacking, found_row, note_step, recorded, tell
from kingfisher.missing.models import Crossing, Episode, Notice, Risk
from kingfisher.missing.states import BACK, EPISODE
from kingfisher.people import queries as people
from kingfisher.rulebook import ask


@dataclass(frozen=True, slots=True)
class Back:
    """That a child is back: when, where, how, with whom, and how the child was."""

    found_at: datetime | None
    place: str
    how: str
    with_whom: str = ""
    condition: str = ""
    harm: str = ""


def say_risk(actor: Actor, *, episode_id: UUID, risk: str, why: str, at: datetime) -> None:
    """Say how great the risk is now, and why. What stood before is kept."""
    row = found_row(actor, episode_id)
    if risk not in dict(ask.codes("missing_risk").choices()) or not why.strip():
        raise Lacking("The risk is not changed yet.", gaps=("Choose the risk, and say why.",))
    row.risk = risk
    row.save(update_fields=["risk"])
    Risk(id=new_id(), folder_id=row.folder_id, episode=row, risk=risk, why=why.strip(), happened_at=at,
         by_name=actor.worker_name, created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    recorded(actor, "missing.episode.risk_said", row, risk=risk)


def find(actor: Actor, *, episode_id: UUID, back: Back, at: datetime) -> None:
    """The child is back. The hub then sees to the talk on return (`keep_up`)."""
    row = found_row(actor, episode_id)
    state = step(EPISODE, "find", row.state)
    began = row.started_at.replace(second=0, microsecond=0)  # whoever fills in a form says minutes
    gaps = rules.found_gaps(found_at=back.found_at, started_at=began, place=back.place, how=back.how, at=at)
    if gaps:
        raise Lacking("This cannot be recorded yet.", gaps=gaps)
    row.state, row.found_at, row.found_by = state, max(back.found_at, row.started_at), actor.placement_id
    row.found_place, row.found_how = back.place.strip()[:300], back.how
    row.found_with, row.condition, row.harm = back.with_whom.strip()[:300], back.condition.strip(), back.harm.strip()
    row.save()
    note_step(actor, row, "find", f"{row.found_place}. {row.condition}".strip(), at)
    tell(actor, row, "Back after being missing", back.found_at, f"Found: {row.found_place}.", at, kind="missing_back")
    recorded(actor, "missing.episode.found", row, how=back.how)


def reopen(actor: Actor, *, episode_id: UUID, why: str, at: datetime) -> None:
    """The child was not back after all. What was written about the return stays in the history."""
    row = found_row(actor, episode_id)
    state = step(EPISODE, "reopen", row.state)
    _said(why, "Say why the child is not back after all.")
    was = row.found_at.isoformat(timespec="minutes") if row.found_at else ""
    row.state, row.found_at, row.found_by = state, None, None
    row.save(update_fields=["state", "found_at", "found_by"])
    note_step(actor, row, "reopen", f"{why.strip()} (was recorded as back at {was})", at)
    recorded(actor, "missing.episode.reopened", row)


def close(actor: Actor, *, episode_id: UUID, words: str, at: datetime) -> None:
    """Nothing more is to be done. Thresholds must have been answered first."""
    row = found_row(actor, episode_id)
    state = step(EPISODE, "close", row.state)
    if Crossing.objects.filter(episode=row, answered_at=None).exists():
        raise Lacking("This cannot be closed yet.", gaps=("Say what was done about each threshold first.",))
    _end(actor, row, state, "close", words or "Closed.", at)


def mistake(actor: Actor, *, episode_id: UUID, why: str, at: datetime) -> None:
    """The child was never missing. It is kept, and counts nowhere."""
    row = found_row(actor, episode_id)
    state = step(EPISODE, "mistake", row.state)
    _said(why, "Say how it is known that the child was never missing.")
    _end(actor, row, state, "mistake", why, at)


def _end(actor: Actor, row: Episode, state: str, what: str, words: str, at: datetime) -> None:
    row.state = state
    row.save(update_fields=["state"])
    note_step(actor, row, what, words, at)
    recorded(actor, "missing.episode.ended", row, how=what)


def join(actor: Actor, *, episode_id: UUID, into_id: UUID, why: str, at: datetime) -> None:
    """Say that two reports are of one absence: from now on only `into` counts, over the time of both."""
    row, main = found_row(actor, episode_id), found_row(actor, into_id)
    same_child = main.person_id in people.cluster_ids(actor, row.person_id)
    if row.id == main.id or row.joined_into_id or main.joined_into_id or not same_child or row.parts.exists():
        raise Lacking("These cannot be joined.", gaps=("Choose another absence of the same child.",))
    _said(why, "Say why they are one absence.")
    row.joined_into = main
    row.save(update_fields=["joined_into"])
    note_step(actor, row, "joined", f"Part of {main.ref}: {why.strip()}", at)
    note_step(actor, main, "joined", f"{row.ref} is part of this: {why.strip()}", at)
    recorded(actor, "missing.episode.joined", row, into=main.ref)


def part(actor: Actor, *, episode_id: UUID, why: str, at: datetime) -> None:
    """Take back that it is part of another absence: both count again."""
    row = found_row(actor, episode_id)
    if row.joined_into is None:
        raise Lacking("It is not part of another.", gaps=("It is not part of another absence.",))
    _said(why, "Say why they are two absences after all.")
    main, row.joined_into = row.joined_into, None
    row.save(update_fields=["joined_into"])
    for one in (row, main):
        note_step(actor, one, "parted", f"{row.ref} and {main.ref} are two: {why.strip()}", at)
    recorded(actor, "missing.episode.parted", row, of=main.ref)


def record_prevention(
    actor: Actor, *, episode_id: UUID, held_at: datetime | None, by_name: str, words: str, at: datetime
) -> None:
    """Keep the police's own talk on return (prevention interview): who saw the child, when, what was said."""
    row = found_row(actor, episode_id)
    gaps = tuple(
        said for there, said in (
            (row.state in (BACK, "closed"), "Say first that the child is back."),
            (held_at and row.found_at and row.found_at <= held_at <= at, "It was held between the return and now."),
            (by_name.strip(), "Say who saw the child."),
            (words.strip(), "Say what was said and seen."),
        ) if not there
    )  # fmt: skip
    if gaps:
        raise Lacking("This cannot be recorded yet.", gaps=gaps)
    row.prevention_at, row.prevention_by, row.prevention_name = held_at, actor.placement_id, by_name.strip()[:200]
    row.prevention_words = words.strip()
    row.save(update_fields=["prevention_at", "prevention_by", "prevention_name", "prevention_words"])
    note_step(actor, row, "prevention", f"Seen by {row.prevention_name}", at)
    recorded(actor, "missing.episode.prevention", row)


def answer_crossing(actor: Actor, *, crossing_id: UUID, answer: str, words: str, at: datetime) -> UUID:
    """Say what was done about a threshold; "not done" needs a reason too. Returns the absence's key."""
    actor.must(Permission.MISSING_WORK)
    row = locked(Crossing, crossing_id)
    if row.answered_at or answer not in dict(ask.codes("missing_answer").choices()) or not words.strip():
        raise Lacking("This cannot be kept yet.", gaps=("Choose what was done, and say when, by whom or why not.",))
    row.answer, row.answer_words, row.answered_at, row.answered_by = answer, words.strip(), at, actor.placement_id
    row.save(update_fields=["answer", "answer_words", "answered_at", "answered_by"])
    audit.record(actor, "missing.crossing.answered", folders=[row.folder_id], facts={"rule": row.rule_id})
    return row.episode_id


def tell_authority(actor: Actor, *, notice_id: UUID, whom: str, at: datetime) -> UUID:
    """Keep that an authority outside the hub was told, by whom there it was taken. Returns the absence's key."""
    actor.must(Permission.MISSING_WORK)
    row = Notice.objects.select_for_update(of=("self",)).filter(id=notice_id, told_at=None).first()
    if row is None:
        raise NotThere
    _said(whom, "Say who took it there: name and telephone.")
    row.told_at, row.told_by, row.told_whom = at, actor.placement_id, whom.strip()[:200]
    row.save(update_fields=["told_at", "told_by", "told_whom"])
    audit.record(actor, "missing.notice.told", folders=[row.folder_id], facts={"part": row.part})
    return row.episode_id


def _said(words: str, gap: str) -> None:
    if not words.strip():
        raise Lacking("This cannot be done yet.", gaps=(gap,))
