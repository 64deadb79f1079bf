"""Advice without a name: the log, and writing one down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations.queries import agencies
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import ConsultationSaid, NameNeeded
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form

OTHER = "other"
SHOWN = 100


class ConsultationForm(Form):
    danger_now = fields.Radios(
        "Is a child in danger now?", (Choice("yes", "Yes, or it may be"), Choice("no", "No")),
        empty="Say whether a child is in danger now",
    )  # fmt: skip
    agency = fields.Select("Which agency asks?", empty="Say which agency asks")
    from_words = fields.Input("If none of these, which?", width=20, required=False, most=120)
    asked_by = fields.Input("What do they do there?", width=20, most=120, hint="Teacher, health visitor. No name.",
                            empty="Say what the person who asked does")  # fmt: skip
    category = fields.Select("What is the worry?", empty="Choose what the worry is")
    question = fields.Textarea("What was asked?", rows=4, hint="No name, birth date, address or number.",
                               empty="Say what was asked")  # fmt: skip
    advice = fields.Textarea("What was advised?", rows=4, empty="Say what was advised")
    advised_to_refer = fields.YesNo("Were they advised to tell us of a concern?")
    looked_over = fields.Tick("I looked it over: no word in it names a child or family", required=False)


@page(Permission.CONTACT_TRIAGE, purpose=True)
def consultations(request: HttpRequest) -> HttpResponse:
    """The log, the newest first, and how often each agency asked."""
    found = queries.consultations(request.actor)
    shown = {
        "rows": found[:SHOWN], "more": len(found) > SHOWN, "label": ask.label,
        "often": queries.consulted_by_agency(request.actor),
    }  # fmt: skip
    return render(request, "referrals/pages/consultations.html", shown)


@page(Permission.CONTACT_TRIAGE, purpose=True)
def consultation(request: HttpRequest) -> HttpResponse:
    """Write one down. Where a child is in danger it becomes a concern instead, with what was typed."""
    actor, form, danger = request.actor, _form(request), ""
    if request.method == "POST" and form.is_valid():
        try:
            ref = actions.consult(actor, said=_said(form.cleaned_data), at=actor.at)
            messages.success(request, f"Written down as {ref}. No record of a child was made.")
            return redirect("referrals:consultations")
        except NameNeeded as refused:
            danger = refused.sentence
        except Refused as refused:
            for sentence in refused.gaps or (refused.sentence,):
                form.add_error(None, sentence)
    elif form.data.get("danger_now") == "yes":
        danger = "A child is in danger now, so this cannot stay without a name. Take it down as a concern."
    return render(request, "referrals/pages/consultation.html", {"form": form, "danger": danger})


def _form(request: HttpRequest) -> ConsultationForm:
    form = ConsultationForm(request.POST or None)
    others = [(str(a.id), a.name) for a in agencies(request.actor) if a.id != request.actor.organisation_id]
    form.fields["agency"].choices = [*others, (OTHER, "None of these")]
    form.fields["category"].choices = ask.codes("concern_category").choices()
    return form


def _said(typed: dict) -> ConsultationSaid:
    agency = typed["agency"]
    return ConsultationSaid(
        asked_by=typed["asked_by"], category=typed["category"], question=typed["question"], advice=typed["advice"],
        advised_to_refer=bool(typed["advised_to_refer"]), danger_now=typed["danger_now"] == "yes",
        from_agency_id=None if agency == OTHER else UUID(agency), from_words=typed["from_words"],
        looked_over=typed["looked_over"],
    )  # fmt: skip
