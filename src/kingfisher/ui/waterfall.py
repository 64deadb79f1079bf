"""A picture of how steps add up: each bar begins where the one before it ended. Comes with its table.

Like `charts`: no colour but by class, every figure written out, nothing only seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kingfisher.ui.filters import plain_list

WIDTH, LEFT, ROOM, ROW = 560, 190, 300, 28


@dataclass(frozen=True)
class Step:
    """`number` moves the sum up (for) or down (against); `shown` is how it reads."""

    label: str
    number: float
    shown: str

    @property
    def speaks(self) -> str:
        return "for" if self.number >= 0 else "against"


def waterfall(title: str, start: Step, steps: Sequence[Step], end: Step) -> Markup:
    """This will draw the start, each step from where the last one ended, and the sum at the end."""
    sums = [start.number]
    for step in steps:
        sums.append(sums[-1] + step.number)
    low, high = min(0.0, *sums, end.number), max(0.0, *sums, end.number)
    scale = ROOM / ((high - low) or 1.0)

    def at(number: float) -> float:
        return round(LEFT + (number - low) * scale, 1)

    rows = [_row(0, start, at(0), at(start.number), "start")]
    for place, step in enumerate(steps, start=1):
        rows.append(_row(place, step, at(sums[place - 1]), at(sums[place]), step.speaks))
    rows.append(_row(len(steps) + 1, end, at(0), at(end.number), "sum"))
    height = ROW * (len(steps) + 2) + 6
    axis = Markup('<line class="kf-chart__axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(at(0), height - 6)
    said = plain_list(f"{one.label} {one.shown}" for one in (start, *steps, end))
    return Markup(
        '<figure class="kf-figure"><figcaption>{}</figcaption>'
        '<svg class="kf-chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg></figure>'
    ).format(title, f"{title}: {said}.", WIDTH, height, axis, Markup("").join(rows))


def _row(place: int, step: Step, begins: float, ends: float, tone: str) -> Markup:
    y = place * ROW
    return Markup(
        '<text x="{label_x}" y="{text_y}" text-anchor="end">{label}</text>'
        '<rect class="kf-chart__step kf-chart__step--{tone}" x="{x}" y="{y}" width="{width}" height="18" rx="2"/>'
        '<text x="{figure_x}" y="{text_y}" class="{weight}">{shown}</text>'
    ).format(
        label_x=LEFT - 10, text_y=y + 18, label=step.label if len(step.label) <= 26 else f"{step.label[:25]}…",
        tone=tone, x=min(begins, ends), y=y + 4, width=max(2.0, round(abs(ends - begins), 1)),
        figure_x=LEFT + ROOM + 12, shown=step.shown, weight="kf-chart__sum" if tone in ("start", "sum") else "",
    )  # fmt: skip
