"""The second factor: a code or a passkey; where there is none yet, setting one up, without which nobody enters."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, signing_in
from kingfisher.accounts.pages.sign_in import enter, who_is_half_way
from kingfisher.accounts.signing import attempts, factors
from kingfisher.accounts.signing.limits import address_of
from kingfisher.organisations import queries as places
from kingfisher.ui import fields, forms
from kingfisher.ui.filters import moment

SECRET = "new_secret"  # noqa: S105 - the name of a place in the session


class CodeForm(forms.Form):
    code = fields.Input(
        "Code", width=10, inputmode="text", autocomplete="one-time-code", spellcheck=False, most=20,
        hint="Six figures from your authenticator app, or one of your recovery codes",
    )  # fmt: skip


class FirstCodeForm(forms.Form):
    code = fields.Input(
        "The six figures your app shows", width=10, inputmode="numeric", autocomplete="one-time-code", most=20
    )


def answer_of(request: HttpRequest) -> Any:
    """What the browser made of a passkey, or None."""
    try:
        return json.loads(request.POST.get("passkey") or "null")
    except ValueError:
        return None


@signing_in
def second(request: HttpRequest) -> HttpResponse:
    """Wrong codes count towards the same lock as wrong passwords."""
    now = timezone.now()
    user = who_is_half_way(request, now)
    if user is None:
        return redirect("accounts:sign_in")
    if not factors.has_factor(user):
        return redirect("accounts:set_up")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST":
        how = _shown(request, user, form, now)
        if how:
            attempts.note(user.username, step="factor", outcome="right", address=address_of(request), at=now)
            half = request.session["half"]
            return enter(request, user, by=f"{half['by']} and {how}", at=now, agency=half["agency"])
    asked = factors.ask_passkey(user) if factors.has_passkey(user) else None
    words = {"form": form, "asked": json.dumps(asked) if asked else ""}
    return render(request, "accounts/pages/second.html", words)


def _shown(request: HttpRequest, user, form: CodeForm, now: datetime) -> str:
    """What she proved herself with, in words; empty, with an error on the form, when she did not."""
    until = attempts.locked_until(user.username, now)
    if until is not None:
        if form.is_bound:
            form.add_error("code", f"This account is locked until {moment(until)}, after too many wrong tries.")
        return ""
    if "passkey" in request.POST:
        if factors.check_passkey(user, answer_of(request)):
            return "passkey"
    elif form.is_valid():
        kind = factors.check_code(user, form.cleaned_data["code"])
        if kind == "recovery_codes":
            _record(user, "accounts.code.used", now)
        if kind:
            return {"totp": "authenticator app", "recovery_codes": "recovery code"}[kind]
        form.add_error("code", "That code is not right, or was used already. Wait for the next one and type it in.")
    else:
        return ""
    attempts.note(user.username, step="factor", outcome="wrong", address=address_of(request), at=now)
    return ""


def _record(user, what: str, now: datetime) -> None:
    for place in places.places_of_user(user.pk, now=now)[:1]:
        with acting_as(actor_for(place.id, at=now, via="sign_in")) as actor:
            audit.record(actor, what)


@signing_in
def set_up(request: HttpRequest) -> HttpResponse:
    """An authenticator app or a passkey; then the recovery codes, shown once; then in."""
    now = timezone.now()
    user = who_is_half_way(request, now)
    if user is None:
        return redirect("accounts:sign_in")
    if factors.has_factor(user):
        return redirect("accounts:second")
    secret = request.session.setdefault(SECRET, factors.new_secret())
    form = FirstCodeForm(request.POST if "code" in request.POST else None)
    how = ""
    if request.method == "POST" and "passkey" in request.POST:
        how = "passkey" if factors.add_passkey(user, "Passkey", answer_of(request)) else ""
    elif request.method == "POST" and form.is_valid():
        how = "authenticator app" if factors.add_app(user, secret, form.cleaned_data["code"]) else ""
        if not how:
            form.add_error("code", "That is not the code your app should show now. Check that its clock is right.")
    if how:
        return _in_for_the_first_time(request, user, how, now)
    words = {
        "form": form, "secret": secret, "picture": factors.picture_of(user, secret),
        "asked": json.dumps(factors.begin_passkey(user)), "is_refused": request.method == "POST" and not form.is_bound,
    }  # fmt: skip
    return render(request, "accounts/pages/set_up.html", words)


def _in_for_the_first_time(request: HttpRequest, user, how: str, now: datetime) -> HttpResponse:
    _record(user, "accounts.factor.added", now)
    codes = factors.new_recovery_codes(user)
    half = request.session["half"]
    attempts.note(user.username, step="factor", outcome="right", address=address_of(request), at=now)
    answer = enter(request, user, by=f"{half['by']} and {how}", at=now, agency=half["agency"])
    return render(request, "accounts/pages/codes.html", {"codes": codes, "after": answer["Location"]})
