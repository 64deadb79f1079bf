"""Days and times as people type and remember them. Pure: text in, values out, no form and no clock."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, time

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}


@dataclass(frozen=True)
class RoughDate:
    """A day as well as anybody knows it: a year, a month, a day, or only words ("before Easter")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    words: str = ""

    @property
    def exact(self) -> date | None:
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @property
    def earliest(self) -> date | None:
        return date(self.year, self.month or 1, self.day or 1) if self.year else None

    @property
    def latest(self) -> date | None:
        if not self.year:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        named = calendar.month_name[self.month] if self.month else ""
        said = " ".join(str(part) for part in (self.day, named, self.year) if part)
        if said and not self.exact:
            said = f"about {said}"
        return f"{said} ({self.words})" if said and self.words else said or self.words


def read_month(typed: str) -> int | None:
    """3, 03, Mar, march, Sept -> 9; None when it is no month."""
    said = typed.strip().lower().rstrip(".")
    if said.isascii() and said.isdigit():
        return int(said) if 1 <= int(said) <= 12 else None
    return MONTHS.get(said) or SHORT_MONTHS.get(said)


def read_time(typed: str) -> time | None:
    """9:40am, 9.40 pm, 0940, 21:15, 9am, midday, midnight; None when it is no time."""
    said = re.sub(r"\s+", "", typed.lower()).replace("noon", "midday")
    if said in ("midday", "midnight"):
        return time(12) if said == "midday" else time(0)
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?:([ap])\.?m\.?)?", said)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
