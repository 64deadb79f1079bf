"""What counts as one absence and which thresholds it crosses, as tables a practitioner could dispute."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kingfisher.kernel.timing import LONDON
from kingfisher.missing import rules
from kingfisher.missing.rules import Span
from kingfisher.rulebook import absences

ON = date(2026, 3, 3)
FIGURES = absences.missing_figures(on=ON)


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON)


def span(key: str, since: str, until: str = "", joined: str = "") -> Span:
    return Span(key, at(since), at(until) if until else None, joined)


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        (("2026-03-03T21:00", "2026-03-04T02:00"), ("2026-03-03T22:00", "2026-03-04T02:10"), True, "they overlap"),
        (("2026-03-03T21:00", "2026-03-03T23:59"), ("2026-03-04T00:00", "2026-03-04T03:00"), True, "cut at midnight"),
        (("2026-03-03T21:00", ""), ("2026-03-04T09:00", ""), True, "not back when reported again"),
        (("2026-03-03T18:00", "2026-03-03T20:00"), ("2026-03-03T21:30", ""), False, "home, and out again later"),
        (("2026-03-04T01:00", "2026-03-04T02:00"), ("2026-03-03T20:00", "2026-03-03T21:00"), False, "two of a night"),
    ],
)  # fmt: skip
def test_one_absence_or_two(one, other, same, why):
    left, right = span("a", *one), span("b", *other)
    assert rules.is_same_absence(left, right, gap_minutes=FIGURES.join_gap_minutes) is same, why
    assert rules.is_same_absence(right, left, gap_minutes=FIGURES.join_gap_minutes) is same, why


def test_joined_absences_count_once_over_the_time_of_both():
    joined = span("b", "2026-03-04T01:00", "2026-03-04T05:00", "a")
    found = rules.absences([joined, span("a", "2026-03-03T22:00", "2026-03-04T01:00"), span("c", "2026-02-01T10:00")])
    assert [s.key for s in found] == ["c", "a"]
    assert found[1].until == at("2026-03-04T05:00")


def test_hours_are_real_hours_on_the_night_the_clocks_change():
    assert span("a", "2026-10-24T23:00", "2026-10-25T03:00").length(at("2026-11-01T00:00")) == timedelta(hours=5)
    assert span("a", "2026-03-28T23:00", "2026-03-29T03:00").length(at("2026-04-01T00:00")) == timedelta(hours=3)


@pytest.mark.parametrize(
    ("since", "until", "night"),
    [
        ("2026-03-03T22:00", "2026-03-03T23:30", False), ("2026-03-03T22:00", "2026-03-04T00:10", True),
        ("2026-03-04T05:00", "2026-03-04T09:00", True), ("2026-03-04T06:00", "2026-03-04T22:00", False),
        ("2026-03-01T12:00", "2026-03-03T12:00", True),
    ],
)  # fmt: skip
def test_any_part_of_a_night_is_a_night(since, until, night):
    assert rules.is_overnight(at(since), at(until), FIGURES) is night


def crossed(spans: list[Span], *, age: int = 14, now: str = "2026-03-03T23:00") -> list[str]:
    newest = max(rules.absences(spans), key=lambda s: s.since)
    found = rules.crossed(spans, newest, age=age, rules=absences.thresholds(on=ON), figures=FIGURES, at=at(now))
    return [one.rule.id.removeprefix("missing_") for one in found]


@pytest.mark.parametrize(
    ("spans", "age", "now", "wanted"),
    [
        ([("2026-03-03T20:00", "2026-03-03T22:00")], 14, "2026-03-03T23:00", []),
        ([("2026-02-03T20:01", "2026-02-03T22:00"), ("2026-03-03T20:00", "")], 14, "2026-03-03T21:00",
         ["twice_in_28_days"]),
        ([("2026-02-03T19:59", "2026-02-03T22:00"), ("2026-03-03T20:00", "")], 14, "2026-03-03T21:00", []),
        ([("2025-12-10T20:00", "2025-12-10T22:00"), ("2026-01-20T20:00", "2026-01-20T21:00"),
          ("2026-03-03T20:00", "")], 14, "2026-03-03T21:00", ["three_times_in_90_days"]),
        ([("2026-03-02T20:00", "")], 14, "2026-03-03T20:01", ["over_24_hours"]),
        ([("2026-03-02T23:00", "2026-03-03T01:00")], 12, "2026-03-03T09:00", ["overnight_under_13"]),
        ([("2026-03-02T23:00", "2026-03-03T01:00")], 13, "2026-03-03T09:00", []),
        ([("2026-02-28T20:00", "")], 14, "2026-03-03T20:01", ["over_24_hours", "still_after_72_hours"]),
        ([("2026-02-28T20:00", "2026-03-03T20:00")], 14, "2026-03-03T20:01", ["over_24_hours"]),
    ],
)  # fmt: skip
def test_thresholds(spans, age, now, wanted):
    spans = [span(str(n), *s) for n, s in enumerate(spans)]
    # the 28 days are counted to the hour: one of 28 days and a minute before is no second within 28 days
    assert crossed(spans, age=age, now=now) == wanted


def test_two_reports_of_one_absence_are_not_twice_in_28_days():
    spans = [span("a", "2026-03-03T20:00", "2026-03-03T23:59"), span("b", "2026-03-04T00:00", "", "a")]
    assert crossed(spans, now="2026-03-04T01:00") == []


def test_a_night_of_an_unknown_age_is_not_taken_for_a_younger_childs():
    assert crossed([span("a", "2026-03-02T23:00", "2026-03-03T01:00")], age=None) == []


def test_a_talk_is_given_up_only_after_three_refusals_and_with_a_reason():
    assert rules.end_talk_gaps(declined=2, needed=3, why="Tried the school and her nan") != ()
    assert rules.end_talk_gaps(declined=3, needed=3, why="No") != ()
    assert rules.end_talk_gaps(declined=3, needed=3, why="Tried the school and her nan") == ()


def test_whoever_cares_for_the_child_does_not_hold_the_talk():
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    said = {"interviewer": "Bryn", "independent_why": "Knows her well", "held_at": now, "at": now,
            "returned_at": now - timedelta(hours=5), "words": "Fine."}  # fmt: skip
    assert rules.held_gaps(**said, cares_for_child=False) == ()
    assert "not independent" in rules.held_gaps(**said, cares_for_child=True)[0]
