"""A chronology prepared for court, opened again as it was: on screen, on paper, and as accessible PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.court import ranges
from kingfisher.casefile.paper import as_pdf
from kingfisher.chronology import queries
from kingfisher.chronology.queries import PreparedShown
from kingfisher.chronology.rules import digest_of
from kingfisher.guard.leaving import Leaving, leaves, values_out
from kingfisher.guard.rules import WORKER, Recipient
from kingfisher.ui.context import watermark

HANDLING = "Official: sensitive. For the court, the parties it directs, and those preparing the case."


@page(Permission.CHILD_READ, purpose=True)
@leaves("casefile.chronology")
def prepared(request: HttpRequest, prepared_id: UUID) -> Leaving:
    """What it held when it was prepared, word for word; a safe address is withheld wherever it was typed."""
    shown = queries.prepared(request.actor, prepared_id)
    told = {
        "shown": shown, "held": shown.held, "ranges": ranges, "is_whole": digest_of(shown.held) == shown.digest,
        "reference": shown.ref, "handling": HANDLING, "at": request.actor.at,
    }  # fmt: skip
    return _about(shown, render(request, "casefile/pages/prepared.html", told))


@page(Permission.CHILD_READ, purpose=True)
@leaves("casefile.chronology")
def prepared_pdf(request: HttpRequest, prepared_id: UUID) -> Leaving:
    """The same as a PDF that is read aloud in order; its name names nobody."""
    shown = queries.prepared(request.actor, prepared_id)
    people, folders = _whom(shown)
    safe = values_out(
        request.actor, shown, what="casefile.chronology", to=Recipient(WORKER), people=people, folders=folders
    )
    answer = HttpResponse(as_pdf(safe, watermark=watermark(request.actor)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{shown.ref}.pdf"'
    return _about(shown, answer, name=f"{shown.ref}.pdf")


def _whom(shown: PreparedShown) -> tuple[list[UUID], list[UUID]]:
    return [UUID(key) for key in shown.held["people"]], [shown.folder_id]


def _about(shown: PreparedShown, response: HttpResponse, *, name: str = "") -> Leaving:
    people, folders = _whom(shown)
    return Leaving(response, people=people, folders=folders, file_name=name)
