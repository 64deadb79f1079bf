"""A plan on paper, for the family and for court."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.plans import queries
from kingfisher.rulebook import ask


@page(Permission.PLAN_READ, purpose=True)
@leaves("plans.paper")
def paper(request: HttpRequest, plan_id: UUID) -> Leaving:
    """The plan as it stands; the printing is recorded."""
    file = queries.plan_file(request.actor, plan_id, printed=True)
    shown = {"file": file, "plan": file.plan, "label": ask.label, "reference": file.plan.ref, "at": request.actor.at}
    plan = file.plan
    return Leaving(render(request, "plans/pages/paper.html", shown), people=[plan.person_id], folders=[plan.folder_id])
