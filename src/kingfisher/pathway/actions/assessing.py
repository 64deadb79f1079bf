"""A child and family assessment: written, given to a manager, sent back or authorised."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.pathway.actions.moving import (
    ASSESSED,
    NeedsWords,
    NotYet,
    begin_move,
    finish,
    found,
    recorded,
    settled,
    tell,
    thing_of,
)
from kingfisher.pathway.models import Assessment, Episode
from kingfisher.pathway.queries.saying import carried_for_plan, headings_from_assessment
from kingfisher.pathway.rules import assessment_gaps
from kingfisher.pathway.states import BEGUN
from kingfisher.plans import actions as plans
from kingfisher.plans import queries as open_plans
from kingfisher.rulebook import ask

PLANS = {"cin_plan": "child_in_need", "family_help": "family_help"}


def write_assessment(
    actor: Actor, *, episode_id: UUID, assessment_id: UUID, seen_on: date | None = None, seen_alone: bool = False,
    not_seen_why: str = "", daily_life: str = "", parents_view: str = "", needs: str = "", keeps_safe: str = "",
    analysis: str = "", factors: Iterable[str] = (), outcome: str = "", at: datetime,
) -> None:  # fmt: skip
    """Keep the assessment as it is written so far; nothing is asked for yet, and what stood there is kept."""
    episode = found(actor, episode_id)
    row: Assessment = thing_of(Assessment, assessment_id, episode)
    if row.state != BEGUN:
        raise NotYet("This assessment is with a manager. It can be sent back.")
    if seen_on and seen_on > at.date():
        raise NeedsWords("A child is seen on a day that has been.")
    known = dict(ask.codes("assessment_factor").choices())
    row.seen_on, row.seen_alone, row.not_seen_why = seen_on, seen_alone and bool(seen_on), not_seen_why.strip()
    row.daily_life, row.parents_view, row.needs = daily_life.strip(), parents_view.strip(), needs.strip()
    row.keeps_safe, row.analysis = keeps_safe.strip(), analysis.strip()
    row.factors = [code for code in dict.fromkeys(factors) if code in known]
    row.outcome = outcome if outcome in dict(ask.codes("assessment_outcome").choices()) else ""
    row.save()
    recorded(actor, "assessment.written", episode)


def submit_assessment(actor: Actor, *, episode_id: UUID, assessment_id: UUID, at: datetime) -> None:
    """Give the assessment to a manager. NotYet, with what is lacking."""
    episode, row = begin_move(actor, Assessment, episode_id, assessment_id, "submit_assessment")
    gaps = assessment_gaps(
        seen_on=row.seen_on, not_seen_why=row.not_seen_why, daily_life=row.daily_life, needs=row.needs,
        analysis=row.analysis, factors=row.factors, outcome=row.outcome,
    )  # fmt: skip
    settled(gaps, "Something is needed before a manager reads it.")
    finish(actor, episode, row, "submit_assessment", at=at)


def send_assessment_back(actor: Actor, *, episode_id: UUID, assessment_id: UUID, why: str, at: datetime) -> None:
    """A manager sends it back with what is missing; the clock runs on."""
    episode, row = begin_move(actor, Assessment, episode_id, assessment_id, "send_assessment_back")
    if not why.strip():
        raise NeedsWords("Say what is missing, so that it can be put right.")
    finish(actor, episode, row, "send_assessment_back", why=why.strip(), at=at)


def authorise(actor: Actor, *, episode_id: UUID, assessment_id: UUID, at: datetime) -> UUID | None:
    """A manager authorises it: its clock stops, and the plan it asks for is drafted with its words in it.

    Returns the plan's key, where there is one. NotYet for an assessment the manager gave in herself.
    """
    episode, row = begin_move(actor, Assessment, episode_id, assessment_id, "authorise")
    last = episode.steps.filter(thing_id=row.id, move="submit_assessment").order_by("-created_at", "-id").first()
    if last and last.created_by == actor.placement_id:
        raise NotYet("Somebody else authorises an assessment you gave in.")
    row.authorised_at, row.authorised_by = at, actor.placement_id
    clocks.stop(actor, rule="child_family_assessment", subject=(ASSESSED, row.id), at=at)
    if row.daily_life:
        tell(
            actor, episode, episode.folder_id, "childs_words", "What life is like", detail=row.daily_life,
            basis="told", about=(ASSESSED, row.id), at=at, happened_on=row.seen_on or at.date(),
        )  # fmt: skip
    tell(
        actor, episode, episode.folder_id, "assessment",
        f"Assessment authorised: {ask.label('assessment_outcome', row.outcome).lower()}", detail=row.analysis,
        basis="judgement", assertion="opinion", about=(ASSESSED, row.id), at=at,
    )  # fmt: skip
    finish(actor, episode, row, "authorise", at=at, outcome=row.outcome)
    return _plan(actor, episode, row, at)


def _plan(actor: Actor, episode: Episode, row: Assessment, at: datetime) -> UUID | None:
    kind = PLANS.get(row.outcome)
    if kind is None or any(p.plan.is_open for p in open_plans.plans_of(actor, [episode.person_id])):
        return None
    return plans.draft(
        actor, person_id=episode.person_id, kind=kind, key_worker=episode.worker_id, pathway=episode.pathway,
        because=(ASSESSED, row.id), carried=carried_for_plan(actor, episode), says=headings_from_assessment(row), at=at,
    )  # fmt: skip
