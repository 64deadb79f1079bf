"""Begin a plan for a child who needs one. A protection plan is not begun here: it comes of a conference."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.people import queries as people
from kingfisher.plans import actions
from kingfisher.plans.pages.plan_forms import BeginForm
from kingfisher.plans.rules import CIN, FAMILY_HELP
from kingfisher.rulebook import ask


@page(Permission.PLAN_WORK, purpose=True)
def begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Choose which plan, and begin it."""
    actor = request.actor
    child = people.statement(actor, person_id)
    form = BeginForm(request.POST or None, initial={"kind": CIN, "pathway": "familial"})
    begun = ask.is_on("ffp_enabled", on=local_day(actor.at, ask.calendar()))
    kinds = (FAMILY_HELP,) if begun else (CIN,)
    form.fields["kind"].choices = [(k, ask.label("plan_kind", k)) for k in kinds]
    form.fields["pathway"].choices = ask.codes("protection_pathway").choices()
    if form.is_bound and form.is_valid():
        try:
            key = actions.draft(actor, person_id=person_id, at=actor.at, **form.cleaned_data)
            return redirect("plans:plan", key)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "plans/pages/begin.html", {"form": form, "child": child})
