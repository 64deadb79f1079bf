"""Work out when something is due: pure date arithmetic over a calendar, and nothing else.

What is *not* here: which limit applies to what (that is the rulebook) and what happens when it is missed
(that is `clocks`). Every moment that comes in or goes out is timezone-aware; days are days in London.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")

# A partnership that closed every day for longer than this has a broken calendar, not a long holiday.
LONGEST_CLOSURE_DAYS = 400

Hours = tuple[tuple[time, time], ...]


class Unit(StrEnum):
    """How a time limit is counted."""

    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"

    @property
    def is_day(self) -> bool:
        """Is the limit a day (due by the end of it) and not a moment?"""
        return self not in (Unit.HOUR, Unit.WORKING_HOUR)


class BrokenCalendar(ValueError):
    """The calendar can never satisfy the question asked of it."""


@dataclass(frozen=True)
class Calendar:
    """Working days and service hours of one partnership.

    `hours` maps a weekday (Monday is 0) to opening spans in local time, within one day. Working days never
    depend on `hours`: a hub open on Saturdays does not make Saturday a working day in law.
    """

    id: str = "england"
    closures: frozenset[date] = frozenset()
    hours: Mapping[int, Hours] = field(default_factory=dict, hash=False)
    open_on_bank_holidays: bool = False
    zone: ZoneInfo = LONDON

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, neither a bank holiday in England nor a closure the partnership made."""
        return day.weekday() < 5 and not is_bank_holiday(day) and day not in self.closures

    def hours_on(self, day: date) -> Hours:
        """Opening spans on this day, local time, in order; empty when shut."""
        if day in self.closures or (is_bank_holiday(day) and not self.open_on_bank_holidays):
            return ()
        return tuple(sorted(self.hours.get(day.weekday(), ())))


@dataclass(frozen=True)
class Due:
    """When something is due: `on` is the day in London, `at` the last moment that is still in time."""

    on: date
    at: datetime
    unit: Unit


@lru_cache(maxsize=256)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Is this a bank holiday in England, substitute days included? Source: the `holidays` library."""
    return day in _bank_holidays(day.year)


def local_day(moment: datetime, calendar: Calendar) -> date:
    """The day it was in the calendar's own zone at that moment."""
    return _aware(moment).astimezone(calendar.zone).date()


def end_of(day: date, calendar: Calendar) -> datetime:
    """The last moment of that day, local time."""
    return datetime.combine(day, time.max, tzinfo=calendar.zone)


def add_hours(start: datetime, hours: float) -> datetime:
    """Real elapsed hours later, as a stopwatch counts them: right across both clock changes."""
    return (_aware(start).astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)


def add_service_hours(start: datetime, hours: float, calendar: Calendar) -> datetime:
    """The moment when so many hours of open time have passed since `start`, in the calendar's zone.

    Time outside opening hours does not count; a limit used up exactly at closing is due at closing.
    Raises BrokenCalendar when the calendar never opens.
    """
    left = timedelta(hours=_not_negative(hours))
    if not left:
        return _aware(start).astimezone(calendar.zone)
    for opens, closes in _open_spans(start, calendar):
        if closes - opens >= left:
            return (opens + left).astimezone(calendar.zone)
        left -= closes - opens
    raise BrokenCalendar(f"The calendar {calendar.id!r} has no service hours to count in.")


def open_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much open time lies between two moments; nothing when `end` comes first."""
    passed = timedelta()
    for opens, closes in _open_spans(start, calendar):
        if opens >= end:
            break
        passed += min(closes, end.astimezone(UTC)) - opens
    return passed


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days come after `start`, up to and with `end`; 0 when `end` comes first."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The last of so many working days after `start`; the start day is day 0, working day or not.

    A negative number counts back in the same way ("two working days before the conference").
    Source: the convention of the Children in Need census.
    """
    step = timedelta(days=1 if days >= 0 else -1)
    day, left, shut = start, abs(days), 0
    while left:
        day += step
        shut = 0 if calendar.is_working_day(day) else shut + 1
        left -= shut == 0
        if shut > LONGEST_CLOSURE_DAYS:
            raise BrokenCalendar(f"The calendar {calendar.id!r} has no working days near {start:%d %B %Y}.")
    return day


def add_calendar_days(start: date, days: int) -> date:
    """So many days later, weekends and holidays included; the start day is day 0."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The corresponding date so many months later, or the last day of a month too short to have one.

    Source: the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027 (House of Lords). So one month from
    31 January is 28 or 29 February, and twelve months from 29 February is 28 February.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def due(start: datetime, amount: float, unit: Unit | str, calendar: Calendar) -> Due:
    """When a limit of `amount` `unit`s that began at `start` is due.

    Hour limits are due at a moment; the rest by the end of a day. A negative amount of days, weeks or months
    counts back from an event. Raises ValueError for a naive start, an unknown unit, or part of a day.
    """
    unit = Unit(unit)
    if unit is Unit.HOUR:
        at = add_hours(start, amount).astimezone(calendar.zone)
        return Due(at.date(), at, unit)
    if unit is Unit.WORKING_HOUR:
        at = add_service_hours(start, amount, calendar)
        return Due(at.date(), at, unit)
    if amount != int(amount):
        raise ValueError(f"A limit in {unit}s must be a whole number, not {amount}.")
    day = _add_days(local_day(start, calendar), int(amount), unit, calendar)
    return Due(day, end_of(day, calendar), unit)


def _add_days(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    if unit is Unit.WORKING_DAY:
        return add_working_days(day, amount, calendar)
    if unit is Unit.MONTH:
        return add_months(day, amount)
    return add_calendar_days(day, amount * 7 if unit is Unit.WEEK else amount)


def _open_spans(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Opening spans from `start` on, in UTC so that a span's length is real time even on a clock change."""
    begun, day, shut = _aware(start).astimezone(UTC), local_day(start, calendar), 0
    while shut <= LONGEST_CLOSURE_DAYS:
        shut += 1
        for opens_at, closes_at in calendar.hours_on(day):
            opens = datetime.combine(day, opens_at, tzinfo=calendar.zone).astimezone(UTC)
            closes = datetime.combine(day, closes_at, tzinfo=calendar.zone).astimezone(UTC)
            if closes > begun:
                shut = 0
                yield max(opens, begun), closes
        day += timedelta(days=1)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("A moment must say its time zone.")
    return moment


def _not_negative(hours: float) -> float:
    if hours < 0:
        raise ValueError("Service hours are counted forwards only.")
    return hours
