"""Two records side by side, why they may be one person, and the answer a worker gives."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id, colleagues
from kingfisher.people import actions, queries
from kingfisher.people.rules import Said
from kingfisher.ui import choices, fields, forms

ANSWERS = (
    choices.Choice("same", "Yes, link them", hint="Each record stays as it is and as open or shut as it was."),
    choices.Choice("different", "No, they are two people"),
    choices.Choice("unsure", "Not sure yet", hint="Somebody else will see that it needs a second look."),
)


class AnswerForm(forms.Form):
    answer = choices.Radios("Are these one person?", ANSWERS, called="whether these are one person")
    why = fields.Textarea("Why do you think so?", rows=3, hint="What agrees, what differs, whom you asked.")


@page(Permission.PERSON_JUDGE, purpose=True)
def compare(request: HttpRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    """The left record must be open to the worker; of the right one perhaps only its existence is."""
    actor = request.actor
    match = next((m for m in queries.likely_matches(actor, left_id, at_most=60) if m.person_id == right_id), None)
    left = queries.statement(actor, left_id)
    if match is None:
        right = queries.statement(actor, right_id)
        match = queries.Match(right.id, right.folder_id, right.organisation_id, 2, right, 0.0, (), None)
    form = AnswerForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next") or reverse("casefile:child", args=[left_id])
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        raise NotThere
    if request.method == "POST" and form.is_valid():
        actions.judge(
            actor, left_id=left.id, left_folder_id=left.folder_id, right_id=match.person_id,
            right_folder_id=match.folder_id, answer=form.cleaned_data["answer"], why=form.cleaned_data["why"],
            evidence=list(match.reasons), probability=match.probability or None, at=actor.at,
        )  # fmt: skip
        messages.success(request, "Your answer is recorded. You can answer again if you learn more.")
        return redirect(wanted)
    judged = queries.judgements_about(actor, left_id, right_id)
    return render(
        request,
        "people/pages/compare.html",
        {
            "left": left,
            "match": match,
            "rows": _rows(left, match.statement),
            "form": form,
            "next": wanted,
            "judged": judged,
            "by": colleagues(actor, {j.by for j in judged}),
            "agencies": agencies_by_id(actor, {left.organisation_id, match.organisation_id}),
        },
    )


def _rows(left: queries.Statement, right: queries.Statement | None) -> list[dict[str, str]]:
    """Each fact of the two records; the words are each agency's own."""
    facts = (
        ("First name", lambda s: s.given_name),
        ("Middle names", lambda s: s.middle_names),
        ("Family name", lambda s: s.family_name),
        ("Known as", _also),
        ("Birth date", _born),
        ("Sex", lambda s: s.sex),
        ("Address", lambda s: "; ".join(f"{a.lines} {a.town} {a.postcode}".strip() for a in s.addresses)),
        ("Telephone", lambda s: ", ".join(s.phones)),
        ("School", lambda s: s.school),
        ("Numbers", lambda s: "; ".join(f"{i.scheme.replace('_', ' ')} {i.value}" for i in s.identifiers)),
    )
    rows = []
    for label, read in facts:
        one, other = read(left.said), read(right.said) if right else ""
        if one or other:
            rows.append({"label": label, "left": one, "right": other, "how": _how(one, other)})
    return rows


def _also(said: Said) -> str:
    return "; ".join(n for n in (said.known_as, *(f"{a.given_name} {a.family_name}" for a in said.aliases)) if n)


def _how(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    return "same" if one.lower() == other.lower() else "differs"


def _born(said) -> str:
    shown = f"{said.born_on:%-d %B %Y}" if said.born_on else said.born_said
    return f"{shown} (estimated)" if said.born_estimated and shown else shown
