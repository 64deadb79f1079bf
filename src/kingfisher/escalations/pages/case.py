"""What is put to the safeguarding partners: what each agency said, and a decision. Nobody is named."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.escalations import actions, queries
from kingfisher.escalations.pages.one import wording
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class DecideForm(Form):
    mark_optional = False
    words = fields.Textarea("What is decided, and why?", rows=5, empty="Say what is decided")
    learning = fields.Textarea("What could others learn from it?", rows=2, empty="Say what could be learned")


class LeadForm(Form):
    mark_optional = False
    words = fields.Textarea("Why can the delegated partners not settle it?", rows=3, empty="Say why")


@page(Permission.ESCALATION_SETTLE, purpose=True)
def cases(request: HttpRequest) -> HttpResponse:
    """Open ones first."""
    shown = {"rows": queries.cases(request.actor), "at": request.actor.at, **wording(request)}
    return render(request, "escalations/pages/cases.html", shown)


@page(Permission.ESCALATION_SETTLE, purpose=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read it; decide it, or take it to the lead partners."""
    actor, do = request.actor, request.POST.get("do", "")
    decide = DecideForm(request.POST if do == "decide" else None, prefix="decide")
    lead = LeadForm(request.POST if do == "lead" else None, prefix="lead")
    try:
        if do == "decide" and decide.is_valid():
            actions.decide(actor, case_id=case_id, at=actor.at, **decide.cleaned_data)
            service = service_of("front_door_service", at=actor.at, via=actor.via)
            with acting_as(service):
                actions.tell_agencies(service, case_id=case_id, at=actor.at)
            messages.success(request, "Decided. Both agencies can read it.")
            return redirect("escalations:case", case_id)
        if do == "lead" and lead.is_valid():
            actions.to_lead_partners(actor, case_id=case_id, at=actor.at, **lead.cleaned_data)
            messages.success(request, "The lead partners have it now.")
            return redirect("escalations:case", case_id)
    except actions.Lacking as lacking:
        for gap in lacking.gaps:
            (decide if do == "decide" else lead).add_error(None, gap)
    shown = {"one": queries.case(actor, case_id), "at": actor.at, "decide": decide, "lead": lead, **wording(request)}
    return render(request, "escalations/pages/case.html", shown)
