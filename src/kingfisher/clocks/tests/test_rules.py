"""How a clock stands and where a pause moves it, with nothing but moments."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.clocks.rules import State, due_after_pause, state, warns_from
from kingfisher.kernel.timing import LONDON, Calendar, Due, Unit, due
from kingfisher.rulebook import ask

ENGLAND = Calendar()


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


NINE = london(2026, 11, 23, 9)
ONE = london(2026, 11, 23, 13)


@pytest.mark.parametrize(
    ("now", "expected", "why"),
    [
        (london(2026, 11, 23, 11, 59), State.RUNNING, "an hour left of four is a quarter"),
        (london(2026, 11, 23, 12), State.DUE_SOON, "an hour left of four is a quarter"),
        (ONE, State.DUE_SOON, "the last moment is still in time"),
        (ONE + timedelta(microseconds=1), State.LATE, "a moment after it is not"),
    ],
)
def test_a_red_contact_received_at_nine(now: datetime, expected: State, why: str) -> None:
    assert state(now, started_at=NINE, due_at=ONE) is expected, why


@pytest.mark.parametrize(
    ("stopped_at", "outcome", "expected"),
    [
        (ONE, "done", State.MET),
        (ONE + timedelta(minutes=1), "done", State.MISSED),
        (ONE + timedelta(days=9), "not_needed", State.NOT_NEEDED),
    ],
)
def test_what_is_stopped_stays_as_it_was(stopped_at: datetime, outcome: str, expected: State) -> None:
    much_later = ONE + timedelta(days=400)
    found = state(much_later, started_at=NINE, due_at=ONE, stopped_at=stopped_at, outcome=outcome)
    assert found is expected and not found.is_open


def test_a_paused_clock_is_not_late_while_it_stands() -> None:
    assert state(ONE + timedelta(days=1), started_at=NINE, due_at=ONE, is_paused=True) is State.PAUSED


def test_a_long_clock_warns_two_days_before() -> None:
    limit = due(NINE, 45, Unit.WORKING_DAY, ENGLAND)
    assert warns_from(NINE, limit.at) == limit.at - timedelta(days=2)


@pytest.mark.parametrize(
    ("amount", "unit", "paused", "resumed", "expected", "why"),
    [
        (72, "hour", london(2026, 11, 24, 9), london(2026, 11, 24, 19), date(2026, 11, 26), "ten hours on"),
        (
            10,
            "working_day",
            london(2026, 11, 25, 9),
            london(2026, 11, 30, 9),
            date(2026, 12, 10),
            "3 days on",
        ),
        (10, "working_day", london(2026, 11, 27, 18), london(2026, 11, 29, 9), date(2026, 12, 7), "weekend"),
        (10, "working_day", london(2026, 11, 25, 9), london(2026, 11, 25, 17), date(2026, 12, 7), "same day"),
        (8, "calendar_day", london(2026, 11, 25, 9), london(2026, 11, 28, 9), date(2026, 12, 4), "3 days on"),
        (3, "month", london(2027, 1, 4, 9), london(2027, 1, 11, 9), date(2027, 3, 2), "a week on"),
        (
            10,
            "working_day",
            london(2026, 12, 8, 9),
            london(2026, 12, 20, 9),
            date(2026, 12, 7),
            "late already",
        ),
    ],
)
def test_a_pause_moves_the_due_day_by_the_time_it_stood(
    amount: int, unit: str, paused: datetime, resumed: datetime, expected: date, why: str
) -> None:
    before = due(NINE, amount, unit, ENGLAND)
    assert due_after_pause(before, paused_at=paused, resumed_at=resumed, calendar=ENGLAND).on == expected, why


def test_service_hours_stand_still_with_the_clock() -> None:
    hub = ask.calendar("front_door")
    before = due(NINE, 8, Unit.WORKING_HOUR, hub)
    after = due_after_pause(before, paused_at=ONE, resumed_at=london(2026, 11, 23, 16), calendar=hub)
    assert before.at == london(2026, 11, 23, 17)
    assert after.at == london(2026, 11, 24, 11, 30)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, moments, moments, st.sampled_from(list(Unit)), st.integers(1, 40))
def test_a_pause_never_makes_anything_due_earlier(
    start: datetime, paused: datetime, resumed: datetime, unit: Unit, amount: int
) -> None:
    hub = ask.calendar("front_door")
    before = due(start, amount, unit, hub)
    after: Due = due_after_pause(before, paused_at=max(start, paused), resumed_at=resumed, calendar=hub)
    assert after.at >= before.at
