"""Scrutiny and inspections: past grades by agency, what is open, and keeping a new one."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages.opening import folder_for
from kingfisher.assurance.states import SORTS
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class MyLookForm(Form):
    """Scrutiny the scrutineer begins herself, under her own name."""

    organisation_id = fields.Select("At whom", (), blank="The partnership as a whole", required=False)
    title = fields.Input("What it is called", hint="For example: Scrutiny of the front door")
    began_on = fields.Date("It began on", past=True)
    published_on = fields.Date("Published on", required=False)
    address = fields.Input("Where it can be read", hint="It begins with https://", required=False)
    summary = fields.Textarea("What it says, in short", rows=4, required=False)


class LookForm(MyLookForm):
    sort = fields.Radios("What it is", tuple(SORTS.items()))
    by = fields.Select("Who looked", lambda: ask.codes("inspected_by").choices())
    by_name = fields.Input("Her or his name", hint="Of a scrutineer", required=False)
    grade = fields.Input("Grade, in its own words", required=False)

    field_order = ("sort", "by", "by_name", "organisation_id", "title", "began_on", "published_on", "grade", "address",
                   "summary")  # fmt: skip


@page(Permission.ASSURANCE_READ)
def looks(request: HttpRequest) -> HttpResponse:
    """Whoever reads for the board; the office keeps one, of now or of years ago."""
    actor = request.actor
    doings = {}
    if actor.has(Permission.ASSURANCE_WORK) or actor.has(Permission.FINDING_WRITE):
        doings["keep"] = Doing(partial(_form, actor), partial(_keep, actor), "Kept. Open it to enter what was found.")
    forms, done = forms_of(request, doings)
    if done:
        return done
    found = queries.looks(actor)
    shown = {"forms": forms, "scrutiny": [x for x in found if x.row.sort == "scrutiny"],
             "inspections": [x for x in found if x.row.sort == "inspection"], "any": bool(found)}  # fmt: skip
    return render(request, "assurance/pages/looks.html", shown)


def _form(actor: Actor, *args: object, **kwargs: object) -> Form:
    made = LookForm if actor.has(Permission.ASSURANCE_WORK) else MyLookForm
    form = made(*args, **kwargs)
    form.fields["organisation_id"].choices = [(str(a.id), a.name) for a in agencies(actor)]
    return form


def _keep(actor: Actor, s: dict) -> None:
    at_whom = UUID(s["organisation_id"]) if s["organisation_id"] else None
    looked = actions.Looked(**{"sort": "scrutiny", "by": "scrutineer", **s, "organisation_id": at_whom})
    actions.keep_look(actor, looked=looked, folder=folder_for(actor), at=actor.at)
