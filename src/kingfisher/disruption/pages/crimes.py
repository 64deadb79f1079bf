"""Crimes the partnership tracks; beginning one; and what is not recorded, to be printed."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.actions import NotYet
from kingfisher.disruption.pages.doing import page_of, today_of
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class CrimeForm(Form):
    offence = fields.Input("Which offence?", empty="Say which offence")
    number = fields.Input("Crime number, once it is recorded", width=20, required=False)
    reported_on = fields.Date("When was it reported?", past=True, empty="Say when it was reported")
    team = fields.Input("Which team has it?", width=20, empty="Say which team has it")
    flags = fields.Checkboxes("Flags", required=False)


@page(Permission.CRIME_WORK, purpose=True)
def crimes(request: HttpRequest) -> HttpResponse:
    """The next date first; `?all=1` with those finished."""
    whole = request.GET.get("all") == "1"
    rows, following = page_of(request, queries.crimes(request.actor, finished_too=whole))
    shown = {"rows": rows, "next": following, "whole": whole, "label": ask.label, "at": request.actor.at,
             "to_tell": queries.victims_to_tell(request.actor)}  # fmt: skip
    return render(request, "disruption/pages/crimes.html", shown)


@page(Permission.CRIME_WORK, purpose=True)
def new_crime(request: HttpRequest) -> HttpResponse:
    """Begin to track one."""
    actor = request.actor
    form = CrimeForm(request.POST or None, today=today_of(actor))
    form.fields["flags"].choices = ask.codes("crime_flag").choices()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        reported_at = datetime.combine(said.pop("reported_on"), time(12), LONDON)
        try:
            key = actions.track(actor, reported_at=min(reported_at, actor.at), at=actor.at, **said)
            messages.success(request, "It is tracked. Name the victim and the suspect.")
            return redirect("disruption:crime", key)
        except NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "disruption/pages/new_crime.html", {"form": form})


@page(Permission.DISRUPT_READ, purpose=True)
@leaves("disruption.profile")
def profile(request: HttpRequest) -> Leaving:
    """The year's figures on paper, with what is missing beside every rate. It names nobody."""
    actor, last = request.actor, today_of(request.actor)
    first = last - timedelta(days=365)
    shown = {"found": queries.profile(actor, first=first, last=last), "first": first, "last": last, "label": ask.label,
             "at": actor.at, "reference": "PROBLEM PROFILE"}  # fmt: skip
    return Leaving(render(request, "disruption/pages/profile.html", shown))
