"""Asking one agency in other words than the usual ones: everything is laid ready, and may be changed."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import AgencyAsked
from kingfisher.referrals.rules import why_ask
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import queries as sharing
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AskForm(Form):
    mark_optional = False
    about = fields.Checkboxes("About whom?", empty="Choose at least one person")
    why = fields.Textarea("Why is it needed?", rows=3)
    questions = fields.Textarea("Questions", rows=8, hint="One to a line.", empty="Ask at least one question")
    purpose = fields.Select("Purpose")
    gateway = fields.Select("The law that lets them answer")
    art6 = fields.Select("Lawful basis")
    art9 = fields.Select("For health and other private matters", required=False, blank="None")
    sch1 = fields.Select("With it, in the Data Protection Act", required=False, blank="None")


@page(Permission.CONTACT_TRIAGE, purpose=True)
def ask(request: HttpRequest, contact_id: UUID, holder_id: UUID) -> HttpResponse:
    """Questions, purpose and basis as usual for that sort of agency, to change at will."""
    actor = request.actor
    file = queries.contact_file(actor, contact_id)
    usual = sharing.suggested(actor, holder_id, about=("referrals.contact", contact_id))
    form = _form(request, file, usual)
    basis = [(f"basis-{n}", q, said) for n, (_, q, said) in enumerate(usual.basis_answers)]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        one = AgencyAsked(
            holder_id, tuple(q.strip() for q in said["questions"].splitlines() if q.strip()), said["why"],
            said["purpose"], said["gateway"], said["art6"], said["art9"], said["sch1"],
            tuple((q, request.POST.get(name, "").strip() or ready) for name, q, ready in basis),
        )  # fmt: skip
        try:
            with transaction.atomic():
                actions.ask_agencies(
                    actor, contact_id=contact_id, asked=[one], person_ids=[UUID(p) for p in said["about"]], at=actor.at
                )
            return redirect(reverse("referrals:contact", args=[contact_id]) + "#checks")
        except Refused as refused:
            for sentence in refused.gaps or (refused.sentence,):
                form.add_error(None, sentence)
    shown = {"file": file, "contact": file.contact, "usual": usual, "form": form, "basis": basis, "said": request.POST}
    return render(request, "referrals/pages/ask.html", shown)


def _form(request: HttpRequest, file: queries.ContactFile, usual: sharing.Suggestion) -> AskForm:
    labels = [rulebook.label("concern_category", c) for c in file.contact.said.categories]
    form = AskForm(request.POST or None, initial={
        "about": [str(p.person_id) for p in file.people if p.part != "worry"],
        "why": why_ask(file.contact.ref, labels), "questions": "\n".join(usual.questions), "purpose": usual.purpose,
        "gateway": usual.gateway, "art6": usual.art6, "art9": usual.art9, "sch1": usual.sch1,
    })  # fmt: skip
    form.fields["about"].choices = [(str(p.person_id), p.name) for p in file.people]
    form.fields["purpose"].choices = [(p.id, p.title) for p in rulebook.purposes() if p.may_be_chosen]
    on = request.actor.at.date()
    form.fields["gateway"].choices = [(g.id, g.title) for g in rulebook.gateways(on=on)]
    for layer in ("art6", "art9", "sch1"):
        form.fields[layer].choices = [(b.id, b.title) for b in rulebook.bases(layer=layer)]
    return form
