"""Telling police something that may be worth knowing. For any partner, in plain words, without grades."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions
from kingfisher.intelligence.actions import Told
from kingfisher.kernel.timing import local_day
from kingfisher.organisations.queries import agency
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class TellForm(Form):
    """What is known, and apart from it how. Only the intelligence desk reads the second part."""

    at_risk_now = fields.YesNo(
        "Is a child at risk of harm right now?", empty="Say whether a child is at risk right now"
    )
    what = fields.Textarea(
        "What happened, or what is so?", rows=6, most=8000, empty="Say what happened or what is so",
        hint="Only what happened: who, where, when, what was seen or heard. Not who told you, and not your own name.",
    )  # fmt: skip
    people = fields.Textarea("Who is it about?", rows=2, required=False,
                             hint="Names, nicknames, ages; or what they look like")  # fmt: skip
    happened_on = fields.Date("When did it happen?", past=True, required=False)
    happened_where = fields.Input("Where?", required=False, hint="A street, a shop, an app or a game")
    vehicles = fields.Input("Vehicles", required=False, hint="Registration, make, colour")
    phones = fields.Input("Telephone numbers and user names", required=False)
    crime_reported = fields.Input("Crime number, if it was reported", required=False, width=20)
    about_a_child = fields.YesNo("Is a child involved?", empty="Say whether a child is involved")
    provenance = fields.Textarea(
        "How is it known?", rows=3, empty="Say how it is known",
        hint="Seen or heard yourself? Told by somebody, and how do they know? The desk alone reads this.",
    )  # fmt: skip
    known_on = fields.Date("When did you learn it?", past=True, empty="Say when you learned it")
    source = fields.Input("Who told you, if somebody did", required=False,
                          hint="Leave it empty if you saw it yourself, or if they must not be named")  # fmt: skip
    may_be_contacted = fields.YesNo("May police ring you about it?", empty="Say whether police may ring you")
    who_else_knows = fields.Input("Who else knows this?", required=False)
    if_shared = fields.Textarea("What could happen to anybody if it became known that it was told?", rows=2,
                                required=False)  # fmt: skip


@page(Permission.INTEL_SUBMIT)
def tell(request: HttpRequest) -> HttpResponse:
    """Say it; a receipt comes at once."""
    actor = request.actor
    today = local_day(actor.at, ask.calendar())
    form = TellForm(request.POST or None, today=today, initial={"known_on": today})
    council = agency(actor, "council")
    stop = request.POST.get("at_risk_now") == "yes"
    if stop:
        form.errors.clear()  # nobody is asked to fill in more while a child is at risk: she is told whom to ring
    elif form.is_bound and form.is_valid():
        try:
            ref = actions.submit(actor, told=_told(form.cleaned_data), at=actor.at)
            messages.success(request, f"Police have it. Your receipt is {ref}.")
            return redirect("intelligence:mine")
        except actions.NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    shown = {"form": form, "stop": stop, "front_door": council.phone if council else ""}
    return render(request, "intelligence/pages/tell.html", shown)


def _told(said: dict) -> Told:
    yes = {name: said.pop(name) in (True, "yes") for name in ("at_risk_now", "about_a_child", "may_be_contacted")}
    return Told(**said, **yes)
