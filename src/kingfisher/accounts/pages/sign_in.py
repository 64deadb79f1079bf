"""Signing in: name and password, or one's agency's own account; in the demonstration, choose whom to be."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, signing_in
from kingfisher.accounts.signing import attempts, sessions
from kingfisher.accounts.signing.limits import address_of
from kingfisher.accounts.signing.offered import offered
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations import queries as places
from kingfisher.ui import fields, forms
from kingfisher.ui.filters import moment

HALF_MINUTES = 15  # how long somebody may take over her second factor
ENDED = {
    "idle": "You were signed out because nothing was done for a while. Sign in again to go on.",
    "longest": "You were signed out because you had been signed in for as long as is allowed. Sign in again to go on.",
}


class SignInForm(forms.Form):
    username = fields.Input("E-mail address or username", width=30, autocomplete="username", spellcheck=False)
    password = fields.Input("Password", width=20, type="password", autocomplete="current-password")


def next_of(request: HttpRequest) -> str:
    """Where to go afterwards: only ever an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get("after") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"


@signing_in
def sign_in(request: HttpRequest) -> HttpResponse:
    """A wrong name and a wrong password are answered alike, and a locked name locks alike."""
    now = timezone.now()
    form = SignInForm(request.POST) if "username" in request.POST else SignInForm()
    if request.method == "POST":
        request.session["after"] = next_of(request)
        if settings.DEMO and request.POST.get("persona"):
            persona = get_user_model().objects.filter(username=request.POST["persona"], is_active=True).first()
            if persona is not None:
                return enter(request, persona, by="the demonstration", at=now)
        elif form.is_valid():
            user = _checked(request, form, now)
            if user is not None:
                return half_way(request, user, by="password", at=now)
    words = {
        "form": form, "personas": _personas() if settings.DEMO else [], "next": next_of(request),
        "offered": offered(), "ended": ENDED.get(request.GET.get("ended", ""), ""),
        "is_kept": "/account/again/" in next_of(request),
    }  # fmt: skip
    return render(request, "accounts/pages/sign_in.html", words)


def _checked(request: HttpRequest, form: SignInForm, now: datetime):
    name, address = form.cleaned_data["username"].strip().lower(), address_of(request)
    until = attempts.locked_until(name, now)
    if until is not None:
        attempts.note(name, step="password", outcome="locked", address=address, at=now)
        form.add_error("username", f"This account is locked until {moment(until)}, after too many wrong tries.")
        return None
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if user is None:
        attempts.note(name, step="password", outcome="wrong", address=address, at=now)
        form.add_error("username", "The name or the password is not right. Try again, or ask your administrator.")
    return user


def half_way(request: HttpRequest, user, *, by: str, at: datetime, agency: str = "") -> HttpResponse:
    """She has shown one thing; nothing opens until she has shown another."""
    after = next_of(request)
    request.session.flush()
    request.session["after"] = after
    request.session["half"] = {"user": user.pk, "by": by, "at": at.isoformat(), "agency": agency}
    return redirect("accounts:second")


def who_is_half_way(request: HttpRequest, now: datetime):
    """The account that has shown one thing, lately; None otherwise."""
    half = request.session.get("half")
    if not half or datetime.fromisoformat(half["at"]) < now - timedelta(minutes=HALF_MINUTES):
        return None
    return get_user_model().objects.filter(pk=half["user"], is_active=True).first()


def enter(request: HttpRequest, user, *, by: str, at: datetime, agency: str = "") -> HttpResponse:
    """She is who she says: into her place, or to choose one of several."""
    mine = [p for p in places.places_of_user(user.pk, now=at) if agency in ("", str(p.organisation_id))]
    if not mine:
        logout(request)
        raise Denied("You have no place in this partnership now. Ask your agency's administrator.", rule="no_place")
    request.session["after"] = next_of(request)
    sessions.begin(request, user, mine[0].id, by=by, at=at)
    request.session["agency"] = agency
    return redirect("accounts:take_place" if len(mine) > 1 else next_of(request))


@signing_in
def take_place(request: HttpRequest) -> HttpResponse:
    """Choose which of one's own places to work in."""
    now = timezone.now()
    if not request.user.is_authenticated or sessions.why_over(request, now):
        return redirect("accounts:sign_in")
    agency = request.session.get("agency", "")
    mine = [p for p in places.places_of_user(request.user.pk, now=now) if agency in ("", str(p.organisation_id))]
    if request.method != "POST":
        return render(request, "accounts/pages/choose_place.html", {"places": mine, "next": next_of(request)})
    chosen = next((p for p in mine if str(p.id) == request.POST.get("place")), None)
    if chosen is None:
        return redirect("accounts:sign_in")
    request.session["placement"] = str(chosen.id)
    request.session.pop("purpose", None)
    with acting_as(actor_for(chosen.id, at=now, via="page", door=address_of(request))) as actor:
        audit.record(actor, "access.person.signed_in", facts={"by": request.session.get("by", "")})
    return redirect(next_of(request))


@require_POST
@signing_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave. What was half written stays as a draft."""
    placement = request.session.get("placement")
    if placement and request.user.is_authenticated:
        now = timezone.now()
        try:
            with acting_as(actor_for(UUID(placement), at=now)) as actor:
                audit.record(actor, "access.person.signed_out")
                sessions.end_device(actor, request.session.session_key or "", why="signed out", at=now)
        except Denied:
            pass
    logout(request)
    return redirect("accounts:sign_in")


def _personas() -> list[dict[str, str]]:
    """Those whom the demonstration offers, as far as they have an account here."""
    have = set(get_user_model().objects.values_list("username", flat=True))
    try:
        from demo.cast import personas
    except ImportError:
        return [{"username": name, "name": name} for name in sorted(have)]
    told = [
        {"username": p.username, "name": p.name, "what": p.try_this, "organisation": p.organisation,
         "role": p.role.replace("_", " ").capitalize()}
        for p in personas() if p.username in have
    ]  # fmt: skip
    others = sorted(have - {one["username"] for one in told})
    return told + [{"username": name, "name": name} for name in others]
