"""How a thing stands to a measure, what is shown of a count, when limits are drawn."""

from datetime import date
from uuid import uuid4

import pytest

from kingfisher.kernel.counted import Fact
from kingfisher.scorecard import rules

MEANT = {"where": (("rule", "icpc|prebirth"),), "counted": (("state", "met"),), "left_out": (("state", "not_needed"),)}


def fact(**said):
    return Fact("clocks.clock", uuid4(), uuid4(), date(2026, 5, 1), said)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"rule": "icpc", "state": "met"}, "yes"),
        ({"rule": "prebirth", "state": "missed"}, "no"),
        ({"rule": "icpc", "state": "not_needed"}, "left_out"),
        ({"rule": "icpc", "state": ""}, "missing"),
        ({"rule": "visit", "state": "met"}, ""),
    ],
)
def test_what_nobody_said_is_in_neither_number(said, stands):
    assert rules.stands(fact(**said), **MEANT) == stands


@pytest.mark.parametrize(
    ("counted", "out_of", "shown"),
    [
        (12, 30, (10, 30)),
        (4, 30, (None, 30)),
        (28, 30, (None, 30)),
        (2, 4, (None, None)),
        (0, 0, (None, None)),
        (13, 33, (15, 35)),
    ],
)
def test_a_count_of_fewer_than_five_on_either_side_is_held_back(counted, out_of, shown):
    assert rules.protected([("", "", counted, out_of)])[0][2:] == shown


def test_small_groups_are_put_together_before_any_is_shown():
    cells = [("", "", 40, 80), ("a", "x", 20, 40), ("a", "y", 18, 36), ("a", "z", 2, 4)]
    assert {row[1] for row in rules.protected(cells)[1:]} == {"x", "others"}


def test_control_limits_need_eight_quarters_and_lie_three_errors_from_the_mean():
    assert rules.limits([(50, 100)] * 7) is None
    found = rules.limits([(50, 100)] * 8)
    assert (found.centre, found.low[0], found.high[0]) == (50.0, 35.0, 65.0)


@pytest.mark.parametrize(("day", "first", "last"), [("2026-02-03", "2026-01-01", "2026-03-31"),
                                                    ("2026-12-31", "2026-10-01", "2026-12-31")])  # fmt: skip
def test_a_quarter_begins_in_january_april_july_or_october(day, first, last):
    assert rules.quarter(date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))
