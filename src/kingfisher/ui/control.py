"""A control chart drawn on the server: points over time, the usual level, and how far chance alone takes them.

Whatever it shows is said in its words too; the page sets the table of figures beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT, LEFT, TOP, FOOT = 640, 240, 44, 14, 30
SMALL_WIDTH, SMALL_HEIGHT = 120, 30


@dataclass(frozen=True)
class Reading:
    """One point: a percentage, and between which two chance alone would leave it."""

    label: str
    percent: float
    low: float | None = None
    high: float | None = None

    @property
    def is_outside(self) -> bool:
        """Does it lie beyond what chance explains?"""
        return self.low is not None and self.high is not None and not self.low <= self.percent <= self.high


def control_chart(
    title: str, readings: Sequence[Reading], *, centre: float | None = None, target: int | None = None
) -> Markup:
    """This will draw percentages from 0 to 100, oldest first. A point beyond the limits is a ring."""
    if not readings:
        return Markup("")
    step = (WIDTH - LEFT - 20) / max(1, len(readings) - 1)
    at = [(LEFT + 10 + step * n if len(readings) > 1 else WIDTH / 2, one) for n, one in enumerate(readings)]
    path = " ".join(f"{x:.1f},{_y(one.percent)}" for x, one in at)
    parts = [_rule(percent) for percent in (0, 25, 50, 75, 100)]
    for bound in ("low", "high"):
        line = " ".join(f"{x:.1f},{_y(getattr(one, bound))}" for x, one in at if getattr(one, bound) is not None)
        parts.append(Markup('<polyline class="kf-chart__limit" points="{}"/>').format(line) if line else Markup(""))
    if centre is not None:
        parts.append(_across("kf-chart__axis", centre))
    if target is not None:
        parts.append(_across("kf-chart__target", target))
    parts.append(Markup('<polyline class="kf-chart__line" points="{}"/>').format(path))
    every = max(1, -(-len(at) // 8))
    parts += [_point(x, one, named=n % every == 0) for n, (x, one) in enumerate(at)]
    return Markup(
        '<figure class="kf-figure"><figcaption>{}</figcaption>'
        '<svg class="kf-chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg></figure>'
    ).format(title, _words(title, readings, centre, target), WIDTH, HEIGHT, Markup("").join(parts))


def small_line(title: str, readings: Sequence[Reading]) -> Markup:
    """This will draw the same as a line as high as a word, for a row of a table; its last point is a dot, or a ring
    beyond the limits. The scale is the line's own: it shows the way things go, and the figures stand beside it.
    """
    if len(readings) < 2:
        return Markup("")
    least, most = min(r.percent for r in readings), max(r.percent for r in readings)
    reach = max(10.0, most - least)
    step = (SMALL_WIDTH - 12) / (len(readings) - 1)
    at = [(6 + step * n, SMALL_HEIGHT - 6 - (r.percent - least) / reach * (SMALL_HEIGHT - 12))
          for n, r in enumerate(readings)]  # fmt: skip
    (x, y), last = at[-1], readings[-1]
    return Markup(
        '<svg class="kf-small-line" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<polyline class="kf-chart__line" points="{}"/><circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/></svg>'
    ).format(
        _words(title, readings, None, None), SMALL_WIDTH, SMALL_HEIGHT, SMALL_WIDTH, SMALL_HEIGHT,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in at),
        "kf-chart__ring" if last.is_outside else "kf-chart__dot", x, y, 4 if last.is_outside else 3,
    )  # fmt: skip


def _y(percent: float) -> float:
    return round(TOP + (HEIGHT - TOP - FOOT) * (1 - percent / 100), 1)


def _rule(percent: int) -> Markup:
    return Markup(
        '<line class="kf-chart__rule" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
        '<text class="kf-chart__quiet" x="{label}" y="{text}" text-anchor="end">{percent}%</text>'
    ).format(left=LEFT, right=WIDTH, y=_y(percent), label=LEFT - 6, text=_y(percent) + 4, percent=percent)


def _across(kind: str, percent: float) -> Markup:
    line = '<line class="{kind}" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
    return Markup(line).format(kind=kind, left=LEFT, right=WIDTH, y=_y(percent))  # noqa: S704 - fixed text


def _point(x: float, one: Reading, *, named: bool) -> Markup:
    kind = "kf-chart__ring" if one.is_outside else "kf-chart__dot"
    dot = Markup('<circle class="{}" cx="{:.1f}" cy="{}" r="{}"/>').format(
        kind, x, _y(one.percent), 7 if one.is_outside else 4
    )
    words = Markup('<text class="kf-chart__quiet" x="{:.1f}" y="{}" text-anchor="middle">{}</text>')
    return dot + (words.format(min(max(x, LEFT + 24), WIDTH - 24), HEIGHT - 8, one.label) if named else "")


def _words(title: str, readings: Sequence[Reading], centre: float | None, target: int | None) -> str:
    said = ", ".join(f"{r.label} {r.percent:g}%{' beyond the limits' if r.is_outside else ''}" for r in readings)
    usual = f" Usual level {centre:g}%." if centre is not None else ""
    return f"{title}: {said}.{usual}{f' Target {target}%.' if target is not None else ''}"
