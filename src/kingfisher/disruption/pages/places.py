"""Places of concern, and referring one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.actions import NotYet
from kingfisher.disruption.pages.doing import page_of
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class PlaceForm(Form):
    name = fields.Input("What is it called?", empty="Name the place")
    kind = fields.Select("What sort of place?", blank="Choose", empty="Choose what sort of place")
    where = fields.Input("Where is it?", empty="Say where it is", hint="Address or area; for an app or game, its name")
    responsible = fields.Input("Who owns, runs or is responsible for it?", required=False)
    why = fields.Textarea("What happens there, and how is it known?", rows=4, empty="Say what happens there",
                          hint="Of the place. Name no child: others will work on it.")  # fmt: skip


@page(Permission.MEASURE_WORK, purpose=True)
def places(request: HttpRequest) -> HttpResponse:
    """Those one may see, open ones first."""
    rows, following = page_of(request, queries.places(request.actor))
    shown = {"rows": rows, "next": following, "at": request.actor.at, "label": ask.label,
             "may_work": request.actor.has(Permission.DISRUPT_WORK),
             "reads_plans": request.actor.has(Permission.DISRUPT_READ)}  # fmt: skip
    return render(request, "disruption/pages/places.html", shown)


@page(Permission.DISRUPT_WORK, purpose=True)
def new_place(request: HttpRequest) -> HttpResponse:
    """Refer a place."""
    form = PlaceForm(request.POST or None)
    form.fields["kind"].choices = ask.codes("place_kind").choices()
    if form.is_bound and form.is_valid():
        try:
            key = actions.refer_place(request.actor, at=request.actor.at, **form.cleaned_data)
            messages.success(request, "Referred. Go there, and say what it is like.")
            return redirect("disruption:place", key)
        except NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "disruption/pages/new_place.html", {"form": form})
