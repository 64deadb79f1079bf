"""For a school without a place in the hub: it answers about itself by the link in its letter, and by nothing else.

Machines open links that stand in mail: a link shows, and only a button does something.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access.entry import acting_as, public
from kingfisher.assurance import queries
from kingfisher.assurance.pages.writing import at_standard, of_agency
from kingfisher.assurance.queries import INVITED, ReturnShown
from kingfisher.kernel.tokens import held, token_of
from kingfisher.ui.doing import forms_of

LAYOUT = "ui/public_layout.html"


@public
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The whole return, and sending it; once it is sent, what a peer makes of it."""
    door, key = request.front_door, held(token, INVITED)
    with acting_as(door):
        found = queries.return_of(door, queries.invited(door, key))
        forms, done = forms_of(request, of_agency(door, found))
        if done:
            return done
        is_open = found.row.state == "asked"
        shown = {"one": found, "row": found.row, "forms": forms, "token": token, "is_open": is_open,
                 "change": (lambda code: _standard(token, code)) if is_open else None}  # fmt: skip
        return render(request, "assurance/pages/invited.html", shown)


@public
def invited_standard(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """One standard."""
    door, key = request.front_door, held(token, INVITED)
    with acting_as(door):
        found = queries.return_of(door, queries.invited(door, key))
        whole = reverse("assurance:invited", args=[token])
        return at_standard(request, door, found, code, layout=LAYOUT, whole=whole, here=lambda c: _standard(token, c))


def link_of(request: HttpRequest, found: ReturnShown) -> str:
    """The link itself, for the office of a hub that sends no mail; "" where a letter carries it."""
    if not found.invited or not found.by_link or settings.SENDS_MAIL:
        return ""
    return request.build_absolute_uri(reverse("assurance:invited", args=[token_of(found.invited.key, INVITED)]))


def _standard(token: str, code: str) -> str:
    return reverse("assurance:invited_standard", args=[token, code])
