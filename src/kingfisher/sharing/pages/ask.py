"""Ask an agency what it knows, from wherever a person is seen; the usual questions and ordinary basis filled in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AskForm(Form):
    """What is asked, why, and on which basis. The basis' own questions are added as boxes of their own."""

    mark_optional = False

    why = fields.Textarea("Why do you need this?", rows=3, empty="Say why you need this")
    questions = fields.Textarea("What do you ask?", rows=6, hint="One question a line", empty="Ask a question")
    purpose = fields.Select("What is it for?")
    gateway = fields.Select("Which law lets or makes them share?")
    art6 = fields.Select("Lawful basis")
    art9 = fields.Select("For health, ethnicity and other very private facts", required=False, blank="Not needed")
    sch1 = fields.Select("And its condition", required=False, blank="Not needed")


@page(Permission.REQUEST_ASK, purpose=True)
def ask(request: HttpRequest) -> HttpResponse:
    """`?holder=` the agency, `?person=` whom about; `?kind=&id=` the thing, else the person."""
    actor, at = request.actor, request.actor.at
    person, holder = _key(request, "person"), _key(request, "holder")
    subjects = queries.subjects_from(actor, [person] if person else [])
    agency = agencies_by_id(actor, {holder}).get(holder) if holder else None
    if not subjects or agency is None:
        raise NotThere
    about = (request.GET.get("kind", "people.person"), _key(request, "id") or person)
    usual = queries.suggested(actor, agency.id, about=about)
    if usual.already_waiting:
        messages.info(request, f"{agency.short_name} is being asked already: here it is.")
        return redirect("sharing:request", usual.already_waiting)
    form = _form(request, usual)
    bases = _bases(request, form, usual)
    if request.method == "POST" and "renew" not in request.POST and form.is_valid():
        try:
            made = actions.ask(
                actor, holder_id=agency.id, about=about, subjects=subjects,
                basis_answers={q: request.POST.get(f"basis-{n}", "") for n, (_, q, _) in enumerate(bases)},
                **{**form.cleaned_data, "questions": form.cleaned_data["questions"].splitlines()}, at=at,
            )  # fmt: skip
            messages.success(request, f"{agency.short_name} has been asked.")
            return redirect("sharing:request", made)
        except (actions.CannotAsk, actions.AlreadyAsked) as lacking:
            for gap in lacking.gaps or (lacking.sentence,):
                form.add_error(None, gap)
    said = {"form": form, "agency": agency, "subjects": subjects, "bases": bases, "at": at}
    return render(request, "sharing/pages/ask.html", said)


def _form(request: HttpRequest, usual: queries.Suggestion) -> AskForm:
    initial = {name: getattr(usual, name) for name in ("purpose", "gateway", "art6", "art9", "sch1")}
    initial["questions"] = "\n".join(usual.questions)
    form = AskForm(None if "renew" in request.POST else request.POST or None, initial=initial | _typed(request))
    on = local_day(request.actor.at, rulebook.calendar())
    form.fields["purpose"].choices = [(p.id, p.title) for p in rulebook.purposes() if p.may_be_chosen]
    form.fields["gateway"].choices = [(g.id, g.title) for g in rulebook.gateways(on=on)]
    for layer in ("art6", "art9", "sch1"):
        form.fields[layer].choices = [(b.id, b.title) for b in rulebook.bases(layer=layer)]
    return form


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: value for name, value in request.POST.items() if name in AskForm.base_fields}


def _bases(request: HttpRequest, form: AskForm, usual: queries.Suggestion) -> list[tuple[str, str, str]]:
    """(title of the basis, question, answer): of what is chosen now, with what was typed or the ordinary answer."""
    chosen = {name: request.POST.get(name, getattr(usual, name)) for name in ("gateway", "art6", "art9", "sch1")}
    bases = queries.bases_of(request.actor, **chosen)
    titles = {one.id: one.title for one in bases.parts}
    typed = {request.POST.get(f"question-{n}"): request.POST.get(f"basis-{n}") for n in range(20)}
    return [(titles[b], q, typed.get(q) or said) for b, q, said in queries.ready(request.actor, bases)]


def _key(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
