"""Searches to ask about: of oneself, of family, colleagues, neighbours. A reason to ask, never a finding."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.trail import actions, queries


@page(Permission.FLAG_REVIEW)
def searches(request: HttpRequest) -> HttpResponse:
    """Those of the days the rulebook says; what each came to is recorded and stays."""
    if request.method == "POST" and request.POST.get("line", "").isdigit():
        actions.settle_search(
            request.actor, line_id=int(request.POST["line"]), outcome=request.POST.get("outcome", ""),
            why=request.POST.get("why", ""), at=request.actor.at,
        )  # fmt: skip
        return redirect("trail:searches")
    rule = queries.search_rule(request.actor)
    found = queries.searches_to_ask_about(request.actor, since=request.actor.at - timedelta(days=rule.days))
    shown = {"found": found, "rule": rule, "reasons": rule.said(rule.reason), "outcomes": rule.said(rule.outcome),
             "choices": [one for one in rule.outcome if not one.retired]}  # fmt: skip
    return render(request, "trail/pages/searches.html", shown)
