"""Pairs of records for a person to judge, second opinions asked for, and one's own answers, to be taken back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies, colleagues
from kingfisher.people import actions, queries
from kingfisher.people.pages.compare import address_of
from kingfisher.people.queries import reviewing
from kingfisher.people.queries.pairing import band
from kingfisher.rulebook import ask
from kingfisher.ui import choices, fields, forms
from kingfisher.ui.paging import Ask

OWN_ANSWERS = timedelta(days=7)
BANDS = (("very_likely", "Very likely"), ("likely", "Likely"), ("possible", "Possible"))
WORDS = {"same": "Linked", "different": "Two people", "unsure": "Not sure", "kept_apart": "One person, kept apart"}


class FilterForm(forms.Form):
    mark_optional = False
    how = choices.Select("How likely", BANDS, blank="Any", required=False)
    agency = choices.Select("Agency", blank="Any", required=False)
    unsure = choices.Tick("Where somebody was not sure, or two differ", required=False)


class UndoForm(forms.Form):
    why = fields.Textarea("Why do you take it back?", rows=2, hint="What you have learnt since, or that it was a slip.")


@page(Permission.PERSON_JUDGE, purpose=True)
def review(request: HttpRequest) -> HttpResponse:
    """The queue, the likeliest first; the rows alone for htmx."""
    actor = request.actor
    form = FilterForm(request.GET)
    known = {str(one.id): one for one in agencies(actor)}
    form.fields["agency"].choices = [(key, one.short_name) for key, one in known.items()]
    form.is_valid()
    wanted = _wanted(form.cleaned_data)
    found = reviewing.to_judge(actor, wanted, Ask.read(request.GET))
    looks, asked = reviewing.looks_for(actor), reviewing.looks_of(actor)
    mine = reviewing.answers_of(actor, since=actor.at - OWN_ANSWERS)
    pairs = [(one.left_id, one.right_id) for one in (*looks, *asked, *mine)]
    said = queries.statements(actor, {key for pair in pairs for key in pair})
    return render(
        request,
        "people/pages/review.html",
        {
            "page": found, "form": form, "is_filtered": any(form.cleaned_data.values()), "looks": looks,
            "asked": asked, "mine": mine, "words": WORDS, "band": band, "address_of": address_of,
            "name": lambda key: said[key].name if key in said else "a record not open to you",
            "agencies": {one.id: one for one in known.values()},
            "by": colleagues(actor, {one.asked_by for one in looks} | {one.asked_of for one in asked if one.asked_of}),
            "params": {k: v for k, v in request.GET.items() if k not in ("after", "before") and v},
        },
    )  # fmt: skip


def _wanted(said: dict) -> reviewing.Wanted:
    sure = ask.linking().link_from
    least, below = {
        "very_likely": (sure, 1.01), "likely": (0.6, sure), "possible": (0.0, 0.6)
    }.get(said.get("how") or "", (0.0, 1.01))  # fmt: skip
    agency = said.get("agency")
    return reviewing.Wanted(least, below, UUID(agency) if agency else None, bool(said.get("unsure")))


@page(Permission.PERSON_JUDGE, purpose=True)
def undo(request: HttpRequest, judgement_id: UUID) -> HttpResponse:
    """Take one answer back: the two records stand again as they stood before it."""
    actor = request.actor
    given = reviewing.answer_given(actor, judgement_id)
    if given is None:
        raise NotThere
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_judgement(actor, judgement_id=judgement_id, why=form.cleaned_data["why"], at=actor.at)
        messages.success(request, "Taken back. The two records stand as they did before.")
        return redirect(reverse("people:review"))
    said = queries.statements(actor, {given.left_id, given.right_id})
    names = [said[key].name if key in said else "a record not open to you" for key in (given.left_id, given.right_id)]
    return render(
        request, "people/pages/undo.html", {"given": given, "names": names, "form": form, "words": WORDS}
    )  # fmt: skip
