"""A picture of how a level moved over time, and where two views of it differ. The figures stand beside it as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kingfisher.ui.charts import WIDTH, _figure, _months, _place
from kingfisher.ui.filters import plain_list, short_day

ROW, TOP = 34, 18


@dataclass(frozen=True)
class LevelPoint:
    """One day: the level said, the other view of it ("" where there is none), and the level that stood then."""

    on: date
    said: str
    other: str
    stood: str


def level_history(
    title: str, points: Sequence[LevelPoint], levels: Sequence[tuple[str, str]], *, said: str, other: str
) -> Markup:
    """This will draw the level that stood as a line, what was said as a dot, another view of it as a ring.

    `levels` is code and label, the lowest first; `said` and `other` name the two views in the words under it.
    """
    if not points:
        return Markup("")
    codes = [code for code, _ in levels]
    labels = dict(levels)
    start, end = points[0].on, points[-1].on
    bottom = TOP + ROW * (len(levels) - 1)
    rows = Markup("").join(
        Markup('<line class="kf-chart__axis" x1="0" y1="{y}" x2="{x}" y2="{y}" stroke-dasharray="2 4"/>'
               '<text class="kf-chart__quiet" x="0" y="{t}">{label}</text>').format(
            y=_row(code, codes), t=_row(code, codes) - 5, x=WIDTH, label=label)
        for code, label in levels
    )  # fmt: skip
    drawn = _line(points, codes, start, end) + Markup("").join(_point(p, codes, labels, start, end) for p in points)
    scale = Markup('<g transform="translate(0 {})">{}</g>').format(bottom - 20, _months(start, end))
    key = Markup('<p class="govuk-body-s kf-quiet">Line: the level that stood. Dot: {}. Ring: {}.</p>').format(
        said, other
    )
    told = plain_list(_words(p, labels, said, other) for p in points)
    drawn_at = _figure(title, f"{title}: {told}.", bottom + 42, rows + drawn + scale)
    return Markup('<div class="kf-levels">{}{}</div>').format(drawn_at, key.format(said, other))


def _row(code: str, codes: list[str]) -> int:
    return TOP + ROW * (len(codes) - 1 - codes.index(code))


def _across(on: date, start: date, end: date) -> float:
    """Leaves room for the labels on the left."""
    return round(70 + (_place(on, start, end) - 8) * (WIDTH - 90) / (WIDTH - 16), 1) if end > start else WIDTH / 2


def _line(points: Sequence[LevelPoint], codes: list[str], start: date, end: date) -> Markup:
    path, last = "", ""
    for p in points:
        x, y = _across(p.on, start, end), _row(p.stood, codes)
        path += f"M{x} {y}" if not path else f" H{x}" + (f" V{y}" if p.stood != last else "")
        last = p.stood
    return Markup('<path class="kf-chart__axis" d="{}" fill="none" stroke-width="3"/>').format(path)


def _point(p: LevelPoint, codes: list[str], labels: dict[str, str], start: date, end: date) -> Markup:
    x, title = _across(p.on, start, end), f"{labels[p.said]}, {short_day(p.on)}"
    dot = Markup('<circle class="kf-chart__mark" cx="{}" cy="{}" r="6"><title>{}</title></circle>').format(
        x, _row(p.said, codes), title
    )
    if p.other in ("", p.said):
        return dot
    ring = Markup('<circle class="kf-chart__step kf-chart__step--against" cx="{}" cy="{}" r="7">'
                  "<title>{}, {}</title></circle>")  # fmt: skip
    return dot + ring.format(x, _row(p.other, codes), labels[p.other], short_day(p.on))


def _words(p: LevelPoint, labels: dict[str, str], said: str, other: str) -> str:
    apart = f", {other} {labels[p.other].lower()}" if p.other not in ("", p.said) else ""
    stood = "" if p.stood == p.said else f"; {labels[p.stood].lower()} still stood"
    return f"{short_day(p.on)} {said} {labels[p.said].lower()}{apart}{stood}"
