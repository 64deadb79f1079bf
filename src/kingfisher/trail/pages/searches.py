"""Searches somebody should ask about: of oneself, a family name, a colleague. A reason to ask, never a finding."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.trail import actions, queries
from kingfisher.trail.rules import OUTCOMES, REASONS

DAYS = 60


@page(Permission.FLAG_REVIEW)
def searches(request: HttpRequest) -> HttpResponse:
    """Those of the last sixty days; what each came to is recorded and stays."""
    if request.method == "POST" and request.POST.get("line", "").isdigit():
        actions.settle_search(
            request.actor, line_id=int(request.POST["line"]), outcome=request.POST.get("outcome", ""),
            why=request.POST.get("why", ""), at=request.actor.at,
        )  # fmt: skip
        return redirect("trail:searches")
    found = queries.searches_to_ask_about(request.actor, since=request.actor.at - timedelta(days=DAYS))
    shown = {"found": found, "reasons": REASONS, "outcomes": OUTCOMES, "days": DAYS}
    return render(request, "trail/pages/searches.html", shown)
