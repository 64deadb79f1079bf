"""Passing a contact to another council, saying that it came from one, and what they said."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import TransferSaid
from kingfisher.referrals.rules import TRANSFER_OUTCOME
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form


class OutForm(Form):
    council = fields.Input("Which council?", empty="Say which council")
    person = fields.Input("Who there has it, and how do you reach them?", hint="Name, team, telephone.",
                          empty="Say who there has it")  # fmt: skip
    how = fields.Radios("How was it passed on?", (
        Choice("telephone", "By telephone"), Choice("email", "By secure email"), Choice("letter", "By letter"),
    ), empty="Choose how it was passed on")  # fmt: skip
    words = fields.Textarea("What were they told or sent?", rows=5, hint="As much as they need to keep the child safe.",
                            empty="Say what they were told or sent")  # fmt: skip


class InForm(Form):
    council = fields.Input("Which council did it come from?", empty="Say which council")
    person = fields.Input("Who passed it on, and how do you reach them?", empty="Say who passed it on")
    their_ref = fields.Input("Their reference", width=20, most=60, required=False)
    words = fields.Textarea("What did they say or send?", rows=3, empty="Say what they said or sent")


class HaveItForm(Form):
    who = fields.Input("Who said so, and when?", most=300, empty="Say who said so")
    their_ref = fields.Input("Their reference", width=20, most=60, required=False)


@page(Permission.CONTACT_TRIAGE, purpose=True)
def transfer(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What passed between the councils about one contact; `do` is out, in, have_it or chase."""
    actor, doing = request.actor, request.POST.get("do", "")
    now = queries.contact_by_id(actor, contact_id)
    rows = queries.transfers_of(actor, contact_id)
    forms: dict[str, Form] = {name: shape(request.POST if doing == name else None, prefix=name)
                              for name, shape in (("out", OutForm), ("in", InForm))}  # fmt: skip
    have_it = HaveItForm(request.POST if doing == "have_it" else None, prefix="have_it")
    form = {**forms, "have_it": have_it}.get(doing)
    ready = request.method == "POST" and (doing == "chase" or (form is not None and form.is_valid()))
    if ready and _done(form, lambda: _do(actor, doing, contact_id, form, _key(request))):
        return redirect("referrals:transfer", contact_id)
    shown = {
        "contact": now, "rows": rows, "out": forms["out"], "came": forms["in"], "have_it": have_it, "actor": actor,
        "may_pass": now.outcome == TRANSFER_OUTCOME, "answering": _key(request),
    }  # fmt: skip
    return render(request, "referrals/pages/transfer.html", shown)


def _do(actor: Actor, doing: str, contact_id: UUID, form: Form | None, transfer_id: UUID | None) -> None:
    if doing in ("out", "in"):
        act = actions.transfer_out if doing == "out" else actions.came_from
        act(actor, contact_id=contact_id, said=TransferSaid(**form.cleaned_data), at=actor.at)
        return
    if transfer_id is None:
        raise NotThere
    if doing == "chase":
        actions.chase_transfer(actor, transfer_id=transfer_id, at=actor.at)
    else:
        actions.acknowledge_transfer(actor, transfer_id=transfer_id, at=actor.at, **form.cleaned_data)


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("transfer", ""))
    except ValueError:
        return None


@page(Permission.CONTACT_TRIAGE)
def of_transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """From one transfer, such as its clock names it, to the page of its contact."""
    return redirect("referrals:transfer", queries.contact_of_transfer(request.actor, transfer_id))


def _done(form: Form | None, action: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            action()
        return True
    except NotThere:
        raise
    except Refused as refused:
        if form is None:
            raise
        for sentence in refused.gaps or (refused.sentence,):
            form.add_error(None, sentence)
        return False
