"""What arrived and could not be read: kept as it came, waiting for a person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.links import url_for
from kingfisher.postroom import queries


@page(Permission.ARRIVAL_READ)
def arrivals(request: HttpRequest) -> HttpResponse:
    """Oldest first: somebody has been waiting longest for that one."""
    return render(request, "postroom/pages/arrivals.html", {"waiting": queries.waiting_arrivals(request.actor)})


@page(Permission.ARRIVAL_READ, purpose=True)
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One arrival, word for word. What it holds is shown as text and never acted upon."""
    came, body, content_type = queries.arrival_body(request.actor, arrival_id)
    return render(
        request,
        "postroom/pages/arrival.html",
        {
            "came": came,
            "text": body[:100_000].decode("utf-8", errors="replace"),
            "content_type": content_type,
            "became_href": url_for(*came.became) if came.became else None,
            "take_in_href": url_for(f"take_in:{came.kind}", came.id),
        },
    )
