"""The minutes, and the family's own paper: on screen, on paper, and as accessible PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.meetings import queries
from kingfisher.meetings.paper import family_as_pdf, minutes_as_pdf
from kingfisher.rulebook import ask


def _number(request: HttpRequest) -> int:
    said = request.GET.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


@page(Permission.MEETING_READ, purpose=True)
def paper(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a paper; a version that was sent round by `?version=`."""
    shown = queries.minutes_paper(request.actor, meeting_id, number=_number(request))
    told = {"paper": shown, "label": ask.label, "at": request.actor.at, "reference": shown.ref, "handling": HANDLING}
    return render(request, "meetings/pages/paper.html", told)


@page(Permission.MEETING_READ, purpose=True)
def family(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What the family may take home."""
    shown = {"paper": queries.family_paper(request.actor, meeting_id), "at": request.actor.at}
    return render(request, "meetings/pages/family.html", shown)


@page(Permission.MEETING_READ, purpose=True)
def paper_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a PDF that is read aloud in order."""
    shown = queries.minutes_paper(request.actor, meeting_id, number=_number(request))
    return _pdf(minutes_as_pdf(shown, handling=HANDLING), f"{shown.ref}.pdf")


@page(Permission.MEETING_READ, purpose=True)
def family_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The family's paper as a PDF; its name names nobody."""
    return _pdf(family_as_pdf(queries.family_paper(request.actor, meeting_id)), "meeting.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


HANDLING = (
    "Official: sensitive. For those who were asked to this meeting. Not for the family: they have a paper of their own."
)
