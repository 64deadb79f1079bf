"""Heads of the record: what each agency fetches and keeps, so that it can show later that nothing was changed."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.trail import actions, queries
from kingfisher.trail.queries import HeadShown
from kingfisher.ui.tables import Column, Table


@page(Permission.HEAD_READ)
def heads(request: HttpRequest) -> HttpResponse:
    """Newest first, with what was fetched and what waits to be."""
    found = queries.heads(request.actor)
    table = Table.of(
        "Heads of the record",
        [
            Column("Signed", "at", "moment", link=lambda h: reverse("trail:head", args=[h.id])),
            Column("Lines", "size", "number"),
            Column("Root", lambda h: h.root[:16]),
            Column("By your agency", _fetched),
        ],
        found,
        noun="heads",
    )
    newest = found[0] if found else None
    key = newest.said["key"] if newest else ""
    words = " ".join(key[n : n + 8] for n in range(0, len(key), 8))
    return render(request, "trail/pages/heads.html", {"table": table, "newest": newest, "key": words})


def _fetched(head: HeadShown) -> str:
    if head.fetched_at:
        return f"fetched {head.fetched_at:%-d %B %Y}"
    return "to be fetched" if head.is_handed_to_us else ""


@page(Permission.HEAD_READ)
@nothing_leaves("hashes and a signature")
def head(request: HttpRequest, head_id: UUID) -> HttpResponse:
    """The head as a file, with its marks worked out again from the log."""
    shown = queries.head(request.actor, head_id)
    witness = service_of("audit_witness", at=timezone.now(), via="page")
    with acting_as(witness):
        said = queries.with_marks(witness, shown)
    actions.note_fetched(request.actor, head_id=head_id, at=request.actor.at)
    response = HttpResponse(json.dumps(said) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="head-{shown.at:%Y-%m-%d}.json"'
    return response
