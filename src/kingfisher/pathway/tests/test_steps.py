"""From the referral to the plan: who may do what, which clocks run and count from when, and what it leads to."""

from datetime import timedelta

import pytest

from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.meetings import queries as meetings
from kingfisher.pathway import actions, queries
from kingfisher.pathway.actions import NeedsWords, NotYet
from kingfisher.pathway.tests.builders import (
    DECISION,
    assessed,
    begun,
    conferred,
    discussed,
    enquired,
    file_of,
    hold,
)
from kingfisher.plans import queries as plans
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db


def running(be, subject):
    with be("dele") as dele:
        return {c.rule_id: c for c in clocks.for_subject(dele, subject, open_only=True)}


def test_an_assessment_counts_from_the_referral_not_from_when_somebody_began_it(be, cast, now):
    came = now - timedelta(days=3)
    key = begun(be, cast, now, received_at=came)
    assessment = file_of(be, key).assessments[0]
    clock = running(be, ("pathway.assessment", assessment.id))["child_family_assessment"]
    assert clock.started_at == came


def test_a_child_has_one_open_episode_and_beginning_again_leads_to_it(be, cast, now):
    child = a_child(be, now)
    assert begun(be, cast, now, child=child) == begun(be, cast, now, child=child)


def test_an_assessment_is_given_to_a_manager_only_when_it_says_what_it_must(be, cast, now):
    key = begun(be, cast, now)
    assessment = file_of(be, key).assessments[0].id
    with be("dele") as dele:
        actions.write_assessment(dele, episode_id=key, assessment_id=assessment, needs="Rest.", at=now)
        with pytest.raises(NotYet) as lacking:
            actions.submit_assessment(dele, episode_id=key, assessment_id=assessment, at=now)
        assert "Say when the child was seen, or why not." in lacking.value.gaps
        with pytest.raises(Denied):
            actions.authorise(dele, episode_id=key, assessment_id=assessment, at=now)


def test_an_authorised_assessment_stops_its_clock_and_drafts_the_plan_in_its_own_words(be, cast, now):
    key = assessed(be, cast, now)
    file = file_of(be, key)
    assert running(be, ("pathway.assessment", file.assessments[0].id)) == {}
    (row,) = file.plans
    assert (row.plan.kind, row.plan.state, row.key_worker) == ("child_in_need", "draft", "Dele Adeyemi")
    with be("dele") as dele:
        said = {s.code: s.words for s in plans.plan_file(dele, row.plan.id).said}
        assert said["child"] == "I stay in my room so nobody finds me."
        assert said["parents"] == "Dana is frightened of him."
        told = {h.kind for h in chronology.timeline(dele, [file.person_id])}
        assert {"assessment", "childs_words", "plan"} <= told


def test_nobody_authorises_what_she_gave_in_herself(be, cast, now):
    key = begun(be, cast, now)
    assessment = file_of(be, key).assessments[0].id
    with be("ruth") as ruth:
        actions.write_assessment(
            ruth, episode_id=key, assessment_id=assessment, seen_on=now.date(), daily_life="x", needs="x", analysis="x",
            factors=["21"], outcome="nfa", at=now,
        )  # fmt: skip
        actions.submit_assessment(ruth, episode_id=key, assessment_id=assessment, at=now)
        with pytest.raises(NotYet, match="Somebody else"):
            actions.authorise(ruth, episode_id=key, assessment_id=assessment, at=now)
        with pytest.raises(NeedsWords):
            actions.send_assessment_back(ruth, episode_id=key, assessment_id=assessment, why="", at=now)
        actions.send_assessment_back(ruth, episode_id=key, assessment_id=assessment, why="See her alone.", at=now)
    assert file_of(be, key).assessments[0].state == "begun"


def test_a_strategy_discussion_is_decided_only_when_it_was_held(be, cast, now):
    key = begun(be, cast, now)
    with be("dele") as dele:
        meeting = actions.call_strategy(
            dele, episode_id=key, starts_at=now - timedelta(minutes=5), place="By telephone", at=now
        )
        with pytest.raises(NotYet, match="called already"):
            actions.call_strategy(dele, episode_id=key, starts_at=now, place="Here", at=now)
    strategy = file_of(be, key).strategies[0].id
    assert set(running(be, ("pathway.strategy", strategy))) == {"strategy_discussion"}
    with be("ruth") as ruth, pytest.raises(NotYet) as lacking:
        actions.decide_strategy(ruth, episode_id=key, strategy_id=strategy, seen_by=now.date(), at=now, **DECISION)
    assert lacking.value.gaps[0].startswith("Hold the meeting first")
    hold(be, cast, meeting, now)
    assert running(be, ("pathway.strategy", strategy)) == {}, "held: its clock has stopped"


def test_the_conference_counts_from_the_discussion_that_began_the_enquiry(be, cast, now):
    key = discussed(be, cast, now)
    file = file_of(be, key)
    clocks_of = running(be, ("pathway.section47", file.enquiries[0].id))
    assert set(clocks_of) == {"s47_outcome", "icpc"}
    assert {c.started_at for c in clocks_of.values()} == {file.strategies[0].meeting.starts_at}


def test_a_discussion_below_the_threshold_begins_no_enquiry(be, cast, now):
    key = discussed(be, cast, now, decision="no_s47_continue_assessment")
    assert file_of(be, key).enquiries == ()


def test_an_enquiry_without_continuing_risk_needs_no_conference(be, cast, now):
    key = enquired(be, cast, now, outcome="not_substantiated")
    enquiry = file_of(be, key).enquiries[0]
    assert running(be, ("pathway.section47", enquiry.id)) == {}
    with be("dele") as dele:
        states = {c.rule_id: c.state.value for c in clocks.for_subject(dele, ("pathway.section47", enquiry.id))}
        assert states == {"s47_outcome": "met", "icpc": "not_needed"}
        with pytest.raises(NotYet, match="follows an enquiry"):
            actions.call_conference(dele, episode_id=key, starts_at=now, place="Here", at=now)


def test_a_conference_makes_the_plan_with_its_own_minutes_and_the_plans_clocks_count_from_it(be, cast, now):
    said = {"child": "I want to stay at Gran’s.", "family": "We need help at night.", "worries": "He waits outside."}
    key, plan = conferred(be, cast, now, minutes=said)
    file = file_of(be, key)
    assert running(be, ("pathway.section47", file.enquiries[0].id)) == {}
    with be("dele") as dele:
        made = plans.plan_file(dele, plan)
        assert (made.plan.category, made.plan.exploitation_types) == ("sexual", ("cse",))
        words = {s.code: s.words for s in made.said if s.words}
        assert words == {"child": said["child"], "parents": said["family"], "worry": said["worries"]}
        meeting = file.conferences[0].meeting
        assert {c.started_at for c in made.clocks} == {meeting.starts_at}
        reports = [p.words for p in meetings.meeting_file(dele, meeting.id).parts if p.code == "reports"]
        assert "He says I owe him." in reports[0], "what the enquiry said opened the conference's minutes"


def test_a_protection_plan_takes_the_place_of_a_child_in_need_plan(be, cast, now):
    key = assessed(be, cast, now)
    conferred(be, cast, now, key=key)
    kinds = {(r.plan.kind, r.plan.is_open) for r in file_of(be, key).plans}
    assert kinds == {("child_in_need", False), ("child_protection", True)}


def test_an_outcome_is_recorded_once_and_by_who_may_chair(be, cast, now):
    key, _ = conferred(be, cast, now, outcome="early_help")
    meeting = file_of(be, key).conferences[0].said["meeting_id"]
    said = {"outcome": "nfa", "reasons": "x"}
    with be("dele") as dele, pytest.raises(NotYet, match="recorded already"):
        actions.record_conference(dele, episode_id=key, meeting_id=meeting, at=now, **said)
    with be("tom") as tom, pytest.raises(Denied):
        actions.record_conference(tom, episode_id=key, meeting_id=meeting, at=now, **said)


def test_the_core_group_asks_everyone_of_the_plans_group_and_starts_the_next_clock(be, cast, now):
    from kingfisher.plans import actions as plan_actions

    key, plan = conferred(be, cast, now)
    with be("dele") as dele:
        plan_actions.join(dele, plan_id=plan, placement_id=cast.placements["hana"], part="support worker", at=now)
        plan_actions.join(dele, plan_id=plan, name="Gran", part="grandmother", at=now)
        group = actions.call_core_group(
            dele, episode_id=key, starts_at=now - timedelta(minutes=1), place="School", at=now
        )
        names = {i.name for i in meetings.meeting_file(dele, group).invitations}
        assert {"Dele Adeyemi", "Hana Novak", "Gran"} <= names
    hold(be, cast, group, now, asked=())
    assert "core_group_repeat" in running(be, ("plans.plan", plan))
    assert "first_core_group" not in running(be, ("plans.plan", plan))


def review(be, cast, now, key, **said):
    with be("dele") as dele:
        meeting = actions.call_review(dele, episode_id=key, starts_at=now - timedelta(minutes=1), place="Here", at=now)
    hold(be, cast, meeting, now)
    with be("ruth") as ruth:
        return actions.record_conference(
            ruth, episode_id=key, meeting_id=meeting, reasons="As minuted.", at=now, **said
        )


def test_a_review_keeps_the_plan_gives_it_another_category_or_sends_it_to_pre_proceedings(be, cast, now):
    key, plan = conferred(be, cast, now)
    review(be, cast, now, key, outcome="pre_proceedings", category="neglect")
    file = file_of(be, key)
    assert [p.said["kind"] for p in file.proceedings] == ["pre_proceedings"]
    with be("dele") as dele:
        shown = plans.plan_shown(dele, plan)
        assert (shown.first_category, shown.category, shown.state) == ("sexual", "neglect", "draft")
    assert "next_review_conference" in running(be, ("plans.plan", plan))


def test_a_review_that_ends_the_plan_says_what_reduced_the_risk_and_steps_down(be, cast, now):
    from kingfisher.plans import actions as plan_actions

    key, plan = conferred(be, cast, now)
    with be("dele") as dele:
        plan_actions.record_visit(dele, plan_id=plan, visited_on=now.date(), child_seen=True, at=now)
    review(be, cast, now, key, outcome="cin_plan", reduced_risk="He is on remand and she sleeps at Gran’s.")
    open_kinds = {r.plan.kind for r in file_of(be, key).plans if r.plan.is_open}
    assert open_kinds == {"child_in_need"}
    assert running(be, ("plans.plan", plan)) == {}


def test_work_closes_only_when_nothing_is_open_and_not_by_its_worker(be, cast, now):
    key = assessed(be, cast, now, outcome="nfa")
    with be("dele") as dele, pytest.raises(Denied):
        actions.close(dele, episode_id=key, reason="nfa", reduced_risk="Home each night since March.", at=now)
    with be("ruth") as ruth:
        actions.close(ruth, episode_id=key, reason="nfa", reduced_risk="Home each night since March.", at=now)
        with pytest.raises(NotYet, match="is closed"):
            actions.close(ruth, episode_id=key, reason="nfa", reduced_risk="Again and again.", at=now)
    other = begun(be, cast, now, child=a_child(be, now, given="Ivo"))
    with be("ruth") as ruth, pytest.raises(NotYet) as lacking:
        actions.close(ruth, episode_id=other, reason="nfa", reduced_risk="Home each night since March.", at=now)
    assert lacking.value.gaps == ("Still open: assessment.",)


def test_a_step_moves_once(be, cast, now):
    key = enquired(be, cast, now)
    enquiry = file_of(be, key).enquiries[0].id
    with be("ruth") as ruth, pytest.raises(NotNow):
        actions.conclude(ruth, episode_id=key, enquiry_id=enquiry, at=now)


@pytest.mark.parametrize("who", ["hana", "lewis", "marcus"])
def test_the_steps_are_as_if_they_were_not_there_for_who_is_not_of_the_council_or_the_front_door(be, cast, now, who):
    key = enquired(be, cast, now)
    with be(who) as other, pytest.raises(NotThere):
        queries.episode_file(other, key)


def test_a_desk_title_names_no_child(be, cast, now):
    begun(be, cast, now)
    with be("dele") as dele:
        titles = [w.title for w in queries.work_waiting(dele)]
    assert titles
    assert not any("Maya" in t for t in titles)
