"""Signing in: name and password; in the demonstration, choose whom to be. Then which place, if several."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, signing_in
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations import queries as places
from kingfisher.ui import fields, forms


class SignInForm(forms.Form):
    username = fields.Input("Username", width=20)
    password = fields.Input("Password", width=20)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].input_type = "password"


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only ever an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"


@signing_in
def sign_in(request: HttpRequest) -> HttpResponse:
    """A wrong name and a wrong password are answered alike."""
    form = SignInForm(request.POST or None) if "username" in request.POST else SignInForm()
    if request.method == "POST":
        user = _whom(request, form)
        if user is not None:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return _enter(request, user.pk)
    response = render(
        request,
        "access/pages/sign_in.html",
        {"form": form, "personas": _personas() if settings.DEMO else [], "next": _next(request)},
    )
    response["Cache-Control"] = "no-store"
    return response


def _whom(request: HttpRequest, form: SignInForm):
    if settings.DEMO and request.POST.get("persona"):
        return get_user_model().objects.filter(username=request.POST["persona"], is_active=True).first()
    if not form.is_valid():
        return None
    user = authenticate(request, **form.cleaned_data)
    if user is None:
        form.add_error("username", "The username or the password is not right. Try again, or ask your administrator.")
    return user


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


def _enter(request: HttpRequest, user_id: int) -> HttpResponse:
    now = timezone.now()
    mine = places.places_of_user(user_id, now=now)
    if not mine:
        logout(request)
        raise Denied("You have no place in this partnership now. Ask your agency's administrator.", rule="no_place")
    if len(mine) > 1:
        return render(request, "access/pages/choose_place.html", {"places": mine, "next": _next(request)})
    return _take(request, mine[0].id)


@require_POST
@signing_in
def take_place(request: HttpRequest) -> HttpResponse:
    """Choose which of one's own places to work in."""
    mine = places.places_of_user(request.user.pk or 0, now=timezone.now())
    chosen = next((p for p in mine if str(p.id) == request.POST.get("place")), None)
    return _take(request, chosen.id) if chosen else redirect("access:sign_in")


def _take(request: HttpRequest, placement_id: UUID) -> HttpResponse:
    request.session["placement"] = str(placement_id)
    request.session.pop("purpose", None)
    actor = actor_for(placement_id, at=timezone.now(), via="page", door=request.META.get("REMOTE_ADDR", ""))
    with acting_as(actor):
        audit.record(actor, "access.person.signed_in")
    return redirect(_next(request))


@require_POST
@signing_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave. What was half written stays as a draft."""
    placement = request.session.get("placement")
    if placement and request.user.is_authenticated:
        try:
            actor = actor_for(UUID(placement), at=timezone.now())
            with acting_as(actor):
                audit.record(actor, "access.person.signed_out")
        except Denied:
            pass
    logout(request)
    return redirect("access:sign_in")
