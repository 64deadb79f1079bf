"""A reader's choice to leave hard accounts about one child open for the rest of the day, or to fold them again.

Kept in her own session: it ends at midnight, at signing out, or when she takes it back. Nobody else sees it.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import queries as people
from kingfisher.rulebook import ask
from kingfisher.ui.context import LEFT_OPEN, left_open

MOST = 500


@require_POST
@page(Permission.DESK_READ)
def folding(request: HttpRequest) -> HttpResponse:
    """Leave open, or fold, what is said of a child on every page: of the statement named and those linked to it."""
    today = local_day(request.actor.at, ask.calendar())
    of_child = {str(key) for key in people.cluster_ids(request.actor, _child(request))}
    held = set(left_open(request, today))
    held = held | of_child if request.POST.get("do") == "open" else held - of_child
    request.session[LEFT_OPEN] = {"on": today.isoformat(), "of": sorted(held)[:MOST]}
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if safe else "desk:home")


def _child(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("child", ""))
    except ValueError:
        raise NotThere from None
