"""When things are due: each row states what a practitioner or lawyer could check, and where it comes from."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.kernel.timing import (
    LONDON,
    BrokenCalendar,
    Calendar,
    Unit,
    add_calendar_days,
    add_hours,
    add_months,
    add_service_hours,
    add_working_days,
    due,
    is_bank_holiday,
    open_time,
    working_days_between,
)

ENGLAND = Calendar()
HUB = Calendar(id="hub", hours={day: ((time(8, 30), time(17, 0)),) for day in range(5)})

GOV = "gov.uk/bank-holidays, England and Wales"
CIN = "CIN census convention: the start day is day 0"
DODDS = "Dodds v Walker [1981]: the corresponding date, or the last day of the month"
CLOCKS_CHANGE = "Summer Time Act 1972: last Sundays of March and October at 01:00 UTC"
WEEKDAYS = "Monday to Friday less bank holidays"


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("day", "holiday", "source"),
    [
        (date(2020, 5, 8), True, f"{GOV}: early May moved to VE day"),
        (date(2020, 5, 4), False, f"{GOV}: early May moved to VE day"),
        (date(2021, 12, 27), True, f"{GOV}: Christmas Day substitute"),
        (date(2021, 12, 28), True, f"{GOV}: Boxing Day substitute"),
        (date(2022, 6, 3), True, f"{GOV}: Platinum Jubilee"),
        (date(2022, 9, 19), True, f"{GOV}: State Funeral"),
        (date(2023, 5, 8), True, f"{GOV}: Coronation"),
        (date(2026, 4, 3), True, f"{GOV}: Good Friday"),
        (date(2026, 4, 5), False, f"{GOV}: Easter Sunday is no bank holiday"),
        (date(2026, 4, 6), True, f"{GOV}: Easter Monday"),
        (date(2026, 8, 31), True, f"{GOV}: summer, last Monday of August, not Scotland's first"),
        (date(2026, 8, 3), False, f"{GOV}: Scotland's summer holiday is not ours"),
        (date(2026, 12, 28), True, f"{GOV}: Boxing Day substitute"),
        (date(2027, 12, 27), True, f"{GOV}: Christmas Day substitute"),
        (date(2027, 12, 28), True, f"{GOV}: Boxing Day substitute"),
        (date(2026, 3, 17), False, f"{GOV}: St Patrick's Day is Northern Ireland's"),
    ],
)
def test_bank_holidays_are_those_of_england(day: date, holiday: bool, source: str) -> None:
    assert is_bank_holiday(day) is holiday, source


@pytest.mark.parametrize(
    ("start", "days", "expected", "source"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24), CIN),
        (date(2026, 11, 27), 1, date(2026, 11, 30), f"{WEEKDAYS}: Friday to Monday"),
        (date(2026, 11, 28), 1, date(2026, 11, 30), f"{CIN}, even on a Saturday"),
        (date(2026, 12, 24), 1, date(2026, 12, 29), f"{GOV}: Christmas 2026 with its substitute"),
        (date(2026, 4, 2), 1, date(2026, 4, 7), f"{GOV}: over Easter"),
        (date(2026, 3, 27), 15, date(2026, 4, 21), f"15 days over Easter; {GOV}"),
        (date(2026, 11, 2), 10, date(2026, 11, 16), CIN),
        (date(2026, 11, 2), 45, date(2027, 1, 7), f"45 days over Christmas and New Year; {GOV}"),
        (date(2026, 11, 23), 0, date(2026, 11, 23), CIN),
        (date(2026, 12, 29), -2, date(2026, 12, 23), "counted back over Christmas"),
        (date(2024, 2, 28), 2, date(2024, 3, 1), "29 February 2024 was a Thursday"),
    ],
)
def test_working_days_start_the_day_after(start: date, days: int, expected: date, source: str) -> None:
    assert add_working_days(start, days, ENGLAND) == expected, source


def test_a_closure_the_partnership_made_is_no_working_day() -> None:
    shut = Calendar(closures=frozenset({date(2026, 11, 24)}))
    assert add_working_days(date(2026, 11, 23), 1, shut) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "months", "expected", "source"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28), DODDS),
        (date(2028, 1, 31), 1, date(2028, 2, 29), DODDS),
        (date(2028, 2, 29), 12, date(2029, 2, 28), DODDS),
        (date(2028, 2, 29), 48, date(2032, 2, 29), DODDS),
        (date(2026, 11, 30), 3, date(2027, 2, 28), DODDS),
        (date(2026, 9, 30), 1, date(2026, 10, 30), f"{DODDS}; the case itself: 30 September gives 30 not 31"),
        (date(2026, 8, 31), 6, date(2027, 2, 28), DODDS),
        (date(2026, 12, 15), 1, date(2027, 1, 15), "over the new year"),
        (date(2026, 3, 31), -1, date(2026, 2, 28), "counted back"),
    ],
)
def test_months_end_on_the_corresponding_date(start: date, months: int, expected: date, source: str) -> None:
    assert add_months(start, months) == expected, source


@pytest.mark.parametrize(
    ("start", "hours", "expected", "source"),
    [
        (london(2026, 3, 28, 12), 24, london(2026, 3, 29, 13), f"{CLOCKS_CHANGE}: a 23-hour day"),
        (london(2026, 10, 24, 12), 24, london(2026, 10, 25, 11), f"{CLOCKS_CHANGE}: a 25-hour day"),
        (london(2026, 10, 24, 23, 30), 72, london(2026, 10, 27, 22, 30), "72 hours over the change"),
        (london(2026, 12, 24, 22), 4, london(2026, 12, 25, 2), "hours run at night and on Christmas Day"),
        (london(2028, 2, 28, 20), 72, london(2028, 3, 2, 20), "29 February counts"),
    ],
)
def test_hours_are_real_hours(start: datetime, hours: int, expected: datetime, source: str) -> None:
    found = due(start, hours, Unit.HOUR, ENGLAND)
    assert found.at == expected, source
    assert found.at.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


def test_hours_know_which_of_the_two_half_past_ones_was_meant() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)
    assert add_hours(second, 4).astimezone(UTC) - add_hours(first, 4).astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "hours", "expected", "source"),
    [
        (london(2026, 11, 23, 9), 4, london(2026, 11, 23, 13), "within the day"),
        (london(2026, 11, 23, 15), 4, london(2026, 11, 24, 10, 30), "two hours today, two tomorrow"),
        (london(2026, 11, 23, 6), 4, london(2026, 11, 23, 12, 30), "before opening, from opening"),
        (london(2026, 11, 27, 17), 1, london(2026, 11, 30, 9, 30), "at closing on Friday, from Monday"),
        (london(2026, 11, 23, 13), 4, london(2026, 11, 23, 17), "used up at closing is due at closing"),
        (london(2026, 12, 24, 16), 2, london(2026, 12, 29, 9, 30), f"shut at Christmas; {GOV}"),
    ],
)
def test_service_hours_run_only_while_open(start: datetime, hours: int, expected: datetime, source: str) -> None:
    assert add_service_hours(start, hours, HUB) == expected, source


def test_service_hours_at_night_are_real_hours_when_the_clocks_change() -> None:
    night = Calendar(id="night", hours={6: ((time(0, 0), time(6, 0)),)})
    assert add_service_hours(london(2026, 10, 25, 0), 7, night) == london(2026, 10, 25, 6)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected", "source"),
    [
        (london(2026, 11, 23, 9), 1, "working_day", date(2026, 11, 24), CIN),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), 1, "working_day", date(2026, 7, 2), "1 July in London"),
        (london(2026, 11, 23, 9), 8, "calendar_day", date(2026, 12, 1), "CA 1989 s.45(1): 8 days"),
        (london(2026, 11, 23, 9), 6, "week", date(2027, 1, 4), "six weeks are 42 days"),
        (london(2026, 11, 30, 9), 3, "month", date(2027, 2, 28), DODDS),
    ],
)
def test_a_day_limit_is_due_by_the_end_of_its_day(
    start: datetime, amount: int, unit: str, expected: date, source: str
) -> None:
    found = due(start, amount, unit, ENGLAND)
    assert found.on == expected, source
    assert found.at == datetime.combine(expected, time.max, tzinfo=LONDON)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 23, 9), 4, Unit.HOUR, ENGLAND)


def test_half_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        due(london(2026, 11, 23, 9), 1.5, Unit.WORKING_DAY, ENGLAND)


def test_a_calendar_that_never_opens_says_so() -> None:
    with pytest.raises(BrokenCalendar, match="no service hours"):
        add_service_hours(london(2026, 11, 23, 9), 1, ENGLAND)
    always_shut = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(1500))
    with pytest.raises(BrokenCalendar, match="no working days"):
        add_working_days(date(2026, 2, 1), 1, Calendar(closures=always_shut))


days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
moments = st.datetimes(datetime(2015, 1, 1), datetime(2045, 12, 31), timezones=st.just(UTC))
counts = st.integers(0, 80)


@given(days, counts.filter(bool))
def test_a_working_day_limit_always_ends_on_a_working_day(start: date, n: int) -> None:
    assert ENGLAND.is_working_day(add_working_days(start, n, ENGLAND))


@given(days, counts.filter(bool))
def test_exactly_that_many_working_days_lie_between(start: date, n: int) -> None:
    end = add_working_days(start, n, ENGLAND)
    assert working_days_between(start, end, ENGLAND) == n
    assert working_days_between(end, start, ENGLAND) == 0


@given(days, counts, counts)
def test_working_days_add_up(start: date, m: int, n: int) -> None:
    at_once = add_working_days(start, m + n, ENGLAND)
    assert add_working_days(add_working_days(start, m, ENGLAND), n, ENGLAND) == at_once


@given(days, days, counts)
def test_starting_later_is_never_due_earlier(a: date, b: date, n: int) -> None:
    early, late = sorted((a, b))
    assert add_working_days(early, n, ENGLAND) <= add_working_days(late, n, ENGLAND)
    assert add_months(early, n) <= add_months(late, n)


@given(days, counts)
def test_months_keep_the_day_or_take_the_last(start: date, n: int) -> None:
    end = add_months(start, n)
    assert end.day == start.day or (end.day < start.day and add_calendar_days(end, 1).day == 1)
    assert (end.year - start.year) * 12 + end.month - start.month == n


@given(moments, st.integers(0, 400))
def test_hours_are_what_a_stopwatch_shows(start: datetime, n: int) -> None:
    assert add_hours(start.astimezone(LONDON), n).astimezone(UTC) - start == timedelta(hours=n)


@given(moments, st.integers(1, 60))
def test_a_service_hour_limit_ends_while_open(start: datetime, n: int) -> None:
    end = add_service_hours(start, n, HUB)
    assert any(opens <= end.time() <= closes for opens, closes in HUB.hours_on(end.date()))
    assert end.astimezone(UTC) - start >= timedelta(hours=n)
    assert open_time(start, end, HUB) == timedelta(hours=n)


@given(moments, st.integers(1, 30), st.sampled_from(list(Unit)))
def test_a_limit_is_never_due_before_it_began(start: datetime, n: int, unit: Unit) -> None:
    found = due(start, n, unit, HUB)
    assert found.at > start
    assert found.at.astimezone(LONDON).date() == found.on
