"""Strategy discussions: called for one child or several, held as one meeting, decided for each child by herself."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.meetings.actions import Beside
from kingfisher.pathway.actions.emergency import begin_power, power_gaps
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
from kingfisher.pathway.queries.together import kept_apart
from kingfisher.pathway.rules import ASKED, EMERGENCY, S47, strategy_gaps
from kingfisher.pathway.states import CALLED, RUNNING
from kingfisher.rulebook import ask

QUESTION = "Is there reasonable cause to suspect that this child suffers, or is likely to suffer, significant harm?"
OF_EACH = "Of each of these children: is there reasonable cause to suspect significant harm, or that it is likely?"
NO_RULE = "Something is needed before the decision can be recorded."


def call_strategy(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 60, place: str,
    since: datetime | None = None, together_with: Iterable[UUID] = (), at: datetime,
) -> UUID:  # fmt: skip
    """Call a strategy discussion and return its meeting's key. Its time counts from `since`, else from now.

    `together_with` is the open work with other children: one discussion and one set of minutes, and a decision of
    each child's own. Of them, one whose papers are sealed or restricted is named to nobody who may not know her.
    """
    keys = dict.fromkeys((episode_id, *together_with))
    by_key = {key: found(actor, key) for key in sorted(keys)}  # in one order: two who call at once do not lock up
    episodes = [by_key[key] for key in keys]
    if Strategy.objects.filter(episode__in=episodes, state=CALLED).exists():
        raise NotYet("A strategy discussion is called already: decide that one first.")
    rows = [Strategy(state=CALLED, **made(actor, one, at, protected=True)) for one in episodes]
    hidden = kept_apart(actor, episodes) if len(rows) > 1 else {}
    first = next((r for r in rows if r.episode_id not in hidden), rows[0])
    meeting = meetings.convene(
        actor, kind="strategy", person_ids=[first.episode.person_id], purpose=OF_EACH if len(rows) > 1 else QUESTION,
        starts_at=starts_at, minutes_long=minutes_long, place=place, about=(DISCUSSED, first.id),
        about_folder=first.folder_id, at=at,
        beside=[
            Beside(r.episode.person_id, (DISCUSSED, r.id), r.folder_id, hidden.get(r.episode_id))
            for r in rows if r is not first
        ],
    )  # fmt: skip
    for row in rows:
        row.meeting_id = meeting
        row.save(force_insert=True)
        clocks.start(
            actor, rule="strategy_discussion", subject=(DISCUSSED, row.id), folder=row.folder_id, since=since or at,
            at=at,
        )  # fmt: skip
        recorded(actor, "strategy.called", row.episode)
    return meeting


def decide_strategy(
    actor: Actor, *, episode_id: UUID, strategy_id: UUID, decision: str, harm: str, disruption: str,
    also_considered: str = "", sees_child: str = "", seen_by: date | None = None, medical: str = "",
    interview: str = "", nrm: str = "", nrm_why_not: str = "", missing_plan: str = "", power: str = "",
    power_since: datetime | None = None, power_words: str = "", at: datetime,
) -> UUID | None:  # fmt: skip
    """A manager records what was decided for this child; a section 47 enquiry begins where it was. Returns its key.

    What was said stands in the meeting's minutes and is not asked again. Emergency protection says which `power`
    holds the child and since when, and its time runs from then; or that it is being asked for. NotYet, with what
    is lacking.
    """
    episode, row = begin_move(actor, Strategy, episode_id, strategy_id, "decide_strategy")
    meeting = held.meeting_shown(actor, row.meeting_id) if row.meeting_id else None
    known = decision if decision in dict(ask.codes("strategy_decision").choices()) else ""
    holds = known == EMERGENCY and power != ASKED
    gaps = strategy_gaps(
        held=bool(meeting and meeting.held_at), decision=known, harm=harm, disruption=disruption,
        sees_child=sees_child, seen_by=seen_by, nrm=nrm, nrm_why_not=nrm_why_not,
    )  # fmt: skip
    if holds:
        gaps += power_gaps(actor, episode, power=power, since=power_since, words=power_words, at=at)
    settled(gaps, NO_RULE)
    row.decision, row.harm, row.disruption = known, harm, disruption.strip()
    row.also_considered, row.sees_child, row.seen_by = also_considered.strip(), sees_child.strip(), seen_by
    row.medical, row.interview, row.missing_plan = medical.strip(), interview.strip(), missing_plan.strip()
    row.nrm, row.nrm_why_not = nrm, nrm_why_not.strip() if nrm == "no" else ""
    row.decided_at, row.decided_by = at, actor.placement_id
    _turn_clocks(actor, row, meeting.starts_at, at)
    tell(
        actor, episode, row.folder_id, "decision", f"Strategy discussion: {ask.label('strategy_decision', known)}",
        detail=row.disruption, basis="judgement", assertion="opinion", about=(DISCUSSED, row.id), at=at,
    )  # fmt: skip
    if holds:
        begin_power(actor, episode, power=power, since=power_since, words=power_words, at=at)
    finish(actor, episode, row, "decide_strategy", at=at, decision=known)
    return _enquire(actor, episode, row, meeting.starts_at, at) if known in S47 else None


def _turn_clocks(actor: Actor, row: Strategy, held_at: datetime, at: datetime) -> None:
    """Its own stops as of the discussion, where that did not; the one for seeing a child in danger now begins."""
    about = (DISCUSSED, row.id)
    clocks.stop(actor, rule="strategy_discussion", subject=about, at=held_at)
    if row.decision == EMERGENCY:
        clocks.start(actor, rule="child_seen_emergency", subject=about, folder=row.folder_id, since=held_at, at=at)


def _enquire(actor: Actor, episode: Episode, row: Strategy, since: datetime, at: datetime) -> UUID:
    """Both its own time and the conference's count from the discussion that began it."""
    one = Section47.objects.create(
        strategy=row, kind=row.decision, state=RUNNING, **made(actor, episode, at, protected=True)
    )
    for rule in ("s47_outcome", "icpc"):
        clocks.start(actor, rule=rule, subject=(ENQUIRED, one.id), folder=one.folder_id, since=since, at=at)
    recorded(actor, "section47.begun", episode, kind=row.decision)
    return one.id
