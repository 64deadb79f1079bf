"""A picture of things joined by lines, and a plot of points on a plain grid. Drawn on the server.

Knows only nodes and lines. Like `charts`: no colour but by class; whoever shows it sets a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

ROOM, SIZE = 70, 13


@dataclass(frozen=True)
class Spot:
    """`shape`: circle, square, diamond or triangle; `main` is drawn larger, `ringed` with a second line around it.

    `note` stands under the label.
    """

    key: str
    shape: str
    label: str
    x: int
    y: int
    href: str = ""
    main: bool = False
    note: str = ""
    ringed: bool = False


@dataclass(frozen=True)
class Line:
    """Between two spots by key; `sure` is drawn whole, the rest broken; `marked` thicker."""

    left: str
    right: str
    sure: bool = True
    marked: bool = False


def drawn(
    title: str, alternative: str, spots: Sequence[Spot], lines: Sequence[Line], *, key: str = "kf-network"
) -> Markup:  # fmt: skip
    """This will draw the picture. `alternative` says in words what is seen, for those who listen."""
    at = {one.key: (one.x, one.y) for one in spots}
    left = min((one.x for one in spots), default=0) - ROOM * 2
    top = min((one.y for one in spots), default=0) - ROOM
    width = max((one.x for one in spots), default=0) + ROOM * 2 - left
    height = max((one.y for one in spots), default=0) + ROOM + 15 - top
    parts = [_line(at, one) for one in lines if one.left in at and one.right in at]
    parts += [_spot(one) for one in spots]
    return Markup(
        '<figure class="kf-figure kf-network" id="{}"><figcaption>{}</figcaption>'
        '<div class="kf-network__room" tabindex="0" role="region" aria-label="{}">'
        '<svg class="kf-network__svg" role="group" aria-label="{}" viewBox="{} {} {} {}" width="{}" height="{}">'
        "{}</svg>"
        "</div></figure>"
    ).format(key, title, title, alternative, left, top, width, height, width, height, Markup("").join(parts))


def plotted(title: str, alternative: str, spots: Sequence[Spot], *, side: int = 640) -> Markup:
    """This will draw points given in metres, north upwards, with a bar that says how long a distance is."""
    west, south = min(one.x for one in spots), min(one.y for one in spots)
    span = max(max(one.x for one in spots) - west, max(one.y for one in spots) - south, 500)
    scale = (side - 2 * ROOM) / span
    moved = [
        Spot(one.key, one.shape, one.label, round((one.x - west) * scale), round(-(one.y - south) * scale), one.href)
        for one in spots
    ]
    bar = next((m for m in (10_000, 5_000, 2_000, 1_000, 500, 200) if m * scale < side / 2), 100)
    words = f"{bar // 1000} km" if bar >= 1000 else f"{bar} m"
    foot = Markup('<g><path class="kf-network__scale" d="M0 0 h{}"/><text x="0" y="-6">{}</text></g>')
    return Markup(
        '{}<svg class="kf-network__bar" width="{}" height="24" viewBox="-2 -20 {} 24" role="img" '
        'aria-label="Scale: {}">{}</svg>'
    ).format(
        drawn(title, alternative, moved, (), key="kf-network-plot"), round(bar * scale) + 4, round(bar * scale) + 4,
        words, foot.format(round(bar * scale), words),
    )  # fmt: skip


def _line(at: dict[str, tuple[int, int]], one: Line) -> Markup:
    (x1, y1), (x2, y2) = at[one.left], at[one.right]
    kind = ("" if one.sure else " kf-network__line--unsure") + (" kf-network__line--marked" if one.marked else "")
    return Markup('<path class="kf-network__line{}" d="M{} {} L{} {}"/>').format(kind, x1, y1, x2, y2)


def _spot(one: Spot) -> Markup:
    size = SIZE + 5 if one.main else SIZE
    drawn_as = _shape(one.shape, size + 5, "kf-network__ring") if one.ringed else Markup("")
    drawn_as += _shape(one.shape, size)
    below = size + (21 if one.ringed else 16)
    lines = [(words, "") for words in wrapped(one.label)] + ([(one.note, "kf-network__note")] if one.note else [])
    said = Markup("").join(
        Markup('<text class="{}" y="{}">{}</text>').format(kind, below + 15 * row, words)
        for row, (words, kind) in enumerate(lines)
    )
    body = drawn_as + Markup("<title>{}</title>").format(one.label) + said
    inner = Markup('<a href="{}">{}</a>').format(one.href, body) if one.href else body
    return Markup('<g class="kf-network__spot kf-network__spot--{}{}" transform="translate({} {})">{}</g>').format(
        one.shape, " kf-network__spot--main" if one.main else "", one.x, one.y, inner
    )


def _shape(shape: str, size: int, kind: str = "") -> Markup:
    shapes = {
        "circle": '<circle class="{2}" r="{0}"/>',
        "square": '<path class="{2}" d="M-{0} -{0} h{1} v{1} h-{1} z"/>',
        "diamond": '<path class="{2}" d="M0 -{1} L{1} 0 L0 {1} L-{1} 0 z"/>',
        "triangle": '<path class="{2}" d="M0 -{0} L{0} {0} L-{0} {0} z"/>',
    }
    return Markup(shapes[shape]).format(size, size * 2 if shape == "square" else size + 3, kind)  # noqa: S704


def wrapped(label: str, *, width: int = 22) -> list[str]:
    """A label on one line or two, broken between words where that can be; the rest of a long one is left out."""
    first, *rest = wrap(label, width, break_on_hyphens=False) or [""]
    if not rest:
        return [first]
    return [first, rest[0] if len(rest) == 1 else f"{rest[0][: width - 1]}…"]
