"""Requests: what waits for my agency to answer, the soonest due first, and what we asked of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.sharing import queries

AT_MOST = 100
audit.can_record(sharing__requests__listed="looked at the list of requests")


@page(Permission.REQUEST_READ, purpose=True)
def requests(request: HttpRequest) -> HttpResponse:
    """Refreshes its part by itself; that is not a further looking, so only the page itself is recorded."""
    actor = request.actor
    found = queries.listed(actor, to_answer=actor.has(Permission.REQUEST_ANSWER), at_most=AT_MOST)
    said = {
        "at_most": AT_MOST,
        "listed": found,
        "may_answer": actor.has(Permission.REQUEST_ANSWER),
        "may_ask": actor.has(Permission.REQUEST_ASK),
        "at": actor.at,
        "late": sum(one.is_overdue for one in found.to_answer),
    }
    if request.htmx:
        return render(request, "sharing/pages/_requests.html", said)
    folders = [one.folder_id for one in (*found.to_answer, *found.still_asked, *found.come_back)]
    audit.record(actor, "sharing.requests.listed", folders=folders[:50], facts={"count": len(folders)})
    return render(request, "sharing/pages/requests.html", said)
