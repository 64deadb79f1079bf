"""Every audit of cases, and planning one."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages.opening import people
from kingfisher.assurance.rules import LEAST, MOST
from kingfisher.assurance.states import POPULATIONS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class PlanForm(Form):
    theme = fields.Input("What it is about", hint="For example: hearing the child at the front door")
    questions = fields.Textarea("What every reader grades", rows=4, hint="A question a line, six at most")
    population = fields.Radios("Drawn from", tuple(POPULATIONS.items()))
    first_day = fields.Date("From")
    last_day = fields.Date("To")
    wanted = fields.Number("How many cases", least=LEAST, greatest=MOST, width=3)
    first_grader = fields.Select(
        "First reader", (), hint="She or he reads every case drawn, by name, until it is finished"
    )
    second_grader = fields.Select("Second reader", (), hint="Of another agency, best")
    seed = fields.Input("Seed", hint="Anything: the same seed draws the same cases again. Empty: the audit’s reference",
                        required=False)  # fmt: skip
    again_on = fields.Date("Audited again on", required=False)


@page(Permission.ASSURANCE_READ)
def audits(request: HttpRequest) -> HttpResponse:
    """Whoever reads for the board sees each; the office plans one."""
    actor = request.actor
    doings = {}
    if actor.has(Permission.ASSURANCE_WORK):
        doings["plan"] = Doing(partial(_form, actor), lambda s: _plan(actor, s), "Planned. Open it to draw its cases.")
    forms, done = forms_of(request, doings)
    if done:
        return done
    return render(request, "assurance/pages/audits.html", {"found": queries.audits(actor), "forms": forms})


def _form(actor: Actor, *args: object, **kwargs: object) -> Form:
    on = actor.at.astimezone(LONDON).date()
    initial = {"first_day": on - timedelta(days=183), "last_day": on, "wanted": 12}
    form = PlanForm(*args, initial=initial, **kwargs)
    names, _ = people(actor)
    form.fields["first_grader"].choices = form.fields["second_grader"].choices = names
    return form


def _plan(actor: Actor, s: dict) -> None:
    said = {**s, "questions": tuple(s["questions"].splitlines()), "first_grader": UUID(s["first_grader"]),
            "second_grader": UUID(s["second_grader"])}  # fmt: skip
    actions.plan(actor, planned=actions.Planned(**said), at=actor.at)
