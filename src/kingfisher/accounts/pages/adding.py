"""Adding a second factor beside those one has: another authenticator app in place of the last, or a passkey."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.accounts.pages.second import SECRET, FirstCodeForm, answer_of
from kingfisher.accounts.signing import factors
from kingfisher.accounts.signing.recent import is_recent
from kingfisher.ui import fields, forms

TOO_LONG = "Sign out and in again first: it is too long since you signed in."


class NameForm(forms.Form):
    name = fields.Input("What shall we call it?", width=20, most=40, hint="Such as “Work laptop” or “Blue key”")


@page(Permission.DESK_READ)
def add_app(request: HttpRequest) -> HttpResponse:
    """An authenticator app; one that was there before is replaced once the new one has shown a right code."""
    if not is_recent(request, request.actor.at):
        messages.error(request, TOO_LONG)
        return redirect("accounts:account")
    secret = request.session.setdefault(SECRET, factors.new_secret())
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if factors.add_app(request.user, secret, form.cleaned_data["code"]):
            request.session.pop(SECRET, None)
            audit.record(request.actor, "accounts.factor.added")
            messages.success(request, "Your authenticator app is set up.")
            return redirect("accounts:account")
        form.add_error("code", "That is not the code your app should show now. Check that its clock is right.")
    words = {"form": form, "secret": secret, "picture": factors.picture_of(request.user, secret)}
    return render(request, "accounts/pages/add_app.html", words)


@page(Permission.DESK_READ)
def add_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey: this device, a telephone, or a security key. Needs JavaScript, as browsers offer it no other way."""
    if not is_recent(request, request.actor.at):
        messages.error(request, TOO_LONG)
        return redirect("accounts:account")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if factors.add_passkey(request.user, form.cleaned_data["name"], answer_of(request)):
            audit.record(request.actor, "accounts.factor.added")
            messages.success(request, "Your passkey is set up.")
            return redirect("accounts:account")
        form.add_error("name", "The passkey was not made. Try again, or use another device.")
    asked = json.dumps(factors.begin_passkey(request.user))
    return render(request, "accounts/pages/add_passkey.html", {"form": form, "asked": asked})
