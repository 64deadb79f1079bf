"""Conferences and core groups: called, and what a conference decided for the child."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.meetings.queries import MeetingShown
from kingfisher.pathway.actions.moving import (
    ENQUIRED,
    MOVED,
    NotYet,
    found,
    made,
    recorded,
    settled,
    tell,
)
from kingfisher.pathway.models import Conference, Episode, Proceedings, Section47, Transfer
from kingfisher.pathway.queries.saying import (
    carried_for_plan,
    headings_from_minutes,
    opening_from_plan,
    opening_words,
)
from kingfisher.pathway.rules import FROM_REVIEW, NO_PLAN, conference_gaps
from kingfisher.pathway.states import CONCLUDED
from kingfisher.plans import actions as plans
from kingfisher.plans import queries as open_plans
from kingfisher.plans.queries import PlanShown
from kingfisher.rulebook import ask

CONFERRED, PLAN = "pathway.conference", "plans.plan"
CONFERENCES = ("initial_conference", "review_conference")


def call_conference(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 120, place: str,
    chair: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Call the first conference of a section 47 enquiry, or of a child who moved here with a plan; the meeting's key.

    What the assessment and the enquiry said opens its minutes: nobody types it again.
    """
    episode = found(actor, episode_id)
    about, folder = _calls_for_conference(actor, episode)
    key = meetings.convene(
        actor, kind="initial_conference", person_ids=[episode.person_id],
        purpose="Does this child need a child protection plan?", starts_at=starts_at, minutes_long=minutes_long,
        place=place, about=about, about_folder=folder, chair=chair, begins_with=opening_words(actor, episode), at=at,
    )  # fmt: skip
    recorded(actor, "conference.called", episode, kind="initial_conference")
    return key


def _calls_for_conference(actor: Actor, episode: Episode) -> tuple[tuple[str, UUID], UUID]:
    enquiry = Section47.objects.filter(episode=episode, state=CONCLUDED, outcome="continuing_risk")
    if one := enquiry.order_by("-concluded_at").first():
        return (ENQUIRED, one.id), one.folder_id
    moved = Transfer.objects.filter(episode=episode, direction="in", with_plan=True).order_by("-told_on").first()
    if moved:
        return (MOVED, moved.id), moved.folder_id
    raise NotYet("A conference follows an enquiry with continuing risk, or a child who moved here with a plan.")


def _plan(actor: Actor, episode: Episode) -> PlanShown:
    rows = open_plans.plans_of(actor, [episode.person_id], ended_too=False)
    found_ = next((r.plan for r in rows if r.plan.kind == "child_protection"), None)
    if found_ is None:
        raise NotYet("There is no open child protection plan for this child.")
    return found_


def call_review(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 120, place: str,
    chair: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Call a review conference of the child's protection plan; the meeting's key."""
    return _call(actor, episode_id, "review_conference", "Has the plan made this child safer?", starts_at=starts_at,
                 minutes_long=minutes_long, place=place, chair=chair, at=at)  # fmt: skip


def call_core_group(
    actor: Actor, *, episode_id: UUID, starts_at: datetime, minutes_long: int = 60, place: str, at: datetime
) -> UUID:
    """Call the core group of the child's protection plan; everybody of the group is asked. The meeting's key."""
    return _call(actor, episode_id, "core_group", "What has been done, and what has changed?", starts_at=starts_at,
                 minutes_long=minutes_long, place=place, at=at)  # fmt: skip


def _call(actor: Actor, episode_id: UUID, kind: str, purpose: str, *, at: datetime, **more) -> UUID:
    episode = found(actor, episode_id)
    plan = _plan(actor, episode)
    file = open_plans.plan_file(actor, plan.id)
    met = [local_day(m.starts_at, ask.calendar()) for m in held.meetings_about(actor, (PLAN, plan.id)) if m.held_at]
    key = meetings.convene(
        actor, kind=kind, person_ids=[episode.person_id], purpose=purpose, about=(PLAN, plan.id),
        about_folder=plan.folder_id, begins_with=opening_from_plan(kind, file, max(met, default=None)), at=at, **more,
    )  # fmt: skip
    for member in file.of_the_group:
        if member.placement_id is None:
            meetings.invite(actor, meeting_id=key, name=member.name, part=member.part or "of the group", at=at)
        elif member.placement_id != actor.placement_id:
            meetings.invite(actor, meeting_id=key, placement_id=member.placement_id, part=member.part, at=at)
    recorded(actor, "conference.called", episode, kind=kind)
    return key


def record_conference(
    actor: Actor, *, episode_id: UUID, meeting_id: UUID, outcome: str, category: str = "",
    exploitation_types: Iterable[str] = (), reasons: str, reduced_risk: str = "", at: datetime,
) -> UUID | None:  # fmt: skip
    """The chair records what a conference decided for this child. Returns the plan it made, or changed.

    A first conference drafts the plan with the minutes' own words in it; a review keeps it, changes its category,
    or ends it with what has reduced the risk. NotYet, with what is lacking.
    """
    episode = found(actor, episode_id, Permission.MEETING_CHAIR)
    meeting = held.meeting_shown(actor, meeting_id)
    if meeting.kind not in CONFERENCES:
        raise NotThere
    if Conference.objects.filter(episode=episode, meeting_id=meeting_id).exists():
        raise NotYet("What this conference decided is recorded already.")
    known = category if category in dict(ask.codes("cp_category").choices()) else ""
    gaps = conference_gaps(
        kind=meeting.kind, outcome=outcome, category=known, reasons=reasons, reduced_risk=reduced_risk,
        held=meeting.held_at is not None,
    )  # fmt: skip
    settled(gaps, "Something is needed before the outcome can be recorded.")
    row = Conference(
        meeting_id=meeting_id, kind=meeting.kind, outcome=outcome, category=known,
        exploitation_types=list(exploitation_types), reasons=reasons.strip(),
        **made(actor, episode, at, protected=True),
    )  # fmt: skip
    row.plan_id = _follow(actor, episode, row, meeting, reduced_risk, at)
    row.save(force_insert=True)
    tell(
        actor, episode, row.folder_id, "decision", f"{meeting.title}: {ask.label('conference_outcome', outcome)}",
        detail=row.reasons, basis="judgement", assertion="opinion", about=(CONFERRED, row.id), at=at,
        happened_on=local_day(meeting.starts_at, ask.calendar()),
    )  # fmt: skip
    recorded(actor, "conference.recorded", episode, outcome=outcome)
    return row.plan_id


def _follow(
    actor: Actor, episode: Episode, row: Conference, meeting: MeetingShown, reduced_risk: str, at: datetime
) -> UUID | None:
    if row.outcome in ("pre_proceedings", "court"):
        Proceedings.objects.create(
            kind=row.outcome, decided_on=local_day(meeting.starts_at, ask.calendar()),
            **made(actor, episode, at, protected=True),
        )  # fmt: skip
    if row.kind == "initial_conference":
        return _first_plan(actor, episode, row, meeting, at)
    plan = _plan(actor, episode)
    if row.outcome in NO_PLAN:
        clocks.stop(actor, subject=(PLAN, plan.id), outcome="not_needed", at=at)
        reason = "stepped_down" if row.outcome in ("cin_plan", "early_help") else "goals_met"
        plans.end(actor, plan_id=plan.id, reason=reason, reduced_risk=reduced_risk, at=at)
        return _cin(actor, episode, row, meeting, at) if row.outcome == "cin_plan" else plan.id
    for heading, (said, source) in headings_from_minutes(actor, meeting.id).items():
        if heading in FROM_REVIEW:
            plans.say(actor, plan_id=plan.id, heading=heading, said=said, said_by=source, at=at)
    plans.recategorise(actor, plan_id=plan.id, category=row.category, exploitation_types=row.exploitation_types, at=at)
    return plan.id


def _first_plan(actor: Actor, episode: Episode, row: Conference, meeting: MeetingShown, at: datetime) -> UUID | None:
    if row.outcome == "cin_plan":
        return _cin(actor, episode, row, meeting, at)
    if row.outcome != "cp_plan":
        return None
    for other in open_plans.plans_of(actor, [episode.person_id], ended_too=False):
        if other.plan.kind != "child_protection":
            plans.replace(actor, plan_id=other.plan.id, at=at)
    return plans.draft(
        actor, person_id=episode.person_id, kind="child_protection", category=row.category,
        key_worker=episode.worker_id, exploitation_types=row.exploitation_types, pathway=episode.pathway,
        because=(CONFERRED, row.id), carried=carried_for_plan(actor, episode),
        says=headings_from_minutes(actor, meeting.id), since=meeting.starts_at, at=at,
    )  # fmt: skip


def _cin(actor: Actor, episode: Episode, row: Conference, meeting: MeetingShown, at: datetime) -> UUID | None:
    if any(r.plan.kind == "child_in_need" for r in open_plans.plans_of(actor, [episode.person_id], ended_too=False)):
        return None
    return plans.draft(
        actor, person_id=episode.person_id, kind="child_in_need", key_worker=episode.worker_id,
        pathway=episode.pathway, because=(CONFERRED, row.id), carried=carried_for_plan(actor, episode),
        says=headings_from_minutes(actor, meeting.id), at=at,
    )  # fmt: skip
