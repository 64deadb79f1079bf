"""Every pack for inspectors, and asking for one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.kernel.timing import LONDON, add_months
from kingfisher.rulebook import assured
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class PackForm(Form):
    mark_optional = False
    kind = fields.Radios("Which pack", ())
    title = fields.Input("What it is for", hint="For example: Joint inspection, letter of 3 November")
    first_day = fields.Date("From")
    last_day = fields.Date("To")


@page(Permission.PACK_READ)
def packs(request: HttpRequest) -> HttpResponse:
    """The office asks for one; whoever reads packs sees each, and of its lists those that are open to her."""
    actor, on = request.actor, request.actor.at.astimezone(LONDON).date()
    kinds = assured.packs(on=on)

    def form(*args: object, **kwargs: object) -> Form:
        back = max((k.months for k in kinds), default=12)
        made = PackForm(*args, initial={"first_day": add_months(on, -back), "last_day": on}, **kwargs)
        made.fields["kind"].choices = [(k.id, k.title) for k in kinds]
        return made

    made = []
    doings = {}
    if actor.has(Permission.ASSURANCE_WORK):
        doings["ask"] = Doing(form, lambda s: made.append(actions.ask_pack(actor, **s, at=actor.at)), "")
    forms, done = forms_of(request, doings)
    if done:
        return redirect("assurance:pack", made[0])
    shown = {"found": queries.packs(actor), "forms": forms, "kinds": {k.id: k for k in kinds}}
    return render(request, "assurance/pages/packs.html", shown)
