"""Open plans in one list, the ones that stand still first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.plans import queries
from kingfisher.rulebook import ask

audit.can_record(plans__plan__listed="looked at the list of plans")
AT_MOST = 100


@page(Permission.PLAN_READ, purpose=True)
def plans(request: HttpRequest) -> HttpResponse:
    """Mine, or all that I may see."""
    actor, mine = request.actor, request.GET.get("whose") == "mine"
    rows = queries.open_plans(actor, mine=mine, at_most=AT_MOST + 1)
    audit.record(actor, "plans.plan.listed", folders=[r.plan.folder_id for r in rows[:50]], facts={"rows": len(rows)})
    shown = {"rows": rows[:AT_MOST], "more": len(rows) > AT_MOST, "mine": mine, "at": actor.at, "label": ask.label}
    return render(request, "plans/pages/plans.html", shown)
