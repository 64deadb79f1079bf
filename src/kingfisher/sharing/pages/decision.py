"""What my agency decided about sharing, and one decision: correct what was given, or take it back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import CannotDecide, Weighed
from kingfisher.sharing.pages.disclose import IS
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class CorrectForm(Form):
    mark_optional = False
    what_was_wrong = fields.Textarea("What was wrong?", rows=2, empty="Say what was wrong")
    summary = fields.Textarea("What is right?", rows=4, empty="Say what is right")
    summary_is = fields.Radios("Is that fact, opinion or third-hand?", IS, required=False)


class RetractForm(Form):
    mark_optional = False
    why = fields.Textarea("Why is it taken back, and what should they do with copies?", rows=3, empty="Say why")


@page(Permission.REQUEST_READ, purpose=True)
def decisions(request: HttpRequest) -> HttpResponse:
    """Decided by us, and given to us; what nobody here has read yet first."""
    actor = request.actor
    unread = {o.id for o in queries.not_had(actor)}
    given = sorted(queries.given_to_us(actor), key=lambda o: o.id not in unread)
    return render(request, "sharing/pages/decisions.html", {
        "ours": queries.decisions(actor), "given": given, "unread": unread, "at": actor.at, **wording(),
    })  # fmt: skip


@page(Permission.REQUEST_READ, purpose=True)
def decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The decision as it was weighed, with what was given."""
    return _shown(request, decision_id, CorrectForm(prefix="c"), RetractForm(prefix="r"))


@require_POST
@page(Permission.REQUEST_ASK, purpose=True)
def correct(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Give it again as it should have been."""
    form = CorrectForm(request.POST, prefix="c")
    if form.is_valid():
        said = Weighed(decision="share_summary", why="", decided_by="", summary=form.cleaned_data["summary"],
                       summary_is=form.cleaned_data["summary_is"] or "fact")  # fmt: skip
        wrong = form.cleaned_data["what_was_wrong"]
        if _done(request, form, lambda at: actions.correct(request.actor, decision_id=decision_id, said=said,
                                                           what_was_wrong=wrong, at=at)):  # fmt: skip
            messages.success(request, "Corrected. Whoever has it is told.")
            return redirect("sharing:decision", decision_id)
    return _shown(request, decision_id, form, RetractForm(prefix="r"))


@require_POST
@page(Permission.REQUEST_ASK, purpose=True)
def retract(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Take it back."""
    form = RetractForm(request.POST, prefix="r")
    if form.is_valid():
        why = form.cleaned_data["why"]
        if _done(request, form, lambda at: actions.retract(request.actor, decision_id=decision_id, why=why, at=at)):
            messages.success(request, "Taken back. They can no longer open it, and are told why.")
            return redirect("sharing:decision", decision_id)
    return _shown(request, decision_id, CorrectForm(prefix="c"), form)


def _done(request: HttpRequest, form: forms.Form, act) -> bool:
    try:
        act(request.actor.at)
    except CannotDecide as lacking:
        for gap in lacking.gaps:
            form.add_error(None, gap)
        return False
    return True


def _shown(request: HttpRequest, decision_id: UUID, correcting: Form, retracting: Form) -> HttpResponse:
    row, by = queries.decision(request.actor, decision_id)
    given = queries.certificate(request.actor, row.outline_id) if row.outline_id else None
    shown = {"row": row, "by": by, "given": given, "correct": correcting, "retract": retracting, **wording()}
    return render(request, "sharing/pages/decision.html", shown)


def wording() -> dict[str, object]:
    """What the codes are called."""
    lists = ("sharing_decision", "sharing_method", "decline_reason", "family_told")
    return {
        "words": {code: label for one in lists for code, label in rulebook.codes(one).choices()},
        "states": {"stands": "Stands", "corrected": "Corrected since", "retracted": "Taken back"},
        "titles": {p.id: p.title for p in rulebook.purposes()} | {g.id: g.title for g in rulebook.gateways()}
        | {b.id: b.title for b in rulebook.bases()},
    }  # fmt: skip
