"""Pictures kept as they were, and maps of children who know each other."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.intelligence import actions, network, queries
from kingfisher.intelligence.actions import Necessary
from kingfisher.intelligence.pages.network_forms import MapForm, ReviewForm
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


@page(Permission.NETWORK_WORK, purpose=True)
def maps(request: HttpRequest) -> HttpResponse:
    """Maps this worker was let into; a new one says why it is necessary."""
    form = MapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_peer_map(request.actor, said=Necessary(**form.cleaned_data), at=request.actor.at)
            return redirect("intelligence:map", made)
        except actions.NotYet as not_yet:
            for gap in not_yet.gaps:
                form.add_error(None, gap)
    return render(request, "intelligence/pages/_maps.html", {"rows": queries.peer_maps(request.actor), "form": form})


@page(Permission.NETWORK_WORK, purpose=True)
def map_of(request: HttpRequest, map_id: UUID) -> HttpResponse:
    """One map: why, until when; its review."""
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_peer_map(request.actor, map_id=map_id, at=request.actor.at, **form.cleaned_data)
            messages.success(request, "Reviewed.")
            return redirect("intelligence:map", map_id)
        except actions.NotYet as not_yet:
            for gap in not_yet.gaps:
                form.add_error(None, gap)
    row = queries.peer_map(request.actor, map_id)
    return render(request, "intelligence/pages/_map.html", {"row": row, "form": form, "today": request.actor.at.date()})
