"""Complex abuse: one enquiry over many children."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import Refused
from kingfisher.pathway import actions, queries
from kingfisher.pathway.pages.episode_forms import CallForm
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class ComplexForm(Form):
    title = fields.Input("What is it called?", hint="A name that tells nothing of anybody.", empty="Give it a name")
    families = fields.Textarea("How are children and families stood by?", rows=3,
                               empty="Say how children and families are stood by")  # fmt: skip
    media = fields.Textarea("What is said in public, and by whom?", rows=2, required=False)
    exit_words = fields.Textarea("When and how does it end?", rows=2, required=False)


class ChildForm(Form):
    child = fields.Select("Which child?", blank="Choose", empty="Choose which child")
    why = fields.Textarea("What ties this child to it?", rows=2, empty="Say what ties this child to it")


class LearnedForm(Form):
    learned = fields.Textarea("What was found and learned?", rows=3, empty="Say what was found and learned")


@page(Permission.PATHWAY_READ, purpose=True)
def complex_enquiries(request: HttpRequest) -> HttpResponse:
    """Those there are; a manager begins another."""
    actor = request.actor
    form = ComplexForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return redirect("pathway:complex", actions.begin_complex(actor, at=actor.at, **form.cleaned_data))
    may_begin = actor.has(Permission.PATHWAY_AUTHORISE)
    shown = {"rows": queries.complexes(actor), "form": form, "may_begin": may_begin}
    return render(request, "pathway/pages/complexes.html", shown)


@page(Permission.PATHWAY_READ, purpose=True)
def complex_enquiry(request: HttpRequest, complex_id: UUID) -> HttpResponse:
    """Its children, its meetings, how families are stood by; and what a manager does with it."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing = request.POST.get("do", "")
        form = _forms(actor, request.POST).get(doing)
        if form is None:
            raise Refused("That cannot be done here. Go back and try again.")
        if form.is_valid():
            try:
                with transaction.atomic():
                    led = _do(actor, complex_id, doing, form.cleaned_data)
                return redirect(url_for("meetings.meeting", led) if led else request.path)
            except Refused as refused:
                form.add_error(None, refused.sentence)
        bound[doing] = form
    shown = {
        "file": queries.complex_file(actor, complex_id), "at": actor.at, "forms": _forms(actor) | bound,
        "bound": list(bound.values()), "may_lead": actor.has(Permission.PATHWAY_AUTHORISE),
        "meeting_url": lambda m: url_for("meetings.meeting", m.id),
    }  # fmt: skip
    return render(request, "pathway/pages/complex.html", shown)


def _forms(actor: Actor, data=None) -> dict[str, Form]:
    child = ChildForm(data, prefix="child")
    child.fields["child"].choices = [(str(r.id), f"{r.name}, {r.ref}") for r in queries.open_episodes(actor)]
    return {"child": child, "call": CallForm(data, prefix="call"), "end": LearnedForm(data, prefix="end")}


def _do(actor: Actor, complex_id: UUID, doing: str, said: dict) -> UUID | None:
    if doing == "child":
        actions.add_child(actor, complex_id=complex_id, episode_id=UUID(said["child"]), why=said["why"], at=actor.at)
    elif doing == "end":
        actions.end_complex(actor, complex_id=complex_id, at=actor.at, **said)
    return actions.call_complex_meeting(actor, complex_id=complex_id, at=actor.at, **said) if doing == "call" else None
