"""Which clock a stage runs on, and which counts a board may see."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.escalations import rules


@pytest.mark.parametrize(
    ("stage", "immediate", "rule"),
    [(1, False, "escalation_stage_1"), (5, False, "escalation_stage_5"), (1, True, "escalation_immediate")],
)
def test_the_clock_of_a_stage(stage, immediate, rule):
    assert rules.clock_of(stage, is_immediate=immediate) == rule


@given(st.lists(st.sampled_from("abcd"), max_size=60))
def test_no_count_under_five_is_shown_and_none_can_be_worked_out_from_the_whole(codes):
    found = rules.counted(codes)
    assert all(one.count is None or one.count >= rules.FEW for one in found)
    held_back = [one for one in found if one.count is None]
    assert len(held_back) != 1 or len(found) == 1


def test_days_are_counted_only_of_what_has_ended():
    assert rules.days_taken(date(2026, 3, 2), date(2026, 3, 9)) == 7
    assert rules.days_taken(date(2026, 3, 2), None) is None
