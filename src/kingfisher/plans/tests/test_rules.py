"""When a plan may be agreed or ended, and when it stands still."""

from datetime import date

import pytest

from kingfisher.plans.rules import Standing, agree_gaps, drift, end_gaps

TODAY = date(2026, 11, 25)


def standing(**changed) -> Standing:
    told = {
        "kind": "child_protection", "state": "agreed", "started_on": date(2026, 11, 2), "last_seen_on": TODAY,
        "reviewed_on": None, "open_goals": 2, "goals_without_task": 0, "late_tasks": 0, "late_clocks": (),
    }  # fmt: skip
    return Standing(**{**told, **changed})


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"last_seen_on": date(2026, 11, 1)}, "The child has not been seen since 1 November."),
        ({"last_seen_on": None, "started_on": date(2026, 11, 1)}, "The child has not been seen since the plan began."),
        ({"late_tasks": 1}, "1 action is late."),
        ({"late_clocks": ("Next core group",)}, "Late: next core group."),
        ({"goals_without_task": 1}, "1 of 2 goals have nobody doing anything."),
        ({"started_on": date(2026, 8, 1)}, "Nobody has said for three months what has changed."),
        ({"state": "draft"}, "It is still a draft."),
    ],
)
def test_a_plan_that_stands_still_says_how(changed, sign):
    assert drift(standing(**changed), TODAY) == (sign,)


def test_a_plan_that_moves_and_one_that_ended_show_no_sign():
    assert drift(standing(), TODAY) == ()
    assert drift(standing(state="ended", late_tasks=3), TODAY) == ()


def test_a_child_in_need_is_seen_less_often_than_a_child_under_protection():
    assert drift(standing(kind="child_in_need", last_seen_on=date(2026, 11, 1)), TODAY) == ()


def test_no_plan_is_agreed_without_who_causes_the_harm():
    said = {"child", "parents", "worry"}
    assert agree_gaps(said, goals=1, tasks=1, agreed_by_key_worker=False) == (
        "Say: who or what causes the harm, and what is done about them.",
    )


def test_a_withdrawn_allegation_ends_no_plan_by_itself():
    gaps = end_gaps(reason="goals_met", reduced_risk="She withdrew it.", child_seen=True, open_tasks=0)
    assert gaps == ("Say what has reduced the risk: what is different now, and how you know.",)
    assert (
        end_gaps(reason="moved_area", reduced_risk="The other council has met her.", child_seen=False, open_tasks=0)
        == ()
    )
