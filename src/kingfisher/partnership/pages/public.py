"""For everybody, without an account, without JavaScript: who is who, and what the partnership publishes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import acting_as, public
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.partnership import queries
from kingfisher.partnership.pages.pdf import as_pdf
from kingfisher.rulebook import ask

NOTHING = "published by three signatures, for everybody; it names no child"


@public
def public_who(request: HttpRequest) -> HttpResponse:
    """Who is who, as of today."""
    door = request.front_door
    with acting_as(door):
        found = queries.who_is_who(door, on=queries.today(door))
        editions = queries.editions_of(door)
    sorts = dict(ask.codes("relevant_agency_sort").choices())
    return render(request, "partnership/pages/public_who.html", {"found": found, "sorts": sorts, "editions": editions})


@public
def public_document(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """The newest edition at its address for good, or an earlier one; what changed, and every edition there was."""
    door = request.front_door
    with acting_as(door):
        found = queries.published(door, slug, number=number)
        history = queries.editions_of(door, slug)
        changed = queries.changed(door, slug, found.number) if found.number > 1 else []
    shown = {"found": found, "history": history, "changed": changed}
    return render(request, "partnership/pages/public_document.html", shown)


@public
@nothing_leaves(NOTHING)
def public_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An edition as a PDF that is read aloud in order."""
    door = request.front_door
    with acting_as(door):
        found = queries.published(door, slug, number=number)
    answer = HttpResponse(as_pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}.pdf"'
    return answer
