"""The minutes, and the family's own paper: on screen, on paper, and as accessible PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves, values_out
from kingfisher.guard.rules import ANYBODY, WORKER, Recipient
from kingfisher.meetings import queries
from kingfisher.meetings.paper import family_as_pdf, minutes_as_pdf
from kingfisher.rulebook import ask
from kingfisher.ui.context import watermark


def _number(request: HttpRequest) -> int:
    said = request.GET.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


@page(Permission.MEETING_READ, purpose=True)
@leaves("meetings.minutes")
def paper(request: HttpRequest, meeting_id: UUID) -> Leaving:
    """The minutes as a paper; a version that was sent round by `?version=`."""
    shown = queries.minutes_paper(request.actor, meeting_id, number=_number(request))
    told = {"paper": shown, "label": ask.label, "at": request.actor.at, "reference": shown.ref, "handling": HANDLING}
    return _about(request, meeting_id, render(request, "meetings/pages/paper.html", told))


@page(Permission.MEETING_READ, purpose=True)
@leaves("meetings.family")
def family(request: HttpRequest, meeting_id: UUID) -> Leaving:
    """What the family may take home: whoever of them reads it, so it holds nothing any of them could be found by."""
    shown = {"paper": queries.family_paper(request.actor, meeting_id), "at": request.actor.at}
    return _about(request, meeting_id, render(request, "meetings/pages/family.html", shown), to=ANYBODY)


@page(Permission.MEETING_READ, purpose=True)
@leaves("meetings.minutes")
def paper_pdf(request: HttpRequest, meeting_id: UUID) -> Leaving:
    """The minutes as a PDF that is read aloud in order."""
    shown = queries.minutes_paper(request.actor, meeting_id, number=_number(request))
    shown = _withheld(request, meeting_id, shown, WORKER)
    made = minutes_as_pdf(shown, handling=HANDLING, watermark=watermark(request.actor))
    return _about(request, meeting_id, _pdf(made, f"{shown.ref}.pdf"))


@page(Permission.MEETING_READ, purpose=True)
@leaves("meetings.family")
def family_pdf(request: HttpRequest, meeting_id: UUID) -> Leaving:
    """The family's paper as a PDF; its name names nobody."""
    shown = _withheld(request, meeting_id, queries.family_paper(request.actor, meeting_id), ANYBODY)
    made = family_as_pdf(shown, watermark=watermark(request.actor))
    return _about(request, meeting_id, _pdf(made, "meeting.pdf"), to=ANYBODY)


def _about(request: HttpRequest, meeting_id: UUID, response: HttpResponse, *, to: str = WORKER) -> Leaving:
    people, folders = queries.about(request.actor, meeting_id)
    name = "meeting.pdf" if response["Content-Type"] == "application/pdf" else ""
    return Leaving(response, people=people, folders=folders, to=to, file_name=name)


def _withheld(request: HttpRequest, meeting_id: UUID, shown: object, to: str):
    """What a PDF is made from, safe addresses withheld: a finished one can only be let out or kept back."""
    people, folders = queries.about(request.actor, meeting_id)
    return values_out(request.actor, shown, what="meetings.paper", to=Recipient(to), people=people, folders=folders)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


HANDLING = (
    "Official: sensitive. For those who were asked to this meeting. Not for the family: they have a paper of their own."
)
