"""Tools at work: those this worker may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import queries
from kingfisher.disruption.pages.doing import page_of


@page(Permission.MEASURE_WORK, purpose=True)
def measures(request: HttpRequest) -> HttpResponse:
    """Live ones, the soonest to end first; `?all=1` with those that are over."""
    actor, whole = request.actor, request.GET.get("all") == "1"
    rows, following = page_of(request, queries.measures(actor, live=not whole))
    shown = {"rows": rows, "next": following, "whole": whole, "expiring": queries.expiring(actor)[:10],
             "reads_plans": actor.has(Permission.DISRUPT_READ)}  # fmt: skip
    return render(request, "disruption/pages/measures.html", shown)
