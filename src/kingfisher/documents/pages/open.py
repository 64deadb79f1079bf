"""Open one file. Always as a download, under a harmless name, never inside the page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.documents.queries import FileOpened, kind_of, open_document
from kingfisher.guard.actions import Blocked
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied
from kingfisher.ui import fields, forms, paper
from kingfisher.ui.context import watermark

PAPER = "application/pdf"  # the one kind of file that can say on its pages who took it


class NeededForm(forms.Form):
    because = fields.Input("Why do you need it yourself?", called="why you need it")


@page(Permission.DOCUMENT_READ, purpose=True)
@leaves("documents.file")
def open_file(request: HttpRequest, document_id: UUID) -> Leaving:
    """The opening is recorded; an unseen and a missing file are the same page. One that holds a safe address is
    opened only by whoever says why she needs it herself.
    """
    if watermark(request.actor) and kind_of(request.actor, document_id) != PAPER:
        raise _unmarked()  # before it is read and unsealed, and before the record says that she opened it
    found = open_document(request.actor, document_id)
    form = NeededForm(request.POST or None)
    because = form.cleaned_data["because"] if request.method == "POST" and form.is_valid() else ""
    response = HttpResponse(marked(request.actor, found), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"

    def held(blocked: Blocked) -> HttpResponse:
        shown = {"refused": blocked, "name": found.name, "form": form}
        return render(request, "documents/pages/held.html", shown, status=409)

    return Leaving(response, folders=[found.folder_id], file_name=found.name, because=because, refused=held)


def marked(actor: Actor, found: FileOpened) -> bytes:
    """What a visitor takes out says on every page who took it; what cannot say so is not hers to take."""
    mark = watermark(actor)
    if not mark:
        return found.content
    try:
        return paper.stamped(found.content, watermark=mark)
    except paper.CannotCarry:
        raise _unmarked() from None


def _unmarked() -> Denied:
    return Denied(
        "You are let in to read, and this kind of file cannot carry the mark of whoever takes it out. Ask the agency "
        "that holds it to show it to you.",
        rule="visitor_takes_no_unmarked_file",
    )
