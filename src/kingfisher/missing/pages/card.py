"""The card a carer keeps of a child: written, looked through, printed, given to the police in one click."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Refused
from kingfisher.missing import actions, queries
from kingfisher.missing.rules import CARD
from kingfisher.people import queries as people
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class CardForm(Form):
    looks = fields.Textarea(CARD[0][1], rows=2, required=False, hint=CARD[0][2])
    needs = fields.Textarea(CARD[1][1], rows=2, required=False, hint=CARD[1][2])
    worries = fields.Textarea(CARD[2][1], rows=2, required=False, hint=CARD[2][2])
    phones = fields.Textarea(CARD[3][1], rows=2, required=False, hint=CARD[3][2])
    friends = fields.Textarea(CARD[4][1], rows=2, required=False, hint=CARD[4][2])
    places = fields.Textarea(CARD[5][1], rows=2, required=False, hint=CARD[5][2])
    people = fields.Textarea(CARD[6][1], rows=2, required=False, hint=CARD[6][2])
    travel = fields.Textarea(CARD[7][1], rows=2, required=False, hint=CARD[7][2])
    school = fields.Textarea(CARD[8][1], rows=2, required=False, hint=CARD[8][2])
    helps = fields.Textarea(CARD[9][1], rows=2, required=False, hint=CARD[9][2])


class NewCardForm(CardForm):
    given_name = fields.Input("First name", width=20, required=False)
    family_name = fields.Input("Last name", width=20, required=False)
    born_on = fields.Date("Date of birth", required=False)
    field_order = ("given_name", "family_name", "born_on")


class ReleaseForm(Form):
    mark_optional = False
    today = fields.Textarea("What only today knows", rows=3, required=False,
                            hint="Clothes, where and when last seen, mood, money, charge of the phone.")  # fmt: skip


@page(Permission.CARD_KEEP, purpose=True)
def cards(request: HttpRequest) -> HttpResponse:
    """The cards in use that this worker may see."""
    shown = {"cards": queries.cards(request.actor), "today": request.actor.at.astimezone(LONDON).date()}
    return render(request, "missing/pages/cards.html", shown)


@page(Permission.CARD_KEEP, purpose=True)
def write_profile(request: HttpRequest) -> HttpResponse:
    """Begin a card: of a child named here, or (`?child=`) of one this agency knows."""
    actor = request.actor
    child = _child(request)
    made = CardForm if child else NewCardForm
    form = made(request.POST or None, today=actor.at.astimezone(LONDON).date())
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        named = {name: said.pop(name) for name in ("given_name", "family_name", "born_on") if name in said}
        try:
            key = actions.write_card(actor, said=said, person_id=child.id if child else None, at=actor.at, **named)
            messages.success(request, "The card is kept. Print it, and keep the paper where night staff find it.")
            return redirect("missing:profile", key)
        except Refused as refused:
            for gap in refused.gaps or (refused.sentence,):
                form.add_error(None, gap)
    return render(request, "missing/pages/write_profile.html", {"form": form, "child": child, "card": None})


def _child(request: HttpRequest) -> people.Statement | None:
    try:
        return people.statement(request.actor, UUID(request.GET.get("child", "")))
    except ValueError:
        return None


@page(Permission.CARD_KEEP, purpose=True)
def profile(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """The card as it stands, its earlier versions, and to whom it was given; change it or end it."""
    actor = request.actor
    file = queries.card_file(actor, profile_id)
    form = CardForm(request.POST if request.POST.get("do") == "write" else None, initial=file.said)
    if request.POST.get("do") == "write" and form.is_valid():
        actions.rewrite_card(actor, profile_id=profile_id, said=form.cleaned_data, at=actor.at)
        messages.success(request, "Kept. What stood before is kept beside it.")
        return redirect("missing:profile", profile_id)
    if request.POST.get("do") == "end":
        actions.end_card(actor, profile_id=profile_id, at=actor.at)
        messages.success(request, "The card is ended.")
        return redirect("missing:ours")
    shown = {"file": file, "card": file.card, "headings": CARD, "form": form, "at": actor.at,
             "today": actor.at.astimezone(LONDON).date(),
             "hrefs": {r.decision_id: url_for("sharing.decision", r.decision_id) if actor.has(Permission.REQUEST_READ)
                       else "" for r in file.releases}}  # fmt: skip
    return render(request, "missing/pages/profile.html", shown)


@page(Permission.CARD_KEEP, purpose=True)
def release(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Give the card to the police: one click, recorded as a disclosure, with a receipt."""
    actor = request.actor
    file = queries.card_file(actor, profile_id)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ref = actions.release_card(actor, profile_id=profile_id, today=form.cleaned_data["today"], at=actor.at)
            messages.success(request, f"Police have the card. Your receipt: {ref}.")
            return redirect("missing:profile", profile_id)
        except Refused as refused:
            for gap in refused.gaps or (refused.sentence,):
                form.add_error(None, gap)
    return render(request, "missing/pages/release.html", {"form": form, "file": file, "card": file.card,
                                                          "headings": CARD})  # fmt: skip


@page(Permission.CARD_KEEP, purpose=True)
@leaves("missing.card")
def print_profile(request: HttpRequest, profile_id: UUID) -> Leaving:
    """The card on paper."""
    file = queries.card_file(request.actor, profile_id, printed=True)
    shown = {"file": file, "card": file.card, "headings": CARD, "reference": file.card.ref, "at": request.actor.at}
    return Leaving(render(request, "missing/pages/profile_paper.html", shown), people=[file.card.person_id],
                   folders=[file.card.folder_id])  # fmt: skip
