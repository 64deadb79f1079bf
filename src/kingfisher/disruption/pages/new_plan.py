"""Begin a plan about a person, or about a place that was referred."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.actions import NotYet, Suspect
from kingfisher.disruption.pages.doing import today_of
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class PlanForm(Form):
    given_name = fields.Input("Given name, or what they are called", width=20, empty="Say what they are called")
    family_name = fields.Input("Family name", width=20, required=False)
    born_on = fields.Date("Date of birth", past=True, required=False)
    status = fields.Radios("How do they stand in law?", empty="Say how they stand in law")
    harm = fields.Textarea("What harm to children, and how is it known?", rows=4, empty="Say what harm")
    necessity = fields.Textarea("Why is holding this necessary and proportionate?", rows=3,
                                empty="Say why holding it is necessary")  # fmt: skip


class PlacePlanForm(Form):
    harm = fields.Textarea("What harm to children happens there, and how is it known?", rows=4, empty="Say what harm")
    necessity = fields.Textarea(
        "Why is this plan necessary and proportionate?", rows=3, empty="Say why it is necessary"
    )


@page(Permission.DISRUPT_WORK, purpose=True)
def new_plan(request: HttpRequest) -> HttpResponse:
    """`?place=` for a plan about a place."""
    actor, spot = request.actor, _place(request)
    form = (PlacePlanForm if spot else PlanForm)(request.POST or None, today=today_of(actor))
    if not spot:
        form.fields["status"].choices = ask.codes("suspect_status").choices()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        suspect = None if spot else Suspect(said["given_name"], said["family_name"], said["status"], said["born_on"])
        try:
            key = actions.begin_plan(
                actor, harm=said["harm"], necessity=said["necessity"], suspect=suspect,
                place_id=spot.place.id if spot else None, at=actor.at,
            )  # fmt: skip
            messages.success(request, "Begun. Ask those harmed what they want, then see what the law offers.")
            return redirect("disruption:plan", key)
        except NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "disruption/pages/new_plan.html", {"form": form, "spot": spot})


def _place(request: HttpRequest) -> queries.PlaceFile | None:
    try:
        return queries.place(request.actor, UUID(request.GET["place"]))
    except (KeyError, ValueError):
        return None
