"""How days, moments, ages, lists and references are written on screen. Pure.

Days and moments are shown in Europe/London whatever zone they were stored in. A filter given nothing
(`None` or "") prints nothing, so a template need not ask first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

LONDON = ZoneInfo("Europe/London")


def _is_nothing(value: Any) -> bool:
    return value is None or value == "" or isinstance(value, Undefined)


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown: make it aware where it is made")
    return value.astimezone(LONDON)


def day(value: Any) -> str:
    """12 March 2026. Anything that is neither a date nor a moment (a rough date) prints itself."""
    if _is_nothing(value):
        return ""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else str(value)


def short_day(value: Any) -> str:
    """12 Mar 2026, for tables."""
    if _is_nothing(value):
        return ""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day} {value:%b} {value.year}" if isinstance(value, date) else str(value)


def clock_time(value: datetime | None) -> str:
    """9:40am, 3pm, midday, midnight."""
    if _is_nothing(value):
        return ""
    here = _local(value)
    if here.minute == 0 and here.hour in (0, 12):
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02d}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def moment(value: Any) -> str:
    """12 March 2026 at 9:40am. A plain date prints as a day."""
    if _is_nothing(value):
        return ""
    return f"{day(value)} at {clock_time(value)}" if isinstance(value, datetime) else day(value)


def short_moment(value: Any) -> str:
    """12 Mar 2026, 9:40am, for tables."""
    if _is_nothing(value):
        return ""
    return f"{short_day(value)}, {clock_time(value)}" if isinstance(value, datetime) else short_day(value)


def span(length: timedelta) -> str:
    """3 minutes, 2 hours, 5 days, 4 months, 2 years: the largest unit that fits, rounded down."""
    seconds = abs(int(length.total_seconds()))
    for size, unit in (
        (31_557_600, "year"),
        (2_629_800, "month"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ):
        if seconds >= size * (2 if unit in ("month", "year") else 1):
            return counted(seconds // size, unit)
    return "less than a minute"


def between(value: date | datetime, at: date | datetime) -> str:
    """3 hours ago, in 2 days, just now, today, yesterday: `value` as seen from `at`."""
    if not isinstance(value, datetime):
        today = _local(at).date() if isinstance(at, datetime) else at
        gap = (value - today).days
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}
        if gap in near:
            return near[gap]
        return f"in {span(timedelta(gap))}" if gap > 0 else f"{span(timedelta(gap))} ago"
    if not isinstance(at, datetime):
        raise ValueError("a moment is measured from a moment")
    length = value - at
    if abs(length) < timedelta(minutes=1):
        return "just now"
    return f"in {span(length)}" if length > timedelta(0) else f"{span(length)} ago"


def _page_at(context: Context) -> Any:
    """The moment the page was made: what the view passed as `at`, else the frame's."""
    passed = context.get("at")
    return passed if not _is_nothing(passed) else context.get("frame", {}).get("at")


@pass_context
def ago(context: Context, value: Any, at: Any = None) -> str:
    """`between`, with the page's own `at` unless another is given. Inside a macro `at` must be given."""
    if _is_nothing(value):
        return ""
    seen_from = _page_at(context) if at is None else at
    if _is_nothing(seen_from):
        raise ValueError("ago needs the moment to count from: {{ value | ago(at) }}")
    return between(value, seen_from)


@pass_context
def age(context: Context, born: Any, on: Any = None) -> str:
    """14 years, 8 months, 3 weeks, 2 days: on `on`, else on the page's `at`. Born on 29 February: 1 March."""
    if _is_nothing(born):
        return ""
    seen_from = _page_at(context) if on is None else on
    if _is_nothing(seen_from):
        raise ValueError("age needs the day to count on: {{ born | age(at) }}")
    today = _local(seen_from).date() if isinstance(seen_from, datetime) else seen_from
    if not isinstance(born, date):
        return _rough_age(born, today)
    if born > today:
        return "not yet born"
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    days = (today - born).days
    if months >= 24:
        return counted(months // 12, "year")
    if months >= 3:
        return counted(months, "month")
    return counted(days // 7, "week") if days >= 14 else counted(days, "day")


def _rough_age(born: Any, today: date) -> str:
    earliest = getattr(born, "earliest", None)
    return f"about {counted(max(0, (today - earliest).days * 100 // 36525), 'year')}" if earliest else ""


def counted(number: int, one: str, many: str = "") -> str:
    """1 child, 2 children, 3,000 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def plain_list(items: Iterable[Any] | None, word: str = "and") -> str | Markup:
    """a, b and c."""
    if _is_nothing(items):
        return ""
    said = [item if hasattr(item, "__html__") else str(item) for item in items if item not in (None, "")]
    if len(said) < 2:
        return said[0] if said else ""
    if not any(hasattr(item, "__html__") for item in said):
        return f"{', '.join(said[:-1])} {word} {said[-1]}"
    return Markup("{} {} {}").format(Markup(", ").join(said[:-1]), word, said[-1])


def ref(value: Any) -> Markup | str:
    """A reference people read aloud: never broken over two lines, letters and digits told apart."""
    return "" if _is_nothing(value) else Markup('<span class="kf-ref">{}</span>').format(value)


def lower_first(value: str) -> str:
    """Full name -> full name, A concern -> a concern; but NHS number stays NHS number, and A&E is no a&E."""
    return value if value[:2].isupper() and value[1:2] != " " else value[:1].lower() + value[1:]


def paragraphs(value: Any) -> Markup | str:
    """What somebody typed, with its own lines kept; everything in it escaped."""
    if _is_nothing(value):
        return ""
    blocks = [block for block in str(value).replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = (Markup("<br>").join(escape(line) for line in block.strip("\n").split("\n")) for block in blocks)
    return Markup("").join(Markup('<p class="kf-said">{}</p>').format(line) for line in lines)


_NUMBER = re.compile(r"(?<![\w+])(?:\+44 ?|0)\d(?: ?\d){8,10}(?! ?\d)")


def rings(value: Any) -> Markup | str:
    """What somebody typed, each telephone number in it a press that rings it; everything in it escaped."""
    said, out, at = "" if _is_nothing(value) else str(value), Markup(""), 0
    for found in _NUMBER.finditer(said):
        number = found[0].replace(" ", "")
        out += escape(said[at : found.start()]) + Markup('<a class="govuk-link" href="tel:{}">{}</a>').format(
            number, found[0]
        )
        at = found.end()
    return out + escape(said[at:])


def in_fours(value: Any) -> str:
    """ABCD EFGH IJKL: what somebody copies by hand; spaces are passed over when it is typed in."""
    said = str(value)
    return " ".join(said[at : at + 4] for at in range(0, len(said), 4))


ALL = {
    function.__name__: function
    for function in (
        *(day, short_day, moment, short_moment, clock_time, ago, age, span),
        *(counted, plain_list, ref, lower_first, paragraphs, rings, in_fours),
    )
}
