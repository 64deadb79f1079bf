"""Dates of birth as people say them: "3/4/10", "about 14", "March 2010", "2010-02-31".

Pure; never raises. A date is a span from `earliest` to `latest`, which is one day when it is exact. Day
first, as in England; where the other order is also a date it is given as `other_reading`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

OLDEST_YEARS = 120
_NAMED = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: i for i, name in enumerate(_NAMED.split(" "), 1)}
_ABOUT = re.compile(r"\b(?:about|approx(?:imately)?|around|circa|ca?\.|roughly|est(?:imated)?|maybe|nearly)|[~?]", re.I)
_AGE = re.compile(
    r"^(?:aged?|age:)?\s*(\d{1,3})(?:\s*(?:-|to|or|/)\s*(\d{1,3}))?\s*"
    r"(?:(y|yrs?|years?|years? old|yo|y/o|ish)?\.?(?:\s*old)?|"
    r"(m|mths?|months?|w|wks?|weeks?|d|days?)\.?(?:\s*old)?)$",
    re.I,
)
_ISO = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?$")
_DMY = re.compile(r"^(\d{1,2})[-/.\s]+(\d{1,2})[-/.\s]+(\d{4}|\d{2})(?:\s+0?0:.*)?$")
_PACKED = re.compile(r"^(\d{8}|\d{6})$")
_WORDS = re.compile(r"^(?:(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-]*)?([a-z]{3})[a-z]*[\s\-.,]*(\d{4}|\d{2})$", re.I)
_WORDS_US = re.compile(r"^([a-z]{3})[a-z]*\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$", re.I)
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/\-.](\d{4})$|^(\d{4})[/\-.](\d{1,2})$")
_YEAR = re.compile(r"^(1[89]\d\d|2[01]\d\d)$")


@dataclass(frozen=True)
class SaidDate:
    """A date of birth with how sure it is. `flags`: estimated, impossible, future, too_old, first_of_january,
    month_first, unread, needs_a_day (an age without the day it was true)."""

    earliest: date | None = None
    latest: date | None = None
    other_reading: date | None = None
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def exact(self) -> date | None:
        return self.earliest if self.earliest and self.earliest == self.latest else None

    @property
    def estimated(self) -> bool:
        return "estimated" in self.flags


def birth_date(said: object, *, on: date | None = None) -> SaidDate | None:
    """This will read a date of birth or an age; None when nothing was said.

    `on` is the day it was said: ages count back from it, two-digit years and futures are judged by it.
    """
    if isinstance(said, datetime):
        said = said.date()
    if isinstance(said, date):
        return _whole(said.year, said.month, said.day, set(), on)
    if isinstance(said, int) and not isinstance(said, bool):
        said = str(said)
    if not isinstance(said, str) or not said.strip():
        return None
    text = " ".join(said[:60].replace("\u200f", "").replace("\u200e", "").split())
    flags = {"estimated"} if _ABOUT.search(text) else set()
    text = re.sub(r"^(?:d\.?o\.?b\.?|born)[:\s]*", "", _ABOUT.sub(" ", text).strip(), flags=re.I).strip(" .,")
    if len(text) > 40:
        return SaidDate(flags=frozenset(flags | {"unread"}))
    return _read(text, flags, on) or SaidDate(flags=frozenset(flags | {"unread"}))


def _read(text: str, flags: set[str], on: date | None) -> SaidDate | None:
    if m := _ISO.match(text):
        return _whole(int(m[1]), int(m[2]), int(m[3]), flags, on)
    if m := _DMY.match(text):
        return _day_first(int(m[1]), int(m[2]), _year(m[3], on), flags, on)
    if m := _WORDS_US.match(text):
        return _whole(int(m[3]), MONTHS.get(m[1].lower(), 0), int(m[2]), flags, on)
    if m := _WORDS.match(text):
        month = MONTHS.get(m[2].lower(), 0)
        if m[1]:
            return _whole(_year(m[3], on), month, int(m[1]), flags, on)
        return _month(_year(m[3], on), month, flags, on)
    if m := _MONTH_YEAR.match(text):
        return _month(int(m[2] or m[3]), int(m[1] or m[4]), flags, on)
    if _YEAR.match(text):
        return _span(date(int(text), 1, 1), date(int(text), 12, 31), flags | {"estimated"}, on)
    if _PACKED.match(text):
        return _packed(text, flags, on)
    if m := _AGE.match(text):
        return _aged(m, flags, on)
    return None


def _year(digits: str, on: date | None) -> int:
    if len(digits) == 4:
        return int(digits)
    pivot = on.year % 100 if on else 30
    return int(digits) + (2000 if int(digits) <= pivot else 1900)


def _day_first(day: int, month: int, year: int, flags: set[str], on: date | None) -> SaidDate:
    if month > 12 >= day:
        return _whole(year, day, month, flags | {"month_first"}, on)
    return _whole(year, month, day, flags, on)


def _packed(text: str, flags: set[str], on: date | None) -> SaidDate:
    if len(text) == 8 and text[:2] in ("18", "19", "20") and 1 <= int(text[4:6]) <= 12:
        return _whole(int(text[:4]), int(text[4:6]), int(text[6:]), flags, on)
    return _day_first(int(text[:2]), int(text[2:4]), _year(text[4:], on), flags, on)


def _whole(year: int, month: int, day: int, flags: set[str], on: date | None) -> SaidDate:
    if not (1800 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return SaidDate(flags=frozenset(flags | {"impossible"}))
    if day > monthrange(year, month)[1]:
        return _month(year, month, flags | {"impossible"}, on)
    found = date(year, month, day)
    other = date(year, day, month) if day <= 12 and day != month else None
    if (month, day) == (1, 1):
        flags = flags | {"first_of_january"}
    return _span(found, found, flags, on, other)


def _month(year: int, month: int, flags: set[str], on: date | None) -> SaidDate:
    if not (1800 <= year <= 2200 and 1 <= month <= 12):
        return SaidDate(flags=frozenset(flags | {"impossible"}))
    return _span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), flags | {"estimated"}, on)


def _span(first: date, last: date, flags: set[str], on: date | None, other: date | None = None) -> SaidDate:
    if on and first > on:
        flags = flags | {"future"}
    if first.year < (on.year - OLDEST_YEARS if on else 1900):
        flags = flags | {"too_old"}
    return SaidDate(first, last, other, frozenset(flags))


def _aged(m: re.Match[str], flags: set[str], on: date | None) -> SaidDate:
    if on is None:
        return SaidDate(flags=frozenset(flags | {"estimated", "needs_a_day"}))
    low, high = sorted((int(m[1]), int(m[2] or m[1])))
    unit = (m[4] or "y")[0].lower()
    slack = 1 if "estimated" in flags or (m[3] or "").lower() == "ish" else 0
    if unit != "y":
        days = {"m": 30.44, "w": 7, "d": 1}[unit]
        first = on - timedelta(days=int((high + 1 + slack) * days))
        return _span(first, on - timedelta(days=int(max(0, low - slack) * days)), flags | {"estimated"}, on)
    if high > OLDEST_YEARS:
        return SaidDate(flags=frozenset(flags | {"impossible"}))
    first = _years_before(on, high + 1 + slack) + timedelta(days=1)
    return _span(first, _years_before(on, max(0, low - slack)), flags | {"estimated"}, on)


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - years)
