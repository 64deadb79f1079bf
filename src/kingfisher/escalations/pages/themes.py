"""What disagreements were about, for the board: counts, small ones held back, no agency, worker or child named."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.escalations import queries
from kingfisher.escalations.pages.one import wording
from kingfisher.escalations.states import STATE_WORDS, TALKS
from kingfisher.kernel.timing import LONDON, add_months
from kingfisher.rulebook import ask


@page(Permission.ESCALATION_THEMES)
def themes(request: HttpRequest) -> HttpResponse:
    """The twelve months up to today. The period is fixed: two that overlap by a day would give a case away."""
    last: date = request.actor.at.astimezone(LONDON).date().replace(day=1) - timedelta(days=1)
    first = add_months(last.replace(day=1), -11)
    found = queries.themes(request.actor, first=first, last=last)
    kinds = dict(ask.codes("agency_kind").choices())
    tables = (
        ("What about", found.topics, wording(request)["topics"]),
        ("Which sort of agency was asked to think again", found.receiving, kinds),
        ("How they stand", found.outcomes, STATE_WORDS),
        ("How far they went", found.stages, {str(n): f"Stage {n}: {who}" for n, who in TALKS.items()}),
    )
    shown = {"found": found, "tables": tables, "first": first, "last": last}
    return render(request, "escalations/pages/themes.html", shown)
