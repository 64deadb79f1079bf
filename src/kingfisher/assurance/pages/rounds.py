"""Every round of self-assessments: who was asked, who answered, who is silent; and beginning a new one."""

from datetime import timedelta
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import assured
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class BeginForm(Form):
    mark_optional = False
    kind = fields.Radios("Which self-assessment", ())
    title = fields.Input("What this one is called", hint="For example: Section 11, 2026")
    due_on = fields.Date("Answers are due by")


@page(Permission.ASSURANCE_READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """Whoever reads for the board sees all of it; the office begins a round."""
    actor, on = request.actor, request.actor.at.astimezone(LONDON).date()
    kinds = assured.assessments(on=on)

    def begin(*args: object, **kwargs: object) -> Form:
        form = BeginForm(*args, **kwargs)
        form.fields["kind"].choices = [(k.id, k.title) for k in kinds]
        return form

    doings = {}
    if actor.has(Permission.ASSURANCE_WORK):
        weeks = max((k.weeks for k in kinds), default=6)
        doings["begin"] = Doing(
            partial(begin, initial={"due_on": on + timedelta(weeks=weeks)}),
            lambda s: actions.begin_round(actor, **s, at=actor.at), "Begun. Open it to send it to agencies.",
        )  # fmt: skip
    forms, done = forms_of(request, doings)
    if done:
        return done
    found = queries.rounds(actor)
    last = {k.id: next((r for r in found if r.row.kind == k.id), None) for k in kinds}
    shown = {"found": found, "kinds": kinds, "last": last, "forms": forms, "on": on}
    return render(request, "assurance/pages/rounds.html", shown)
