"""A picture and its words: what pages of the network share. The table says all that the drawing does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from markupsafe import Markup

from kingfisher.intelligence import network, queries
from kingfisher.intelligence.queries import Narrowed, Node, Picture
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask
from kingfisher.ui.charts import Mark, span_rows
from kingfisher.ui.filters import short_day
from kingfisher.ui.network_picture import Line, Spot, drawn, plotted

SHAPES = {"person": "circle", "object": "square", "place": "diamond", "event": "triangle"}
KINDS = (("person", "People"), ("object", "Objects"), ("place", "Places"), ("event", "Events"))
RINGED = "child_subject"  # the role drawn with a second line: somebody we protect
MOST_ROWS = 40  # lines of the picture of time
APART = 190  # between two on a way
WIDE = 1.6


def narrowed(asked: QueryDict) -> Narrowed:
    """What the address asks to leave out; what it says wrongly is passed over."""
    bases = {one.code for one in ask.codes("link_basis").code}
    return Narrowed(
        tuple(k for k in asked.getlist("kind") if k in SHAPES), tuple(b for b in asked.getlist("basis") if b in bases),
        _day(asked.get("since", "")), _day(asked.get("until", "")),
    )  # fmt: skip


def chosen(asked: QueryDict, by_id: dict) -> list[tuple[str, str]]:
    """What a picture is narrowed by or opened further around, each with the address without it."""
    said, found = narrowed(asked), []
    names = {("kind", code): f"Only {words.lower()}" for code, words in KINDS}
    names |= {("basis", one.code): one.label for one in ask.codes("link_basis").code}
    names |= {("also", str(key)): f"Opened around {name(node)}" for key, node in by_id.items()}
    names |= {("since", asked.get("since", "")): f"Seen since {short_day(said.since)}"} if said.since else {}
    names |= {("until", asked.get("until", "")): f"Seen until {short_day(said.until)}"} if said.until else {}
    names[("steps", "1")] = "One step"
    pairs = [(field, value) for field in asked for value in asked.getlist(field) if value]
    for pair in dict.fromkeys(pairs):
        if pair in names:
            found.append((names[pair], "?" + urlencode([one for one in pairs if one != pair])))
    return found


def shown(
    actor: Actor, picture: Picture, *, notes: Mapping[UUID, str] | None = None, ringed: Collection[UUID] = ()
) -> dict[str, Any]:  # fmt: skip
    """Everything a page needs to draw a picture and to say it in words. `notes` stand under names, in place of roles;
    `ringed` are drawn as children we protect, beside those whose role says so.
    """
    said_of = {n.id: ask.label("network_role", n.roles[0]) for n in picture.nodes if n.roles} | dict(notes or {})
    double = {n.id for n in picture.nodes if RINGED in n.roles} | set(ringed)
    at = placed(picture.focus, picture.graph)
    if picture.way:
        at = {key: (APART * place, 0) for place, key in enumerate(picture.way)}
    way = {frozenset(pair) for pair in pairwise(picture.way)}
    spots = [Spot(str(n.id), SHAPES[n.kind], name(n), *at[n.id], _href(n), n.id == picture.focus,
                  said_of.get(n.id, ""), n.id in double)
             for n in picture.nodes if n.id in at]  # fmt: skip
    lines = [
        Line(str(one.left), str(one.right), one.confidence == "confirmed", frozenset((one.left, one.right)) in way)
        for one in picture.links
    ]  # fmt: skip
    told = f"{len(picture.nodes)} people and things, {len(picture.links)} links. The tables below say the same."
    return {
        "picture": picture, "by_id": picture.by_id, "name": name, "label": ask.label, "kinds": KINDS, "drawn_at": at,
        "drawing": drawn("How they are joined", told, spots, lines),
        "joins": [] if picture.way else queries.who_joins(actor, picture),
        "plot": _plot(picture), "when": _when(picture), "bases": ask.codes("link_basis").code, "way": way,
        "ringed": double, "said_of": said_of,
    }  # fmt: skip


def placed(focus: Any, graph: Mapping) -> dict[Any, tuple[int, int]]:
    """Where each is drawn: rings, part beside part, drawn wide because labels are."""
    return {key: (round(x * WIDE), y) for key, (x, y) in network.shelved(focus, graph).items()}


def spot(
    kind: str, key: str, words: str, at: tuple[int, int], roles: Sequence[str], href: str = "", main: bool = False
) -> Spot:  # fmt: skip
    """One to be drawn, with what she is in this under her name."""
    note = ask.label("network_role", roles[0]) if roles else ""
    return Spot(key, SHAPES[kind], words, *at, href, main, note, RINGED in roles)


def _plot(picture: Picture) -> Markup | str:
    """Where the places lie: of one alone there is nothing to see."""
    lie = [n for n in picture.nodes if n.at]
    spots = [Spot(str(n.id), SHAPES[n.kind], name(n), *n.at, _href(n)) for n in lie]
    words = "Places by where they lie, north upwards. Each is in the table of people and things."
    return plotted("Where the places are", words, spots) if len({n.at for n in lie}) > 1 else ""


def _when(picture: Picture) -> Markup | str:
    """Events and links over time, the earliest first. What an event is linked by is said by the event."""
    known = picture.by_id
    events = [n for n in picture.nodes if n.happened_on]
    days = {n.id for n in events}
    marks = [Mark(n.happened_on, n.label) for n in events]
    for one in picture.links:
        if one.left in days or one.right in days:
            continue
        words = f"{known[one.left].label} {ask.label('link_kind', one.kind).lower()} {known[one.right].label}"
        marks.append(Mark(one.first_on, words, one.last_on if one.last_on > one.first_on else None))
    marks = sorted(marks, key=lambda m: (m.on, m.label))[-MOST_ROWS:]
    end = max((m.until or m.on for m in marks), default=None)
    if end is None or end == marks[0].on:
        return ""
    return span_rows("When it was seen", marks, start=marks[0].on, end=end)


def _href(node: Node) -> str:
    return reverse("intelligence:thing", args=[node.id])


def name(node: Node) -> str:
    """What somebody is called here; a nickname beside who she is said to be."""
    return f"{node.person_name} (“{node.label}”)" if node.person_name and node.person_name != node.label else node.label


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
