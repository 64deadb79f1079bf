"""The intelligence desk's list, and its search. Every search is recorded with its words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import queries
from kingfisher.intelligence.states import WORDS

A_PAGE = 25


@page(Permission.INTEL_READ, purpose=True)
def reports(request: HttpRequest) -> HttpResponse:
    """Ungraded first; `?q=` searches, `?state=` narrows, `?from=` turns the page."""
    actor, words = request.actor, request.GET.get("q", "").strip()[:200]
    state = request.GET.get("state", "")
    start = int(request.GET["from"]) if request.GET.get("from", "").isdecimal() else 0
    start = min(start, 10_000)
    found = (
        queries.search(actor, words) if words else queries.reports(actor, state=state, at_most=A_PAGE + 1, skip=start)
    )
    shown = {
        "rows": found[:A_PAGE] if not words else found, "words": words, "state": state, "states": WORDS, "at": actor.at,
        "next": start + A_PAGE if not words and len(found) > A_PAGE else 0, "start": start,
        "may_grade": actor.has(Permission.INTEL_GRADE),
    }  # fmt: skip
    return render(request, "intelligence/pages/reports.html", shown)
