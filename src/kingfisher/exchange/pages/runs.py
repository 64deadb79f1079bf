"""The files this agency has brought in, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.exchange import queries
from kingfisher.exchange.imports.sources import SOURCES
from kingfisher.exchange.queries import RunShown
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table

STATES = {
    "waiting": "Waiting for you to look at it",
    "queued": "Waiting its turn",
    "running": "Being brought in",
    "done": "Brought in",
    "refused": "Refused",
    "failed": "Stopped",
}


def label_of(source_id: str) -> str:
    """What a source is called; its id where the program no longer knows it."""
    return SOURCES[source_id].label if source_id in SOURCES else source_id


@page(Permission.IMPORT_READ)
def runs(request: HttpRequest) -> HttpResponse:
    """Own agency's runs only; each leads to what it gave and what it turned away."""
    table = Table(
        "Files brought in",
        [
            Column("Reference", "ref", "ref", link=lambda r: reverse("exchange:run", args=[r.id])),
            Column("File", "file_name"),
            Column("Sort", lambda r: label_of(r.source)),
            Column("Sent in", "created_at", "moment"),
            Column("Where it is", lambda r: STATES[r.state]),
            Column("Turned away", _turned_away, "number"),
        ],
        queries.runs(request.actor, ask=Ask.read(request.GET)),
        params=request.GET,
        noun="files",
    )
    may_run = request.actor.has(Permission.IMPORT_RUN)
    return render(request, "exchange/pages/runs.html", {"table": table, "may_run": may_run})


def _turned_away(run: RunShown) -> int | None:
    return run.counts.get("rejects", 0) if run.state in ("done", "failed", "running") else None
