"""The same picture on paper: a few clean pages, oldest first, with who printed it, when and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.pages.child import filters_from, lines_shown
from kingfisher.casefile.picture import picture_of


@page(Permission.CHILD_READ, purpose=True)
def print_child(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Printing is recorded apart from reading. Addresses marked protected are left out of paper."""
    picture = picture_of(
        request.actor, person_id, filters=filters_from(request), newest_first=False, at_most=500, printed=True
    )
    return render(request, "casefile/pages/print.html", {"picture": picture, "lines": lines_shown(picture)})
