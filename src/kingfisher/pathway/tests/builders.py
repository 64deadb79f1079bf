"""Reaching each step of a child's help through the rooms' own actions, as workers would."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.pathway import actions, queries
from kingfisher.plans.tests.builders import a_child

WRITTEN = {
    "seen_alone": True, "daily_life": "I stay in my room so nobody finds me.",
    "parents_view": "Dana is frightened of him.",
    "needs": "Somewhere safe after school.", "keeps_safe": "Gran has a key for her.",
    "analysis": "She is being groomed.",
    "factors": ["11A", "10A"], "outcome": "cin_plan",
}  # fmt: skip
DECISION = {
    "decision": "s47_joint", "harm": "actual", "sees_child": "Dele with DC Duarte", "nrm": "yes",
    "disruption": "An abduction notice for the man; licensing told of the car.",
}  # fmt: skip
ENQUIRY = {
    "child_seen_alone": True,
    "childs_account": "He says I owe him.",
    "findings": "Paid for with gifts since June.",
}


def begun(be, cast, now: datetime, *, child: UUID | None = None, **more: Any) -> UUID:
    """Work begun by Priya, given to Dele."""
    child = child or a_child(be, now)
    with be("priya") as priya:
        key = actions.begin(priya, person_id=child, received_at=more.pop("received_at", now), at=now, **more)
        actions.hand_over(priya, episode_id=key, to=cast.placements["dele"], at=now)
    return key


def file_of(be, key: UUID, who: str = "dele"):
    with be(who) as actor:
        return queries.episode_file(actor, key)


def assessed(be, cast, now: datetime, *, key: UUID | None = None, outcome: str = "cin_plan") -> UUID:
    """An assessment written by Dele and authorised by Ruth."""
    key = key or begun(be, cast, now)
    assessment = file_of(be, key).assessments[0].id
    with be("dele") as dele:
        actions.write_assessment(
            dele,
            episode_id=key,
            assessment_id=assessment,
            seen_on=now.date(),
            at=now,
            **{**WRITTEN, "outcome": outcome},
        )
        actions.submit_assessment(dele, episode_id=key, assessment_id=assessment, at=now)
    with be("ruth") as ruth:
        actions.authorise(ruth, episode_id=key, assessment_id=assessment, at=now)
    return key


def hold(be, cast, meeting: UUID, now: datetime, *, asked=("tom", "asha", "owen"), minutes=None) -> None:
    """Ask police, health and education, note everyone as there and able to decide, write the minutes, hold it."""
    with be("dele") as dele:
        invited = {i.placement_id for i in held.meeting_file(dele, meeting).invitations}
        for name in asked:
            if cast.placements[name] not in invited:
                meetings.invite(dele, meeting_id=meeting, placement_id=cast.placements[name], at=now)
        for one in held.meeting_file(dele, meeting).invitations:
            meetings.mark_attendance(
                dele, meeting_id=meeting, invitation_id=one.id, attendance="there", decision_maker=True, at=now
            )
        stands = {part.code: part for part in held.meeting_file(dele, meeting).parts}
        for section, words in (minutes or {}).items():
            said = "\n\n".join(filter(None, (stands[section].words, words)))
            meetings.save_part(
                dele, meeting_id=meeting, section=section, words=said, revision=stands[section].revision, at=now
            )
        meetings.hold(dele, meeting_id=meeting, at=now)


def discussed(be, cast, now: datetime, *, key: UUID | None = None, minutes=None, **changed: Any) -> UUID:
    """A strategy discussion held a quarter of an hour ago and decided by Ruth."""
    key = key or begun(be, cast, now)
    with be("dele") as dele:
        meeting = actions.call_strategy(
            dele, episode_id=key, starts_at=now - timedelta(minutes=15), place="By telephone", at=now
        )
    hold(be, cast, meeting, now, minutes=minutes)
    strategy = file_of(be, key).strategies[-1].id
    with be("ruth") as ruth:
        actions.decide_strategy(
            ruth, episode_id=key, strategy_id=strategy, seen_by=now.date(), at=now, **{**DECISION, **changed}
        )
    return key


def enquired(be, cast, now: datetime, *, key: UUID | None = None, outcome: str = "continuing_risk") -> UUID:
    """A section 47 enquiry written by Dele, its outcome agreed by Ruth."""
    key = discussed(be, cast, now, key=key)
    enquiry = file_of(be, key).enquiries[-1].id
    with be("dele") as dele:
        actions.write_enquiry(
            dele, episode_id=key, enquiry_id=enquiry, child_seen_on=now.date(), outcome=outcome, at=now, **ENQUIRY
        )
        actions.submit_enquiry(dele, episode_id=key, enquiry_id=enquiry, at=now)
    with be("ruth") as ruth:
        actions.conclude(ruth, episode_id=key, enquiry_id=enquiry, at=now)
    return key


def conferred(be, cast, now: datetime, *, key: UUID | None = None, minutes=None, outcome: str = "cp_plan", **more: Any):
    """A first conference, held and its outcome recorded: the episode, and the plan it made."""
    key = enquired(be, cast, now, key=key)
    with be("dele") as dele:
        meeting = actions.call_conference(
            dele, episode_id=key, starts_at=now - timedelta(minutes=10), place="Quay House", at=now
        )
    hold(be, cast, meeting, now, minutes=minutes)
    with be("dele") as dele:
        plan = actions.record_conference(
            dele, episode_id=key, meeting_id=meeting, outcome=outcome, at=now, reasons="She is not safe yet.",
            **{"category": "sexual" if outcome == "cp_plan" else "", "exploitation_types": ["cse"], **more},
        )  # fmt: skip
    return key, plan
