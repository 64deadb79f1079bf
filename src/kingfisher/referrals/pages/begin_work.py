"""One click from a decision into the work it asks for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.referrals import actions


@require_POST
@page(Permission.PATHWAY_WORK, purpose=True)
def begin_work(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Begin each child's steps, and go to the first child's."""
    begun = actions.begin_work(request.actor, contact_id=contact_id, at=request.actor.at)
    return redirect("pathway:episode", begun[0])
