"""What each step must say before it goes on."""

from datetime import date

import pytest

from kingfisher.pathway.rules import assessment_gaps, close_gaps, conference_gaps, enquiry_gaps, strategy_gaps

DAY = date(2026, 11, 20)


def strategy(**changed):
    said = {"held": True, "decision": "s47_joint", "harm": "actual", "disruption": "A notice.", "sees_child": "Dele",
            "seen_by": DAY, "nrm": "yes", "nrm_why_not": ""}  # fmt: skip
    return strategy_gaps(**{**said, **changed})


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"held": False}, "Hold the meeting first: who was there, and whether everyone who must be there was."),
        ({"disruption": " "}, "Say what was considered against the person or the place, even when nothing was used."),
        ({"nrm": ""}, "Say whether a referral to the national referral mechanism was considered right."),
        ({"nrm": "no"}, "Say why there is no referral to the national referral mechanism."),
        ({"sees_child": ""}, "Say who sees the child, and by when."),
        ({"harm": ""}, "Say whether there is actual or likely harm."),
    ],
)
def test_no_strategy_discussion_is_decided_without_what_it_must_consider(changed, gap):
    assert strategy(**changed) == (gap,)


def test_a_discussion_that_does_not_meet_the_threshold_need_not_say_who_sees_the_child():
    assert strategy(decision="no_s47_continue_assessment", sees_child="", seen_by=None) == ()


def test_an_assessment_needs_the_child_seen_or_why_not_and_the_childs_words():
    said = {"not_seen_why": "", "needs": "x", "analysis": "x", "factors": ["21"], "outcome": "nfa"}
    assert assessment_gaps(seen_on=None, daily_life="", **said) == (
        "Say when the child was seen, or why not.",
        "Say what life is like for the child, in the child’s words.",
    )
    assert assessment_gaps(seen_on=DAY, daily_life="I like school.", **said) == ()


def test_no_enquiry_concludes_without_the_child_having_been_seen():
    gaps = enquiry_gaps(child_seen_on=None, childs_account="x", findings="x", outcome="not_substantiated")
    assert gaps == ("See the child: no enquiry concludes without that.",)


@pytest.mark.parametrize(
    ("kind", "outcome", "category", "gap"),
    [
        ("initial_conference", "cp_plan", "", "Choose the category of harm."),
        ("initial_conference", "continue", "neglect", "Choose what was decided."),
        ("review_conference", "cp_plan", "neglect", "Choose what was decided."),
        ("review_conference", "continue", "", "Choose the category of harm."),
        ("review_conference", "nfa", "", "Say what has reduced the risk: what is different now, and how you know."),
    ],
)
def test_a_conference_decides_only_what_it_may(kind, outcome, category, gap):
    said = {"reasons": "x", "reduced_risk": "", "held": True}
    assert conference_gaps(kind=kind, outcome=outcome, category=category, **said) == (gap,)


def test_work_is_not_closed_while_anything_of_it_is_open():
    gaps = close_gaps(reason="nfa", reduced_risk="She is home each night.", unfinished=["assessment", "plan PL-1"])
    assert gaps == ("Still open: assessment.", "Still open: plan PL-1.")
