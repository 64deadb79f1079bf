"""The picture at seven in the morning: one line for each child. On screen, on a phone, on paper."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import queries
from kingfisher.rulebook import ask

GROUPS = (("missing", "Missing now"), ("back", "Back since seven yesterday"), ("talk", "Talks on return that wait"))


@page(Permission.MISSING_READ, purpose=True)
def overnight(request: HttpRequest) -> HttpResponse:
    """`?day=2026-11-25`, else today. Kept as it was at seven; before seven, as it stands."""
    return render(request, "missing/pages/overnight.html", _shown(request, printed=False))


@page(Permission.MISSING_READ, purpose=True)
@leaves("missing.overnight")
def print_overnight(request: HttpRequest) -> Leaving:
    """The same for a briefing on paper."""
    shown = _shown(request, printed=True)
    people, folders = queries.whom_shown(request.actor, [r.episode_id for r in shown["picture"].rows])
    return Leaving(render(request, "missing/pages/overnight_paper.html", shown), people=people, folders=folders)


def _shown(request: HttpRequest, *, printed: bool) -> dict:
    actor = request.actor
    today = actor.at.astimezone(LONDON).date()
    try:
        day = min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        day = today
    picture = queries.overnight(actor, day, printed=printed)
    groups = [(title, [r for r in picture.rows if r.now == code]) for code, title in GROUPS]
    return {"picture": picture, "groups": groups, "at": actor.at, "label": ask.label, "day": day, "today": today,
            "before": day - timedelta(days=1), "after": day + timedelta(days=1) if day < today else None}  # fmt: skip
