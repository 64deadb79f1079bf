"""My work: the first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.desk.worklist import for_worker


@page(Permission.DESK_READ)
def home(request: HttpRequest) -> HttpResponse:
    """One ordered list; the rows alone when htmx refreshes them."""
    pieces = for_worker(request.actor)
    template = "desk/pages/_pieces.html" if request.htmx else "desk/pages/home.html"
    return render(request, template, {"pieces": pieces, "actor": request.actor})
