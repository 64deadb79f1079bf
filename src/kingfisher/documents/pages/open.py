"""Open one file. Always as a download, under a harmless name, never inside the page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.documents.queries import open_document


@page(Permission.DOCUMENT_READ, purpose=True)
def open_file(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The opening is recorded; an unseen and a missing file are the same page."""
    found = open_document(request.actor, document_id)
    response = HttpResponse(found.content, content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
