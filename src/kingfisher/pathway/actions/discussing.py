"""Strategy discussions: called, held as a meeting, decided."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.pathway.actions.moving import (
    DISCUSSED,
    ENQUIRED,
    NotYet,
    begin_move,
    finish,
    found,
    made,
    recorded,
    settled,
    tell,
)
from kingfisher.pathway.models import Episode, Section47, Strategy
from kingfisher.pathway.rules import S47, strategy_gaps
from kingfisher.pathway.states import CALLED, RUNNING
from kingfisher.rulebook import ask

QUESTION = "Is there reasonable cause to suspect that this child suffers, or is likely to suffer, significant harm?"
NO_RULE = "Something is needed before the decision can be recorded."


def call_strategy(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 60, place: str,
    since: datetime | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Call a strategy discussion and return its meeting's key. Its time counts from `since`, else from now."""
    episode = found(actor, episode_id)
    if Strategy.objects.filter(episode=episode, state=CALLED).exists():
        raise NotYet("A strategy discussion is called already: decide that one first.")
    row = Strategy.objects.create(state=CALLED, **made(actor, episode, at, protected=True))
    clocks.start(
        actor, rule="strategy_discussion", subject=(DISCUSSED, row.id), folder=row.folder_id, since=since or at, at=at
    )
    row.meeting_id = meetings.convene(
        actor, kind="strategy", person_ids=[episode.person_id],
        purpose=QUESTION,
        starts_at=starts_at, minutes_long=minutes_long, place=place, about=(DISCUSSED, row.id),
        about_folder=row.folder_id, at=at,
    )  # fmt: skip
    row.save(update_fields=["meeting_id"])
    recorded(actor, "strategy.called", episode)
    return row.meeting_id


def decide_strategy(
    actor: Actor, *, episode_id: UUID, strategy_id: UUID, decision: str, harm: str, disruption: str,
    also_considered: str = "", sees_child: str = "", seen_by: date | None = None, medical: str = "",
    interview: str = "", nrm: str = "", nrm_why_not: str = "", missing_plan: str = "", at: datetime,
) -> UUID | None:  # fmt: skip
    """A manager records what was decided; a section 47 enquiry begins where it was. Returns the enquiry's key.

    What was said stands in the meeting's minutes and is not asked again. NotYet, with what is lacking.
    """
    episode, row = begin_move(actor, Strategy, episode_id, strategy_id, "decide_strategy")
    meeting = held.meeting_shown(actor, row.meeting_id) if row.meeting_id else None
    known = decision if decision in dict(ask.codes("strategy_decision").choices()) else ""
    gaps = strategy_gaps(
        held=bool(meeting and meeting.held_at), decision=known, harm=harm, disruption=disruption,
        sees_child=sees_child, seen_by=seen_by, nrm=nrm, nrm_why_not=nrm_why_not,
    )  # fmt: skip
    settled(gaps, NO_RULE)
    row.decision, row.harm, row.disruption = known, harm, disruption.strip()
    row.also_considered, row.sees_child, row.seen_by = also_considered.strip(), sees_child.strip(), seen_by
    row.medical, row.interview, row.missing_plan = medical.strip(), interview.strip(), missing_plan.strip()
    row.nrm, row.nrm_why_not = nrm, nrm_why_not.strip() if nrm == "no" else ""
    row.decided_at, row.decided_by = at, actor.placement_id
    if known == "emergency_protection":
        clocks.start(
            actor, rule="child_seen_emergency", subject=(DISCUSSED, row.id), folder=row.folder_id,
            since=meeting.starts_at, at=at,
        )  # fmt: skip
    tell(
        actor, episode, row.folder_id, "decision", f"Strategy discussion: {ask.label('strategy_decision', known)}",
        detail=row.disruption, basis="judgement", assertion="opinion", about=(DISCUSSED, row.id), at=at,
    )  # fmt: skip
    finish(actor, episode, row, "decide_strategy", at=at, decision=known)
    return _enquire(actor, episode, row, meeting.starts_at, at) if known in S47 else None


def _enquire(actor: Actor, episode: Episode, row: Strategy, since: datetime, at: datetime) -> UUID:
    """Both its own time and the conference's count from the discussion that began it."""
    one = Section47.objects.create(
        strategy=row, kind=row.decision, state=RUNNING, **made(actor, episode, at, protected=True)
    )
    for rule in ("s47_outcome", "icpc"):
        clocks.start(actor, rule=rule, subject=(ENQUIRED, one.id), folder=one.folder_id, since=since, at=at)
    recorded(actor, "section47.begun", episode, kind=row.decision)
    return one.id
