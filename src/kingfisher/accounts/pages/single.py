"""Signing in with one's agency's own account: there, and back."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kingfisher.access.entry import signing_in
from kingfisher.accounts.pages.sign_in import enter, half_way, next_of
from kingfisher.accounts.signing import attempts
from kingfisher.accounts.signing import single as signing
from kingfisher.accounts.signing.identities import account_behind
from kingfisher.accounts.signing.limits import address_of

log = logging.getLogger(__name__)


@signing_in
def single(request: HttpRequest, agency: str) -> HttpResponse:
    """To the provider's page."""
    request.session["after"] = next_of(request)
    try:
        return signing.lead_there(request, agency)
    except signing.NotSignedOn as why:
        return _not(request, str(why))


@signing_in
def single_back(request: HttpRequest, agency: str) -> HttpResponse:
    """Back from it. Whoever it vouches for must be one of that agency's own workers here."""
    try:
        return signing.come_back(request, agency, _finish)
    except signing.NotSignedOn as why:
        return _not(request, str(why))


def _not(request: HttpRequest, why: str) -> HttpResponse:
    log.warning("single sign-on: %s", why)
    return render(request, "accounts/pages/not_signed_on.html", {"known": True}, status=403)


def _finish(request: HttpRequest, sign_on: Any, claims: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    user = account_behind(sign_on, claims, at=now)
    if user is None:
        name = str(claims.get("email") or claims["sub"])
        attempts.note(name, step="single_sign_on", outcome="wrong", address=address_of(request), at=now)
        return render(request, "accounts/pages/not_signed_on.html", {"known": False}, status=403)
    agency, by = str(sign_on.organisation_id), f"{sign_on.name}"
    if sign_on.second_factor == "theirs":
        attempts.note(user.username, step="single_sign_on", outcome="right", address=address_of(request), at=now)
        return enter(request, user, by=by, at=now, agency=agency)
    return half_way(request, user, by=by, at=now, agency=agency)
