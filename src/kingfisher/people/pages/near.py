"""Conflicts of interest nobody declared: what a worker says of her own home; what it suggests, for others to decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.people import actions, queries
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice, Radios
from kingfisher.ui.forms import Form

KINDS = (("home", "Where I live"), ("telephone", "My own or home telephone"), ("kin", "A child or relative of mine"))
ASKED = {"home": ("lines", "postcode"), "telephone": ("phone",),
         "kin": ("given_name", "family_name", "born_on", "school")}  # fmt: skip
FACTS = {
    "home": "the same house and postcode", "street": "the same postcode, another house",
    "telephone": "the same telephone", "kin": "the same first name, family name and birth date",
    "family_name": "the same family name", "schoolmate": "the same school, born within a year of her child",
    "own_name": "the worker's own name", "colleague": "the name of a colleague",
}  # fmt: skip


class OwnLifeForm(Form):
    mark_optional = False
    kind = Radios("What is it?", [Choice(code, label, reveals=ASKED[code]) for code, label in KINDS])
    lines = fields.Input("House number and street", required=False)
    postcode = fields.Input("Postcode", width=10, required=False)
    phone = fields.Phone("Telephone", required=False)
    given_name = fields.Input("First name", width=20, required=False)
    family_name = fields.Input("Family name", width=20, required=False)
    born_on = fields.Date("Date of birth", past=True, called="the date of birth", required=False)
    school = fields.Input("School", required=False, hint="Of a child, if you wish.")


@page(Permission.CONFLICT_DECLARE)
def own_life(request: HttpRequest) -> HttpResponse:
    """What she said of her own home, and a form to say more. Nothing is looked up, and she is told nothing."""
    actor = request.actor
    form = OwnLifeForm(request.POST or None, today=actor.at.date())
    if request.method == "POST" and form.is_valid():
        said = actions.OwnSaid(**{name: value for name, value in form.cleaned_data.items() if value})
        try:
            actions.say_own_life(actor, said=said, at=actor.at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Kept.")
            return redirect("people:own_life")
    return render(
        request, "people/pages/own_life.html",
        {"form": form, "own": queries.own_life(actor), "kinds": dict(KINDS)},
    )  # fmt: skip


@require_POST
@page(Permission.CONFLICT_DECLARE)
def take_back(request: HttpRequest, own_id: UUID) -> HttpResponse:
    """She does not want it compared any more."""
    actions.take_back_own_life(request.actor, own_id=own_id, at=request.actor.at)
    messages.success(request, "Taken away. It is compared with nothing from now on.")
    return redirect("people:own_life")


@page(Permission.CONFLICT_MIND)
def near(request: HttpRequest) -> HttpResponse:
    """What the rules suggest of the workers of one's agency, and a decision with its reason. Nobody meets her own."""
    actor, error = request.actor, ""
    if request.method == "POST":
        try:
            _decide(request)
        except NotThere:
            raise
        except Refused as refused:
            error = refused.sentence
        else:
            return redirect("people:near")
    found = queries.near_suggestions(actor)
    return render(
        request, "people/pages/near.html",
        {
            "waiting": [one for one in found if not one.outcome], "decided": [one for one in found if one.outcome],
            "said": lambda facts: "; ".join(FACTS.get(f, f) for f in facts), "error": error, "typed": request.POST,
        },
    )  # fmt: skip


def _decide(request: HttpRequest) -> None:
    try:
        key = UUID(request.POST.get("suggestion", ""))
    except ValueError:
        raise NotThere from None
    said = {"suggestion_id": key, "why": request.POST.get("why", ""), "at": request.actor.at}
    if request.POST.get("outcome") == "declare":
        actions.declare_suggested(request.actor, **said)
        messages.success(request, "Declared. Every folder about them is closed to her, and those laid later too.")
    else:
        actions.dismiss_suggested(request.actor, **said)
        messages.success(request, "Dismissed. This rule does not suggest it again.")
