"""Lateness, attendance, standing and held-back figures, as tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kingfisher.learning import rules
from kingfisher.rulebook import ask, courses

TERMS = courses.training_terms(on=date(2026, 11, 2))
FRIDAY_13 = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_back", "late"),
    [
        (datetime(2026, 11, 4, 9, 0, tzinfo=UTC), False),  # Thursday 5, Friday 6, Monday 9 to Thursday 12: six between
        (datetime(2026, 11, 4, 23, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 5, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 12, 9, 0, tzinfo=UTC), True),
    ],
)
def test_a_place_is_given_back_freely_until_six_working_days_lie_between(given_back, late):
    assert rules.is_late(given_back, FRIDAY_13, TERMS, ask.calendar()) is late


def test_days_are_counted_as_london_counts_them():
    just_after_midnight_in_london = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)
    starts = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
    assert rules.last_free_day(starts, TERMS, ask.calendar()) == date(2026, 6, 4)
    assert rules.is_late(just_after_midnight_in_london, starts, TERMS, ask.calendar())


@pytest.mark.parametrize(("minutes", "mark"), [(180, "attended"), (179, "partial"), (1, "partial"), (0, "no_show")])
def test_a_certificate_is_for_being_there_throughout(minutes, mark):
    assert rules.mark_of(minutes, 180, TERMS) == mark


def test_a_partnership_may_ask_for_less_than_the_whole():
    assert rules.mark_of(162, 180, replace(TERMS, least_percent=90)) == "attended"


@pytest.mark.parametrize(
    ("typed", "people", "unread"),
    [
        ("Asha Karim, asha@a.example", [("Asha Karim", "asha@a.example")], 0),
        ("Bea Lock <BEA@a.example>\nCol Merrow; col@a.example",
         [("Bea Lock", "bea@a.example"), ("Col Merrow", "col@a.example")], 0),
        ("Asha, a@a.example\nBea, A@a.example", [("Asha", "a@a.example")], 1),  # each needs an address of her own
        ("just a name", [], 1),
        ("\n \n", [], 0),
    ],
)  # fmt: skip
def test_staff_are_read_one_to_a_line(typed, people, unread):
    found, not_read = rules.staff_lines(typed)
    assert (found, len(not_read)) == (people, unread)


@pytest.mark.parametrize(
    ("done", "state"),
    [
        ([], "never"),
        ([(1, date(2026, 10, 1))], "never"),  # a lower level does not do
        ([(3, date(2026, 10, 1))], "in_date"),
        ([(2, date(2023, 12, 1))], "due_soon"),
        ([(2, date(2023, 11, 1))], "lapsed"),
        ([(2, date(2023, 11, 2))], "due_soon"),  # three years later to the day is the last day it holds
        ([(2, date(2020, 1, 1)), (2, date(2026, 1, 1))], "in_date"),
    ],
)
def test_how_somebody_stands_in_what_she_does(done, state):
    need = courses.need_of("teacher", on=date(2026, 11, 2))
    assert rules.standing(need, done, on=date(2026, 11, 2), soon_days=90).state == state


def test_access_closes_no_sooner_than_thirty_days_after_its_holder_was_told():
    told = date(2026, 11, 2)
    assert rules.closing_day(None, told, 30) == told + timedelta(days=30)
    assert rules.closing_day(date(2020, 1, 1), told, 30) == told + timedelta(days=30)
    assert rules.closing_day(date(2027, 6, 1), told, 30) == date(2027, 6, 1)


def test_of_few_answers_nothing_is_shown_but_how_many():
    found = rules.counted("day", 9, [(1, 5, 5, "")] * 4)
    assert (found.answered, found.before, found.changed, found.is_held_back) == (4, None, None, True)
    assert rules.counted("day", 9, [(1, 5, 4, "")] * 5).after == 5.0


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["practice"] * 6 + ["child"] * 5, {"practice": 6, "child": 5}),
        (["practice"] * 6 + ["child"] * 4, None),  # the four could be worked out: together they are too few to split
        (["practice"] * 6 + ["child"] * 5 + ["not_yet"] * 2, {"practice": 6, "": 7}),
        (["practice"] * 9 + ["child"] * 3 + ["not_yet"] * 2, {"practice": 9, "": 5}),
    ],
)
def test_no_small_share_can_be_worked_out_from_the_whole(codes, shown):
    found = rules.counted("later", 30, [(None, None, None, code) for code in codes]).changed
    assert found == shown or (shown is None and found == {"": 10})
