"""A picture and its words: what pages of the network share. The table says all that the drawing does."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from kingfisher.intelligence import network, queries
from kingfisher.intelligence.queries import Narrowed, Node, Picture
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask
from kingfisher.ui.network_picture import Line, Spot, drawn, plotted

SHAPES = {"person": "circle", "object": "square", "place": "diamond", "event": "triangle"}
KINDS = (("person", "People"), ("object", "Objects"), ("place", "Places"), ("event", "Events"))


def narrowed(asked: QueryDict) -> Narrowed:
    """What the address asks to leave out; what it says wrongly is passed over."""
    bases = {one.code for one in ask.codes("link_basis").code}
    return Narrowed(
        tuple(k for k in asked.getlist("kind") if k in SHAPES), tuple(b for b in asked.getlist("basis") if b in bases),
        _day(asked.get("since", "")), _day(asked.get("until", "")),
    )  # fmt: skip


def shown(actor: Actor, picture: Picture) -> dict[str, Any]:
    """Everything a page needs to draw a picture and to say it in words."""
    at = network.rings(picture.focus, picture.graph)
    way = {frozenset(pair) for pair in pairwise(picture.way)}
    spots = [
        Spot(str(n.id), SHAPES[n.kind], name(n), *at[n.id], _href(n), n.id == picture.focus)
        for n in picture.nodes if n.id in at
    ]  # fmt: skip
    lines = [
        Line(str(one.left), str(one.right), one.confidence == "confirmed", frozenset((one.left, one.right)) in way)
        for one in picture.links
    ]  # fmt: skip
    places = [Spot(str(n.id), "diamond", name(n), *n.at, _href(n))
              for n in picture.nodes if n.at]  # fmt: skip
    said = (
        f"{len(picture.nodes)} people and things, {len(picture.links)} links. The tables below say the same in words."
    )
    return {
        "picture": picture, "by_id": picture.by_id, "name": name, "label": ask.label, "kinds": KINDS, "at": at,
        "drawing": drawn("How they are joined", said, spots, lines), "joins": queries.who_joins(actor, picture),
        "plot": plotted("Where the places are", "Places by where they lie, as listed.", places) if places else "",
        "bases": ask.codes("link_basis").code,
    }  # fmt: skip


def _href(node: Node) -> str:
    return reverse("intelligence:thing", args=[node.id])


def name(node: Node) -> str:
    """What somebody is called here; a nickname beside who she is said to be."""
    return f"{node.person_name} (“{node.label}”)" if node.person_name and node.person_name != node.label else node.label


def words_of(request: HttpRequest) -> dict[str, Any]:
    """Lists of words every form of the network offers."""
    lists = ("thing_sort", "link_kind", "link_basis", "link_confidence", "network_role")
    return {one: [(c.code, c.label) for c in ask.codes(one).code] for one in lists}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
