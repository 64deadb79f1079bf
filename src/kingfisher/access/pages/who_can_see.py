"""Who else can see a folder, and why; and which rules let me."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import policy, queries
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.base import SUMMARY
from kingfisher.kernel.links import url_for
from kingfisher.organisations.queries import agencies_by_id


@page(Permission.CHILD_READ, purpose=True)
def who_can_see(request: HttpRequest, folder_id: UUID) -> HttpResponse:
    """Shown to whoever sees at least a summary of the folder herself."""
    policy.require(request.actor, Permission.CHILD_READ, folder_id, level=SUMMARY)
    folder = queries.folders_shown(request.actor, {folder_id})[folder_id]
    return render(
        request,
        "access/pages/who_can_see.html",
        {
            "folder": folder,
            "owner": agencies_by_id(request.actor, {folder.owner_id})[folder.owner_id],
            "given": queries.who_can_see(request.actor, folder_id),
            "ruling": policy.explain(request.actor, folder_id),
            "levels": policy.LEVELS,
            "log_href": url_for("trail.folder", folder_id) if queries.has_touches(request.actor, folder_id) else "",
            "may_seal": policy.may(request.actor, Permission.FOLDER_SEAL, folder_id),
        },
    )
