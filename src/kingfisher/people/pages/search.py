"""Find a child: one box. Each hit says why it matched, who holds it and how far this worker sees it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import queries as access
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people import queries

MOST = 10
LATELY, MOST_LATELY = timedelta(days=7), 6


@page(Permission.PERSON_SEARCH, purpose=True)
def search(request: HttpRequest) -> HttpResponse:
    """The words are recorded with the purpose; an empty answer and a hidden one are the same page."""
    words = request.GET.get("q", "").strip()
    hits = queries.search(request.actor, words, at_most=MOST, typing=bool(request.htmx)) if words else []
    agencies = agencies_by_id(request.actor, {one.organisation_id for hit in hits for one in (hit, *hit.alike)})
    template = "people/pages/_hits.html" if request.htmx else "people/pages/search.html"
    context = {"words": words, "search_words": words, "hits": hits, "agencies": agencies, "most": MOST}
    if not words:
        actor = request.actor
        context["lately"] = access.words_sought(actor, since=actor.at - LATELY, at_most=MOST_LATELY)
    return render(request, template, context)
