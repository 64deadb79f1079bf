"""A picture of people in rows, joined by lines: couples side by side, the young below the old. Drawn on the server.

Knows only nodes and lines. Like `charts`: no colour but by class; whoever shows it sets a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

STEP, HIGH, SIZE, LEFT = 150, 144, 44, 20


@dataclass(frozen=True)
class Node:
    """`shape`: square, circle or diamond. `inside` is written in it, `lines` below it; `crossed` draws a cross
    through it, `home` a ring round it, `barred` marks it with a broken line to the middle node.
    """

    key: str
    shape: str
    inside: str
    label: str
    lines: tuple[str, ...] = ()
    href: str = ""
    main: bool = False
    crossed: bool = False
    home: bool = False
    barred: bool = False


@dataclass(frozen=True)
class Picture:
    """`rows` from the oldest to the youngest; `couples` joins two of a row; `bars` joins a row, by its place, to
    the row below: the keys above and the keys below that hang together.
    """

    rows: Sequence[Sequence[Node]]
    couples: Sequence[tuple[str, str]] = ()
    bars: Sequence[tuple[Sequence[str], Sequence[str]]] = ()


def tree(title: str, alternative: str, picture: Picture) -> Markup:
    """This will draw the picture. `alternative` says in words what is seen, for those who listen."""
    widest = max((len(row) for row in picture.rows), default=1)
    width, height = LEFT * 2 + widest * STEP, len(picture.rows) * HIGH
    at = {
        node.key: (LEFT + (widest - len(row)) * STEP // 2 + place * STEP + STEP // 2, depth * HIGH + 34)
        for depth, row in enumerate(picture.rows) for place, node in enumerate(row)
    }  # fmt: skip
    nodes = [node for row in picture.rows for node in row]
    drawn = [_couple(at[a], at[b]) for a, b in picture.couples if a in at and b in at]
    drawn += [
        _bar([at[k] for k in above if k in at], [at[k] for k in below if k in at]) for above, below in picture.bars
    ]
    main = next((at[node.key] for node in nodes if node.main), None)
    drawn += [_barred(at[node.key], main) for node in nodes if node.barred and main]
    drawn += [_node(node, *at[node.key]) for node in nodes]
    return Markup(
        '<figure class="kf-figure kf-tree"><figcaption>{}</figcaption><div class="kf-tree__room" tabindex="0" '
        'role="region" aria-label="{}"><svg class="kf-tree__svg" role="group" aria-label="{}" width="{}" height="{}" '
        'viewBox="0 0 {} {}">{}</svg></div></figure>'
    ).format(title, title, alternative, width, height, width, height, Markup("").join(drawn))


def _couple(one: tuple[int, int], other: tuple[int, int]) -> Markup:
    """A line between two of a row; under those who stand between them, where there are any."""
    (x1, y1), (x2, _) = sorted((one, other))
    if x2 - x1 <= STEP:
        return Markup('<path class="kf-tree__line" d="M{} {} H{}"/>').format(x1 + SIZE // 2, y1, x2 - SIZE // 2)
    return Markup('<path class="kf-tree__line" d="M{} {} v14 H{} v-14"/>').format(x1, y1 + SIZE // 2, x2)


def _bar(above: Sequence[tuple[int, int]], below: Sequence[tuple[int, int]]) -> Markup:
    """One line down from the middle of those above, along, and down to each below."""
    if not above or not below:
        return Markup("")
    middle = sum(x for x, _ in above) // len(above)
    top = above[0][1] + (SIZE // 2 if len(above) != 2 else 0)
    level = below[0][1] - SIZE // 2 - 14
    xs = [x for x, _ in below] + [middle]
    down = "".join(f" M{x} {level} V{below[0][1] - SIZE // 2}" for x, _ in below)
    return Markup('<path class="kf-tree__line" d="M{} {} V{} M{} {} H{}{}"/>').format(
        middle,
        top,
        level,
        min(xs),
        level,
        max(xs),
        Markup(down),  # noqa: S704 - figures of our own
    )


def _barred(one: tuple[int, int], main: tuple[int, int]) -> Markup:
    return Markup('<path class="kf-tree__barred" d="M{} {} L{} {}"/>').format(*one, *main)


def _node(node: Node, x: int, y: int) -> Markup:
    half = SIZE // 2
    ring = Markup('<circle class="kf-tree__home" cx="{}" cy="{}" r="{}"/>').format(x, y, half + 9) if node.home else ""
    cross = Markup('<path class="kf-tree__cross" d="M{} {} l{s} {s} M{} {} l-{s} {s}"/>').format(
        x - half, y - half, x + half, y - half, s=SIZE
    )
    inner = Markup("").join([ring, _shape(node.shape, x, y), cross if node.crossed else "", _words(node, x, y)])
    kind = "kf-tree__node kf-tree__node--main" if node.main else "kf-tree__node"
    drawn = Markup('<g class="{}"><title>{}</title>{}</g>').format(kind, ", ".join((node.label, *node.lines)), inner)
    return Markup('<a href="{}">{}</a>').format(node.href, drawn) if node.href else drawn


def _shape(shape: str, x: int, y: int) -> Markup:
    half = SIZE // 2
    if shape == "circle":
        return Markup('<circle class="kf-tree__shape" cx="{}" cy="{}" r="{}"/>').format(x, y, half)
    if shape == "square":
        square = '<rect class="kf-tree__shape" x="{}" y="{}" width="{s}" height="{s}"/>'
        return Markup(square).format(x - half, y - half, s=SIZE)  # noqa: S704 - fixed text
    diamond = '<path class="kf-tree__shape" d="M{} {} l{s} {s} l-{s} {s} l-{s} -{s} Z"/>'
    return Markup(diamond).format(x, y - half, s=half)  # noqa: S704 - fixed text


def _words(node: Node, x: int, y: int) -> Markup:
    """The figure inside, the name below it, and up to three lines more."""
    below = y + SIZE // 2
    line = Markup('<text class="kf-tree__{}" x="{}" y="{}" text-anchor="middle">{}</text>')
    told = [line.format("inside", x, y + 5, node.inside), line.format("label", x, below + 26, _short(node.label))]
    told += [
        line.format("small", x, below + 42 + 15 * place, _short(words)) for place, words in enumerate(node.lines[:3])
    ]  # fmt: skip
    return Markup("").join(told)


def _short(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:19]}…"
