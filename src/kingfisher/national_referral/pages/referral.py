"""One referral on one page: every answer with its source, what is missing, what became of it. And on paper."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Refused
from kingfisher.national_referral import actions, queries
from kingfisher.national_referral.queries import ReferralShown
from kingfisher.national_referral.states import DRAFT, REFERRAL
from kingfisher.people import queries as people
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class WriteForm(Form):
    mark_optional = False
    words = fields.Textarea("Your words", rows=3, required=False)


class TypesForm(Form):
    mark_optional = False
    types = fields.Checkboxes("Which types of exploitation?", empty="Choose at least one")


class SendForm(Form):
    mark_optional = False
    given_ref = fields.Input("Reference you were given", width=20, empty="Give the reference you were given")
    crime_ref = fields.Input("Crime police recorded for it", width=20, required=False,
                             hint="Police record a crime of modern slavery on every referral")  # fmt: skip


class MoveForm(Form):
    mark_optional = False
    name = fields.Radios("What happened?", empty="Choose what happened")
    happened_on = fields.Date("On which day?", empty="Say on which day")
    words = fields.Textarea("In the words of the letter, or why", rows=3, required=False)


class GuardianForm(Form):
    mark_optional = False
    on = fields.Date("Referred to an independent guardian on", empty="Say on which day")


@page(Permission.NRM_WORK, purpose=True)
def referrals(request: HttpRequest) -> HttpResponse:
    """Every referral one may see."""
    shown = {"rows": queries.referrals(request.actor), "at": request.actor.at}
    return render(request, "national_referral/pages/referrals.html", shown)


@page(Permission.NRM_WORK, purpose=True)
def begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say what it is; one click gathers it."""
    actor = request.actor
    child = people.statement(actor, person_id)
    if request.method == "POST":
        return redirect("national_referral:referral", actions.prepare(actor, person_id=person_id, at=actor.at))
    shown = {"child": child, "may_refer": queries.is_first_responder(actor),
             "responders": [c.label for c in ask.codes("nrm_first_responder").code]}  # fmt: skip
    return render(request, "national_referral/pages/begin.html", shown)


@page(Permission.NRM_WORK, purpose=True)
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Show it; or do one thing to it (`do`)."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing, _, code = request.POST.get("do", "").partition(":")
        form = _form(actor, doing, request.POST)
        if form is None or form.is_valid():
            try:
                _do(actor, referral_id, doing, code, form.cleaned_data if form else {})
                messages.success(request, "Kept.")
                return redirect("national_referral:referral", referral_id)
            except Refused as refused:
                form = form or Form({})
                for gap in refused.gaps or (refused.sentence,):
                    form.add_error(None, gap)
        bound[doing + (f":{code}" if code else "")] = form
    shown = _shown(actor, queries.referral(actor, referral_id), bound)
    return render(request, "national_referral/pages/referral.html", shown)


def _form(actor: Actor, doing: str, data: object = None, **initial: object) -> Form | None:
    made = {"write": WriteForm, "types": TypesForm, "send": SendForm, "move": MoveForm, "guardian": GuardianForm}
    if doing == "gather":
        return None
    if doing not in made:
        raise Refused("That cannot be done here. Go back and try again.")
    form = made[doing](data, prefix=doing, today=_today(actor), initial=initial)
    if doing == "types":
        form.fields["types"].choices = ask.codes("exploitation_type").choices()
    if doing == "move":
        form.fields["name"].choices = [(m.name, m.label) for m in REFERRAL if m.name != "send"]
    return form


def _today(actor: Actor) -> date:
    return actor.at.astimezone(LONDON).date()


def _do(actor: Actor, key: UUID, doing: str, code: str, said: dict) -> None:
    if doing == "gather":
        actions.gather_again(actor, referral_id=key, at=actor.at)
    elif doing == "write":
        actions.write(actor, referral_id=key, code=code, words=said["words"], at=actor.at)
    elif doing == "types":
        actions.write(actor, referral_id=key, types=said["types"], at=actor.at)
    elif doing == "send":
        actions.send(actor, referral_id=key, at=actor.at, **said)
    elif doing == "guardian":
        actions.guardian(actor, referral_id=key, on=said["on"], at=actor.at)
    else:
        actions.move(actor, referral_id=key, at=actor.at, **said)


def _shown(actor: Actor, r: ReferralShown, bound: dict[str, Form]) -> dict[str, object]:
    moves = [m for m in open_moves(REFERRAL, r.state, actor.permissions) if m.name != "send"]
    move = bound.get("move") or _form(actor, "move", happened_on=_today(actor))
    move.fields["name"].choices = [(m.name, m.label) for m in moves]
    return {
        "r": r, "at": actor.at, "label": ask.label, "is_draft": r.state == DRAFT, "moves": moves, "move": move,
        "may_refer": queries.is_first_responder(actor), "bound": [f for f in bound.values() if f], "writing": bound,
        "write": {a.code: bound.get(f"write:{a.code}") or WriteForm(prefix="write", initial={"words": a.own})
                  for a in r.answers},
        "types": bound.get("types") or _form(actor, "types", types=list(r.types)),
        "send": bound.get("send") or _form(actor, "send"),
        "guardian": bound.get("guardian") or _form(actor, "guardian"),
    }  # fmt: skip


@page(Permission.NRM_WORK, purpose=True)
@leaves("national_referral.paper")
def paper(request: HttpRequest, referral_id: UUID) -> Leaving:
    """The pack on paper, question by question, to copy from: the mechanism's own form waits an hour and no longer."""
    r = queries.referral(request.actor, referral_id, printed=True)
    shown = {"r": r, "label": ask.label, "reference": r.ref, "at": request.actor.at}
    return Leaving(render(request, "national_referral/pages/paper.html", shown), people=[r.person_id],
                   folders=[r.folder_id])  # fmt: skip
