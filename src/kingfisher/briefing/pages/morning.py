"""The nine o'clock briefing: on a screen, on a phone, on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.briefing.gathering import gathered
from kingfisher.guard.leaving import Leaving, leaves


@page(Permission.BRIEFING_READ, purpose=True)
def morning(request: HttpRequest) -> HttpResponse:
    """Built as it is opened."""
    return render(request, "briefing/pages/morning.html", {"found": gathered(request.actor), "at": request.actor.at})


@page(Permission.BRIEFING_READ, purpose=True)
@leaves("briefing.paper")
def paper(request: HttpRequest) -> Leaving:
    """The same on paper, past the safe-address guard; the printing is recorded."""
    found = gathered(request.actor, printed=True)
    shown = {"found": found, "at": request.actor.at, "reference": "BRIEFING", "handling": "OFFICIAL-SENSITIVE"}
    people = {one.person_id for s in found.sections for one in s.lines if one.person_id}
    return Leaving(render(request, "briefing/pages/paper.html", shown), people=people)
