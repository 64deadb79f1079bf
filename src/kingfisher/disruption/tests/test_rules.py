"""Which tools are open, where somebody may not be, and the open list."""

from datetime import date, timedelta

import pytest

from kingfisher.disruption import rules
from kingfisher.disruption.rules import Weights
from kingfisher.rulebook.powers import powers

TODAY = date(2026, 3, 2)


def opened(*facts, target="person"):
    return {one.id for one in rules.tools_open(powers(), facts, target=target)[0]}


@pytest.mark.parametrize(
    ("facts", "tool", "is_open"),
    [
        (("adult_with_child", "child_under_16"), "cawn", True),
        (("adult_with_child", "child_in_care"), "cawn", True),
        (("adult_with_child",), "cawn", False),
        (("sexual_act",), "sro", True),
        (("sexual_act",), "shpo", False),
        (("sexual_conviction",), "shpo", True),
        (("child_moved",), "stro", True),
        (("trafficking_conviction",), "stpo", True),
        (("child_in_care", "child_missing"), "recovery_order", True),
        (("drug_line",), "ddtro", True),
        ((), "cawn", False),
    ],
)
def test_a_tool_is_open_on_its_facts_and_on_no_fewer(facts, tool, is_open):
    assert (tool in opened(*facts)) is is_open


@pytest.mark.parametrize(
    ("fact", "tool"), [("hotel", "hotel_info_notice"), ("premises_used", "closure_asb"), ("licensed_premises",
                       "premises_licence_review"), ("public_place", "pspo"), ("late_food", "late_refreshment")]
)  # fmt: skip
def test_a_place_has_tools_of_its_own_and_none_of_a_person(fact, tool):
    assert tool in opened(fact, target="place")
    assert "cawn" not in opened("adult_with_child", "child_under_16", fact, target="place")


def test_one_fact_short_says_which():
    _, nearly = rules.tools_open(powers(), ["adult_with_child"], target="person")
    assert {"child_under_16", "child_in_care"} & {f for one in nearly if one.id == "cawn" for f in one.lacking}


def test_every_tool_opens_on_its_own_facts():
    for one in powers():
        for facts in one.opens_on:
            assert one.id in {o.id for o in rules.tools_open([one], facts)[0]}


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "over"), (0, "last"), (7, "last"), (8, "soon"), (28, "soon"), (29, "far")]
)
def test_an_end_is_said_28_and_7_days_before(days, state):
    assert rules.expiry_state(TODAY + timedelta(days=days), TODAY) == state


@pytest.mark.parametrize(
    ("where", "speaks"),
    [
        ("Wharf Street", True),
        ("the wharf", True),
        ("bus station", True),
        ("High Street", False),
        ("near school", False),
    ],
)
def test_a_condition_is_found_by_the_place_it_names(where, speaks):
    assert rules.speaks_of(where, "Not within 100 metres of the bus station, Wharf Street") is speaks


def test_the_open_list_counts_what_it_says_and_nothing_of_the_future():
    past = [(TODAY - timedelta(days=3), 4), (TODAY - timedelta(days=40), 2), (TODAY + timedelta(days=9), 4)]
    line = rules.standing(past, TODAY, Weights())
    assert (line.recency, line.frequency, line.severity, line.total) == (4, 2, 4, 10)
    assert (line.days_since, line.in_a_year, line.gravest) == (3, 2, 4)
    assert rules.standing(past, TODAY, Weights(severity=0)).total == 6
    assert rules.standing([], TODAY, Weights()).total == 0


@pytest.mark.parametrize(("said", "share"), [([], (0, 0)), ([True, False, False], (2, 3))])
def test_what_is_missing_stands_beside_how_many(said, share):
    assert rules.missing_share(said) == share
