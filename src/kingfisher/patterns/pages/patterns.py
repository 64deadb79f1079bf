"""Patterns raised, those without an answer first: one's own agency's, or, for the partners, all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.patterns import queries
from kingfisher.rulebook import ask


@page(Permission.DESK_READ, purpose=True)
def patterns(request: HttpRequest) -> HttpResponse:
    """`?whose=mine` keeps to one's own."""
    actor, mine = request.actor, request.GET.get("whose") == "mine"
    found = queries.patterns(actor, mine=mine)
    audit.record(actor, "patterns.pattern.listed", folders=[p.folder_id for p in found[:50]], facts={"n": len(found)})
    shown = {"found": found, "label": ask.label, "at": actor.at, "may_raise": actor.has(Permission.PATTERN_RAISE)}
    return render(request, "patterns/pages/patterns.html", shown)
