"""What one agency is asked about a finding from outside, what it promises, and what shows that it was done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class RespondForm(Form):
    mark_optional = False
    accepted = fields.YesNo("Do you accept it?")
    words = fields.Textarea("What you will do, or why you do not accept it", rows=4)
    owner = fields.Input("Who answers for it", hint="Name and post. Empty if it is not accepted", required=False)
    due_on = fields.Date("By when", required=False)


class DoneForm(Form):
    mark_optional = False
    evidence = fields.Textarea("What shows that it was done", rows=3)


@page(Permission.RETURN_ANSWER)
def response(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """Whoever it is asked of answers; whoever reads for the board reads."""
    actor = request.actor
    look, finding, one = queries.response_of(actor, response_id)
    kept, doings = {"response_id": response_id, "at": actor.at}, {}
    if (one.is_mine or actor.has(Permission.ASSURANCE_WORK)) and not actor.reads_only:
        if one.row.answered_at is None:
            doings["respond"] = Doing(
                RespondForm, lambda s: actions.respond(actor, **s, **kept), "Sent. The partnership has it now."
            )
        elif one.row.is_accepted and one.row.done_at is None:
            doings["done"] = Doing(DoneForm, lambda s: actions.carried_out(actor, **s, **kept), "Kept.")
    forms, done = forms_of(request, doings)
    if done:
        return done
    shown = {"look": look, "finding": finding, "one": one, "row": one.row, "forms": forms}
    return render(request, "assurance/pages/response.html", shown)
