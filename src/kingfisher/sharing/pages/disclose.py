"""The decision to share: what, with whom, on which basis, why no more than is needed; or why not, or not yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies
from kingfisher.people import queries as people
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import Basis, CannotDecide, Weighed
from kingfisher.ui import fields
from kingfisher.ui.fields import Choice
from kingfisher.ui.forms import Form

_BOX = {"required": False, "rows": 3}
IS = (
    Choice("fact", "Fact: seen, or in a record"),
    Choice("opinion", "Opinion: a worker's judgement"),
    Choice("third_hand", "Third-hand: heard from somebody else"),
)


class DiscloseForm(Form):
    """Everything a decision about sharing may need; what this one needs is asked for when it is sent."""

    mark_optional = False

    to = fields.Select("With which agency?", required=False)
    to_other = fields.Input("Or with somebody who does not use Kingfisher", required=False)
    decision = fields.Radios("What do you decide?", (), empty="Choose what you decide")
    why = fields.Textarea("What is it about, and why now?", rows=3, empty="Say what it is about and why now")
    summary = fields.Textarea("What you share, in words", hint="Leave empty where you refuse or decide later", **_BOX)
    summary_is = fields.Radios("Is that fact, opinion or third-hand?", IS, required=False)
    withheld = fields.Textarea("What did you take out, and why?", required=False, rows=2)
    method = fields.Radios("How does it go?", (), required=False)
    happened_at = fields.Moment("When was it said?", past=True, required=False)
    purpose = fields.Select("What is it for?", required=False)
    gateway = fields.Select("Which law lets or makes you share?", required=False)
    art6 = fields.Select("Lawful basis", required=False)
    art9 = fields.Select("For health, ethnicity and other very private facts", required=False, blank="Not needed")
    sch1 = fields.Select("And its condition", required=False, blank="Not needed")
    necessity = fields.Textarea("Why is it necessary?", required=False, rows=2)
    proportionality = fields.Textarea("Why is it no more than is needed?", required=False, rows=2)
    others_at_risk = fields.Textarea(
        "Who could be found or harmed if it reached the wrong person?", required=False, rows=2
    )
    family_told = fields.Select("Does the family know?", required=False, blank="Not said")
    conditions = fields.Textarea(
        "On what conditions?", required=False, rows=2, hint="Such as: do not tell the parents yet"
    )
    until_on = fields.Date("Until when may they keep it open?", required=False)
    reason = fields.Select("If not, or not all: why?", required=False, blank="Choose")
    greater_harm = fields.Textarea("How would sharing harm the child more than not sharing?", required=False, rows=2)
    review_on = fields.Date("If later: by which day is it decided?", required=False)
    decided_by = fields.Input("Who decided?", empty="Say who decided")
    second_approver = fields.Input("Who else agreed? (where your agency asks for two)", required=False)


@page(Permission.REQUEST_ASK, purpose=True)
def disclose(request: HttpRequest) -> HttpResponse:
    """`?person=` somebody of the worker's own agency; `?to=` the agency's code, where that is known."""
    actor = request.actor
    person_id = _key(request.GET.get("person", ""))
    mine = people.statements(actor, {person_id}).get(person_id) if person_id else None
    if mine is None or mine.organisation_id != actor.organisation_id:
        raise NotThere
    form = disclose_form(request)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            made = actions.decide(
                actor, person_id=mine.id, to_organisation=_key(clean["to"]), to_other=clean["to_other"],
                said=weighed(request, clean), at=actor.at,
                basis=Basis(*(clean[n] or "" for n in ("gateway", "art6", "art9", "sch1"))),
            )  # fmt: skip
            given = clean["decision"].startswith("share")
            messages.success(request, "Recorded. What was shared is with them now." if given else "Recorded.")
            return redirect("sharing:decision", made)
        except CannotDecide as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "sharing/pages/disclose.html", {
        "form": form, "person": mine, "lines": queries.own_lines(actor, [mine.id]), "picked": picked(request),
        "duty": queries.duty_mode(actor), "rules": rulebook.prompts("rule"), "asks": rulebook.prompts("ask"),
    })  # fmt: skip


def weighed(request: HttpRequest, clean: dict) -> Weighed:
    """The form in the shape the decision takes."""
    same = ("decision", "why", "decided_by", "summary", "purpose", "necessity", "proportionality", "others_at_risk",
            "family_told", "withheld", "reason", "greater_harm", "conditions", "until_on", "review_on",
            "second_approver")  # fmt: skip
    return Weighed(
        summary_is=clean["summary_is"] or "fact", method=clean["method"] or "in_system",
        happened_at=clean["happened_at"], lines=picked(request),
        **{name: clean[name] or (None if name.endswith("_on") else "") for name in same},
    )  # fmt: skip


def picked(request: HttpRequest) -> tuple[UUID, ...]:
    """The lines of history that were ticked."""
    return tuple(key for said in request.POST.getlist("line") if (key := _key(said)))


def disclose_form(request: HttpRequest) -> DiscloseForm:
    """The form with its choices, the ordinary ones chosen already."""
    actor = request.actor
    on = local_day(actor.at, rulebook.calendar())
    others = [a for a in agencies(actor) if a.id != actor.organisation_id]
    asked = next((str(a.id) for a in others if a.code == request.GET.get("to")), "")
    first = {"to": asked, "decision": "share_full", "method": "in_system", "summary_is": "fact",
             "purpose": "safeguard_child", "gateway": "ca2004_s10", "art6": "art6_e",
             "decided_by": actor.worker_name}  # fmt: skip
    form = DiscloseForm(request.POST or None, initial=first, today=on)
    f = form.fields
    f["to"].choices = [("", "Choose an agency"), *((str(a.id), a.name) for a in others)]
    f["decision"].choices = rulebook.codes("sharing_decision").choices()
    f["method"].choices = rulebook.codes("sharing_method").choices()
    f["purpose"].choices = [(p.id, p.title) for p in rulebook.purposes() if p.may_be_chosen]
    f["gateway"].choices = [(g.id, g.title) for g in rulebook.gateways(on=on)]
    for layer in ("art6", "art9", "sch1"):
        f[layer].choices = [(b.id, b.title) for b in rulebook.bases(layer=layer)]
    f["family_told"].choices = rulebook.codes("family_told").choices()
    f["reason"].choices = rulebook.codes("decline_reason").choices()
    return form


def _key(said: str) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None
