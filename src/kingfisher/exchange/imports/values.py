"""What a written cell means: days, moments, yes and no, and the ways of writing that there is nothing.

Pure; never raises, never guesses: what cannot be understood comes back as None and the reader says so.
Names, numbers with a check digit, postcodes and telephones are read by `kernel`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kingfisher.kernel.saiddates import birth_date

LONDON = ZoneInfo("Europe/London")
_EARLIEST, _LATEST = 1880, 2100  # an event outside these years is a slip of the pen

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_BRITISH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- /]([a-z]{3})[a-z]{0,6}\.?[-, /]+(\d{4})$")
_TIME = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YES = {"yes", "y", "true", "t", "1", "a) yes", "a) y"}
_NO = {"no", "n", "false", "f", "0", "b) no", "b) n"}
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+$", re.I)
_NOTHING = {
    "",
    "-",
    "--",
    "n/a",
    "na",
    "null",
    "none",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "nan",
}
_UNKNOWN = {"unknown", "not known", "nk", "n/k", "not recorded", "not stated", "tbc", "?", "??"}


def tidy(value: object) -> str:
    """The text of a cell without the blanks around it; runs of blanks and no-break spaces become one."""
    return " ".join(str(value).split()) if value is not None else ""


def is_nothing(text: str) -> bool:
    """Is this one of the ways a spreadsheet writes that there is nothing?"""
    return len(text) < 8 and text.lower() in _NOTHING


@lru_cache(maxsize=65536)
def day(text: str) -> date | None:
    """A day written day first or the ISO way, with or without a time; never month first."""
    text = text.strip()
    if ":" in text:
        text = _TIME.sub("", text)
    return _numbered(text) or _worded(text.lower())


def _numbered(text: str) -> date | None:
    if found := _ISO.match(text):
        return _plausible(int(found[1]), int(found[2]), int(found[3]))
    if found := _BRITISH.match(text):
        return _plausible(int(found[3]), int(found[2]), int(found[1]))
    if len(text) == 8 and text.isascii() and text.isdigit() and text[:2] in ("19", "20"):
        return _plausible(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _worded(text: str) -> date | None:
    found = _WORDED.match(text)
    if not found or found[2] not in _MONTHS:
        return None
    return _plausible(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))


def _plausible(year: int, month: int, in_month: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, in_month)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A day with a time, aware; without an offset it is London's. None if there is no time in it."""
    found, on = _TIME.search(text), day(text)
    if not found or on is None:
        return None
    offset = found[4]
    try:
        clock = time(int(found[1]), int(found[2]), int(found[3] or 0))
        if not offset:
            return datetime.combine(on, clock, LONDON)
        if offset == "Z":
            return datetime.combine(on, clock, UTC)
        return datetime.fromisoformat(f"{on}T{clock}{offset[:3]}:{offset[-2:]}")
    except ValueError:
        return None


class Born(NamedTuple):
    """`why` is empty, or says in plain words why the date of birth cannot be used."""

    on: date | None = None
    estimated: bool = False
    why: str = ""


@lru_cache(maxsize=65536)
def born(text: str) -> Born:
    """A date of birth: a day, or a month or year (its first day, estimated); "unknown" is nothing."""
    low = text.strip().lower()
    if is_nothing(low) or low in _UNKNOWN:
        return Born()
    if on := day(text):
        return Born(on)
    said = birth_date(text)
    if said is None or said.earliest is None or "impossible" in said.flags:
        return Born(why="this is not a day in the calendar; write it as 31/12/2010 or 2010-12-31")
    if "month_first" in said.flags:
        return Born(why="the month stands first here, and days are read day first; it could be misread")
    if not _EARLIEST <= said.earliest.year <= _LATEST:
        return Born(why="nobody of this file was born in that year")
    return Born(said.earliest, said.earliest != said.latest)


def yes_no(text: str) -> bool | None:
    """Yes, no, or None where it is neither (unknown, blank, or something else)."""
    low = text.strip().lower()
    if low in _YES:
        return True
    return False if low in _NO else None


def is_mangled_number(text: str) -> bool:
    """Has a spreadsheet turned a long number into 9.43E+09? Its digits are lost."""
    return bool(_EXPONENT.match(text))
