"""One request: what was asked and on what basis, what came back, and what may be done with it now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.sharing import actions, queries
from kingfisher.sharing.pages.answer import shown_to_answer, wording


@page(Permission.REQUEST_READ, purpose=True)
def request_shown(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answering screen for the agency asked; the answer for whoever asked, whose reading is the receipt."""
    actor = request.actor
    found = queries.request_file(actor, request_id)
    if queries.is_answering_side(actor, found) and actor.has(Permission.REQUEST_ANSWER):
        correcting = "correct" in request.GET
        if found.is_waiting or correcting:
            actions.open_request(actor, request_id=found.id, at=actor.at)
            return shown_to_answer(request, found, correcting=correcting)
    if queries.is_asking_side(actor, found):
        actions.acknowledge(actor, request_ids=[found.id], at=actor.at)
        found = queries.request_file(actor, request_id) if found.answers else found
    return render(request, "sharing/pages/request.html", wording(request, found))


@require_POST
@page(Permission.REQUEST_ASK)
def chase(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Remind the agency asked, once a press."""
    actions.chase(request.actor, request_id=request_id, at=request.actor.at)
    messages.success(request, "Chased. The agency sees so at the top of its list.")
    return redirect("sharing:request", request_id)


@require_POST
@page(Permission.REQUEST_ASK)
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the request back, with why."""
    try:
        actions.withdraw(request.actor, request_id=request_id, why=request.POST.get("why", ""), at=request.actor.at)
        messages.success(request, "Withdrawn. The agency asked no longer sees it.")
    except actions.NeedsWhy as gap:
        messages.error(request, gap.sentence)
    return redirect("sharing:request", request_id)
