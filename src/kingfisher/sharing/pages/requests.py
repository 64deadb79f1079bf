"""Requests: what waits for my agency to answer, the soonest due first, and what we asked of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.sharing import queries

audit.can_record(sharing__requests__listed="looked at the list of requests")


@page(Permission.REQUEST_READ, purpose=True)
def requests(request: HttpRequest) -> HttpResponse:
    """Refreshes its part by itself; that is not a further looking, so only the page itself is recorded."""
    actor = request.actor
    waiting = queries.inbox(actor) if actor.has(Permission.REQUEST_ANSWER) else []
    asked = queries.asked_by_us(actor)
    said = {
        "to_answer": waiting,
        "still_asked": sorted(
            (one for one in asked if one.is_waiting), key=lambda one: (one.due_at is None, one.due_at, one.id)
        ),
        "come_back": [one for one in asked if not one.is_waiting],
        "answered": queries.answered_by_us(actor),
        "may_answer": actor.has(Permission.REQUEST_ANSWER),
        "may_ask": actor.has(Permission.REQUEST_ASK),
        "at": actor.at,
        "late": sum(one.is_overdue for one in waiting),
    }
    if request.htmx:
        return render(request, "sharing/pages/_requests.html", said)
    folders = [one.folder_id for one in (*waiting, *asked)]
    audit.record(actor, "sharing.requests.listed", folders=folders[:50], facts={"count": len(folders)})
    return render(request, "sharing/pages/requests.html", said)
