"""Who is missing now, who is back and waits for a talk, and which thresholds wait for an answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.missing import queries
from kingfisher.rulebook import ask


@page(Permission.MISSING_READ, purpose=True)
def board(request: HttpRequest) -> HttpResponse:
    """The whole board. The part with who is missing now renews itself."""
    actor = request.actor
    shown = {
        "rows": queries.missing_now(actor), "back": queries.lately_back(actor), "crossed":
        queries.crossings_waiting(actor), "talks": queries.talks_waiting(actor), "actor": actor, "at": actor.at,
        "label": ask.label, "may_work": actor.has(Permission.MISSING_WORK),
    }  # fmt: skip
    return render(request, "missing/pages/board.html", shown)


@page(Permission.MISSING_READ, purpose=True)
def board_rows(request: HttpRequest) -> HttpResponse:
    """Only who is missing now, for the board that renews itself."""
    actor = request.actor
    shown = {"rows": queries.missing_now(actor), "at": actor.at, "label": ask.label}
    return render(request, "missing/pages/_now.html", shown)
