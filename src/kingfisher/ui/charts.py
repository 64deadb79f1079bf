"""Small pictures drawn on the server as SVG. Each comes with its figures as text: nothing is only seen.

No colour is set here but by class, so that dark pages, forced colours and print each have their own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from kingfisher.ui.filters import counted, day, plain_list, short_day

WIDTH = 640


@dataclass(frozen=True)
class Bar:
    """`shown` is how the figure reads ("12 of 40"); without it, the number. `tone`: "", red, amber, green."""

    label: str
    number: float
    shown: str = ""
    tone: str = ""

    @property
    def words(self) -> str:
        return self.shown or f"{self.number:,g}"


@dataclass(frozen=True)
class Mark:
    """One thing on a strip of time; with `until`, a stretch of it."""

    on: date
    label: str
    until: date | None = None
    tone: str = ""


def bar_rows(title: str, bars: Sequence[Bar], *, greatest: float | None = None) -> Markup:
    """This will draw one bar under another, label and figure written out. Bars start at nought."""
    top = greatest or max((bar.number for bar in bars), default=0) or 1
    rows = Markup("").join(_bar(bar, row, top) for row, bar in enumerate(bars))
    alternative = plain_list(f"{bar.label} {bar.words}" for bar in bars)
    return _figure(title, f"{title}: {alternative or 'nothing to show'}.", 30 * max(1, len(bars)), rows)


def _bar(bar: Bar, row: int, top: float) -> Markup:
    left, room, y = 180, WIDTH - 180 - 110, row * 30
    length = round(room * min(1.0, max(0.0, bar.number / top)), 1)
    tone = f" kf-chart__bar--{bar.tone}" if bar.tone else ""
    return Markup(
        '<text x="{label_x}" y="{text_y}" text-anchor="end">{label}</text>'
        '<rect class="kf-chart__track" x="{left}" y="{y}" width="{room}" height="18" rx="2"/>'
        '<rect class="kf-chart__bar{tone}" x="{left}" y="{y}" width="{length}" height="18" rx="2"/>'
        '<text x="{figure_x}" y="{text_y}">{words}</text>'
    ).format(
        label_x=left - 10,
        text_y=y + 18,
        label=_two_lines(bar.label, left - 10),
        left=left,
        y=y + 4,
        room=room,
        tone=tone,
        length=length,
        figure_x=left + room + 10,
        words=bar.words,
    )


def timeline_strip(title: str, marks: Sequence[Mark], *, start: date, end: date) -> Markup:
    """This will draw what lies between two days on one line of time; what lies outside is left out."""
    inside = [mark for mark in marks if mark.on <= end and (mark.until or mark.on) >= start]
    drawn = Markup("").join(_mark(mark, start, end) for mark in inside)
    line = Markup('<line class="kf-chart__axis" x1="0" y1="34" x2="{}" y2="34"/>').format(WIDTH)
    said = plain_list(f"{mark.label} {_when(mark)}" for mark in inside)
    alternative = f"{title}, {day(start)} to {day(end)}, {counted(len(inside), 'entry', 'entries')}"
    return _figure(
        title,
        f"{alternative}: {said}." if said else f"{alternative}.",
        56,
        line + _months(start, end) + drawn,
    )


def span_rows(title: str, marks: Sequence[Mark], *, start: date, end: date) -> Markup:
    """This will draw each on a line of its own over one scale of time: a stretch as a bar, a day as a dot."""
    left = 310
    rows = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="end">{}</text><g transform="translate({} {})">{}</g>').format(
            left - 12, 24 * row + 23, _short(mark.label, 40), left, 24 * row, _mark(mark, start, end, day_at=18)
        )
        for row, mark in enumerate(marks)
    )
    foot = 24 * len(marks)
    axis = Markup('<g transform="translate({} {})"><line class="kf-chart__axis" x1="0" y1="34" x2="{}" y2="34"/>{}</g>')
    said = plain_list(f"{mark.label} {_when(mark)}" for mark in marks)
    return Markup(
        '<figure class="kf-figure"><figcaption>{}</figcaption><div class="kf-network__room" tabindex="0" role="region" '
        'aria-label="{}"><svg class="kf-chart kf-chart--spans" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}'
        "</svg></div></figure>"
    ).format(
        title, title, f"{title}, {day(start)} to {day(end)}: {said or 'nothing'}.", left + WIDTH, foot + 60, rows,
        axis.format(left, foot - 24, WIDTH, _months(start, end)),
    )  # fmt: skip


def _place(on: date, start: date, end: date) -> float:
    whole = max(1, (end - start).days)
    return round(8 + (WIDTH - 16) * min(1.0, max(0.0, (on - start).days / whole)), 1)


def _mark(mark: Mark, start: date, end: date, *, day_at: int = 34) -> Markup:
    x, tone = _place(mark.on, start, end), f" kf-chart__mark--{mark.tone}" if mark.tone else ""
    label = f"{mark.label}, {_when(mark)}"
    if mark.until:
        width = max(4.0, round(_place(mark.until, start, end) - x, 1))
        stretch = '<rect class="kf-chart__span" x="{}" y="10" width="{}" height="16" rx="3">'
        return Markup(stretch + "<title>{}</title></rect>").format(x, width, label)  # noqa: S704 - fixed text
    return Markup('<circle class="kf-chart__mark{}" cx="{}" cy="{}" r="6"><title>{}</title></circle>').format(
        tone, x, day_at, label
    )


def _months(start: date, end: date) -> Markup:
    """Ticks at the beginnings of months, few enough to be read."""
    firsts, month = [], (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= end:
        firsts.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    step = max(1, -(-len(firsts) // 8))
    tick = Markup(
        '<line class="kf-chart__axis" x1="{x}" y1="34" x2="{x}" y2="40"/>'
        '<text class="kf-chart__quiet" x="{x}" y="54" text-anchor="middle">{words}</text>'
    )
    ticks = [(one, _place(one, start, end)) for one in firsts[::step]]
    return Markup("").join(tick.format(x=x, words=f"{one:%b} {one:%y}") for one, x in ticks if 24 < x < WIDTH - 24)


def _when(mark: Mark) -> str:
    return f"{short_day(mark.on)} to {short_day(mark.until)}" if mark.until else short_day(mark.on)


def _two_lines(text: str, x: int) -> Markup | str:
    """A label whole: what is too long for one line goes on above it; only what is too long for two is cut."""
    first, *rest = textwrap.wrap(text, 24, max_lines=2, placeholder="…") or [""]
    if not rest:
        return first
    return Markup('<tspan x="{x}" dy="-7">{}</tspan><tspan x="{x}" dy="14">{}</tspan>').format(first, rest[0], x=x)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _figure(title: str, alternative: str, height: int, inner: Markup) -> Markup:
    return Markup(
        '<figure class="kf-figure"><figcaption>{}</figcaption>'
        '<svg class="kf-chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>'
        "</figure>"
    ).format(title, alternative, WIDTH, height, inner)
