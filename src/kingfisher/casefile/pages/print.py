"""The same picture on paper: a few clean pages, oldest first, with who printed it, when and why."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.pages.child import filters_from, lines_shown
from kingfisher.casefile.picture import picture_of
from kingfisher.guard.leaving import Leaving, leaves


@page(Permission.CHILD_READ, purpose=True)
@leaves("casefile.print")
def print_child(request: HttpRequest, person_id: UUID) -> Leaving:
    """Printing is recorded apart from reading. A safe address is withheld from paper, wherever it was typed."""
    picture = picture_of(
        request.actor, person_id, filters=filters_from(request), newest_first=False, at_most=500, printed=True
    )
    page_ = render(request, "casefile/pages/print.html", {"picture": picture, "lines": lines_shown(picture)})
    return Leaving(page_, people=picture.child.person_ids)
