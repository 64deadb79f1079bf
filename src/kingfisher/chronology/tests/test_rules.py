"""Where a history is silent although something ran."""

from datetime import date

import pytest

from kingfisher.chronology.rules import Gap, Span, gaps

TODAY = date(2026, 6, 30)
PLAN = Span(date(2026, 1, 1), date(2026, 6, 30), "Child in need plan")


def silences(days, spans, weeks=4):
    return [(g.from_on, g.until_on) for g in gaps(days, spans, weeks=weeks, today=TODAY)]


@pytest.mark.parametrize(
    ("days", "spans", "found"),
    [
        # nothing ran: silence is no gap
        ([date(2026, 1, 1), date(2026, 6, 1)], [], []),
        # twenty-seven days are not four weeks; twenty-eight are
        ([date(2026, 1, 1), date(2026, 1, 28)], [Span(date(2026, 1, 1), date(2026, 1, 28), "x")], []),
        (
            [date(2026, 1, 1), date(2026, 1, 29)],
            [Span(date(2026, 1, 1), date(2026, 1, 29), "x")],
            [(date(2026, 1, 2), date(2026, 1, 28))],
        ),
        # a plan under which nobody ever wrote
        ([], [Span(date(2026, 1, 1), date(2026, 3, 1), "x")], [(date(2026, 1, 1), date(2026, 3, 1))]),
        # only what lies within the plan counts: before it began and after it ended nothing was due
        (
            [date(2025, 1, 1), date(2026, 6, 29)],
            [Span(date(2026, 2, 1), date(2026, 3, 1), "x")],
            [(date(2026, 2, 1), date(2026, 3, 1))],
        ),
        # what is due later than today is not yet silence
        ([date(2026, 6, 20)], [Span(date(2026, 6, 20), date(2027, 1, 1), "x")], []),
        # a span that ends before it begins is no span
        ([], [Span(date(2026, 3, 1), date(2026, 1, 1), "x")], []),
    ],
)
def test_a_silence_is_a_gap_only_while_something_ran(days, spans, found):
    assert silences(days, spans) == found


def test_one_silence_under_two_things_is_one_gap_that_names_both():
    clock = Span(date(2026, 2, 1), date(2026, 4, 1), "Review conference")
    assert gaps([date(2026, 1, 1), date(2026, 6, 30)], [PLAN, clock], weeks=4, today=TODAY) == [
        Gap(date(2026, 1, 2), date(2026, 6, 29), 25, ("Child in need plan", "Review conference"))
    ]


def test_the_weeks_are_the_rulebooks():
    assert silences([date(2026, 1, 1), date(2026, 6, 30)], [PLAN], weeks=30) == []
