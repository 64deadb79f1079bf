"""The certificate of a disclosure, for its giver and its receiver, on screen and on paper; refusals by agency."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.timing import LONDON, add_months
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries
from kingfisher.sharing.pages.decision import wording


@page(Permission.REQUEST_READ, purpose=True)
def disclosure(request: HttpRequest, outline_id: UUID) -> HttpResponse:
    """What was given. The receiver's opening is her agency's acknowledgement."""
    found = queries.certificate(request.actor, outline_id)
    if not found.is_mine and actions.had(request.actor, outline_id=outline_id, at=request.actor.at):
        found = queries.certificate(request.actor, outline_id)
    return render(request, "sharing/pages/disclosure.html", {"one": found, **wording()})


@page(Permission.REQUEST_READ, purpose=True)
@leaves("sharing.certificate")
def print_disclosure(request: HttpRequest, outline_id: UUID) -> Leaving:
    """The same on paper. Its words passed the guard when they were given; they pass it again as it stands now."""
    one = queries.certificate(request.actor, outline_id)
    paper = render(request, "sharing/pages/print_disclosure.html", {"one": one, **wording()})
    return Leaving(paper, people=queries.about_whom(request.actor, outline_id), folders=[one.folder_id])


@page(Permission.AGREEMENT_READ)
def refusals(request: HttpRequest) -> HttpResponse:
    """The last twelve whole months: how often each agency decided not to share, and why. No child is counted out."""
    last = request.actor.at.astimezone(LONDON).date()
    first = add_months(last.replace(day=1), -12)
    rows = queries.refusals(request.actor, first=first, last=last)
    reasons = dict(rulebook.codes("decline_reason").choices())
    may_read = request.actor.has(Permission.REQUEST_READ)
    declined = queries.declined_counts(request.actor, first=first, last=last) if may_read else {}
    shown = {"rows": rows, "declined": declined, "reasons": reasons, "first": first, "last": last}
    return render(request, "sharing/pages/refusals.html", shown)
