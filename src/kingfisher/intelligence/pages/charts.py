"""Pictures kept as they were."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.intelligence import network, queries
from kingfisher.intelligence.pages.picture import placed, spot
from kingfisher.rulebook import ask
from kingfisher.ui.network_picture import Line, drawn


@page(Permission.NETWORK_READ, purpose=True)
def charts(request: HttpRequest) -> HttpResponse:
    """Those whose every part this worker may see."""
    return render(request, "intelligence/pages/charts.html", {"rows": queries.charts(request.actor)})


@page(Permission.NETWORK_READ, purpose=True)
def chart(request: HttpRequest, chart_id: UUID) -> HttpResponse:
    """One, as it was kept."""
    return render(request, "intelligence/pages/_one_chart.html", _told(queries.chart(request.actor, chart_id)))


@page(Permission.NETWORK_READ, purpose=True)
@leaves("intelligence.chart")
def print_chart(request: HttpRequest, chart_id: UUID) -> Leaving:
    """On paper, past the safe-address guard."""
    row = queries.chart(request.actor, chart_id)
    answer = render(request, "intelligence/pages/_paper.html", {**_told(row), "at": request.actor.at})
    return Leaving(answer, folders=list(row.folder_ids))


def _told(row: object) -> dict:
    nodes = {n["id"]: {**n, "label": _called(n)} for n in row.drawn["nodes"]}
    links = [one | {"first_on": date.fromisoformat(one["first_on"]), "last_on": date.fromisoformat(one["last_on"])}
             for one in row.drawn["links"]]  # fmt: skip
    graph = {key: set() for key in nodes} | network.near((one["left"], one["right"]) for one in links)
    at = placed(row.drawn["focus"], graph)
    spots = [spot(n["kind"], k, n["label"], at[k], n["roles"], main=k == row.drawn["focus"])
             for k, n in nodes.items() if k in at]  # fmt: skip
    lines = [Line(one["left"], one["right"], one["confidence"] == "confirmed") for one in links]
    drawing = drawn(row.title, "The table below says the same in words.", spots, lines)
    return {"row": row, "nodes": nodes, "links": links, "drawing": drawing, "label": ask.label}


def _called(node: dict) -> str:
    nickname = node.get("known_as", "")
    return f"{node['label']} (“{nickname}”)" if nickname not in ("", node["label"]) else node["label"]
