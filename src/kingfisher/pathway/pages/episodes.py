"""Children with open work, the soonest due first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.pathway import queries
from kingfisher.rulebook import ask

audit.can_record(pathway__episode__listed="looked at the list of children with open work")
AT_MOST = 100


@page(Permission.PATHWAY_READ, purpose=True)
def episodes(request: HttpRequest) -> HttpResponse:
    """Mine and nobody's, or all that I may see."""
    actor, mine = request.actor, request.GET.get("whose") == "mine"
    rows = queries.open_episodes(actor, mine=mine, at_most=AT_MOST + 1)
    audit.record(actor, "pathway.episode.listed", folders=[r.folder_id for r in rows[:50]], facts={"rows": len(rows)})
    shown = {"rows": rows[:AT_MOST], "more": len(rows) > AT_MOST, "mine": mine, "at": actor.at, "label": ask.label}
    return render(request, "pathway/pages/episodes.html", shown)
