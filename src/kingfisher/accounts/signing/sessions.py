"""Sessions: their beginning, their limits, the device each is on, and what happens to a form when one runs out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.accounts import rules
from kingfisher.accounts.models import Device
from kingfisher.accounts.signing import kept
from kingfisher.accounts.signing.limits import address_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied

BACKEND = "django.contrib.auth.backends.ModelBackend"
SEEN_AGAIN = timedelta(minutes=1)  # a session is not written at every page
UNKEPT = {"csrfmiddlewaretoken", "password", "again", "now", "secret", "code", "passkey"}


def begin(request: HttpRequest, user, placement_id: UUID, *, by: str, at: datetime) -> Actor:
    """Sign somebody in who has proved who she is, into one of her places. A new session key, and a device noted."""
    carried = {name: request.session[name] for name in ("after",) if name in request.session}
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session.update(carried)
    request.session["signed_in_at"] = request.session["seen_at"] = at.isoformat()
    request.session["by"] = by
    request.session["placement"] = str(placement_id)
    request.session.save()
    actor = actor_for(placement_id, at=at, via="page", door=address_of(request))
    with acting_as(actor):
        Device.objects.create(
            worker_id=actor.worker_id, session_key=request.session.session_key,
            told=rules.device_in_words(request.headers.get("User-Agent", ""))[:80], by=by[:80],
            address=address_of(request) or None,
            seen_at=at, created_at=at, created_by=actor.placement_id,
        )  # fmt: skip
        audit.record(actor, "access.person.signed_in", facts={"by": by})
    return actor


def end_device(actor: Actor, session_key: str, *, why: str, at: datetime) -> None:
    """End one session; whoever uses it next is asked to sign in."""
    Device.objects.filter(session_key=session_key, ended_at__isnull=True).update(
        ended_at=at, ended_by=actor.placement_id, ended_why=why
    )
    SessionStore(session_key).delete()


def why_over(request: HttpRequest, now: datetime) -> str:
    """Why this session is over: `idle`, `longest`, or empty while it lives."""
    began, seen = request.session.get("signed_in_at"), request.session.get("seen_at")
    if not began or not seen:  # begun under an earlier version of the program: timed from here
        request.session["signed_in_at"] = request.session["seen_at"] = now.isoformat()
        return ""
    return rules.ended_by(
        datetime.fromisoformat(began), datetime.fromisoformat(seen), now,
        idle=settings.IDLE_MINUTES, longest=settings.SESSION_MINUTES,
    )  # fmt: skip


class SessionLimits:
    """Middleware: a signed-in page asks whether the session still lives, and notes that its owner was here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not str(getattr(view, "declared", "")).startswith("page:") or not request.user.is_authenticated:
            return None
        now = timezone.now()
        why = why_over(request, now)
        if why:
            return over(request, why, now)
        by_itself = request.headers.get("HX-Request") and request.method == "GET"  # a list that looks for news
        if not by_itself and now - datetime.fromisoformat(request.session["seen_at"]) > SEEN_AGAIN:
            request.session["seen_at"] = now.isoformat()
        return None


def over(request: HttpRequest, why: str, now: datetime) -> HttpResponse:
    """Sign out; what was being sent is kept, and the way back leads to it."""
    form = None
    try:
        actor = actor_for(UUID(request.session["placement"]), at=now, door=address_of(request))
        with acting_as(actor):
            # a page that keeps what is typed as it is typed still holds it, and keeps it once she is in again
            by_itself = request.headers.get("X-Requested-With") == "draft"
            if request.method == "POST" and not actor.reads_only and not by_itself:
                form = kept.keep(actor, address=request.get_full_path(), fields=written(request), at=now)
            audit.record(actor, "accounts.session.ended", facts={"why": why, "form": str(form or "")})
            end_device(actor, request.session.session_key or "", why=why, at=now)
    except (Denied, KeyError, ValueError):
        pass  # her place has ended meanwhile: there is nobody to keep it for
    after = reverse("accounts:again", args=[form]) if form else _back_to(request)
    request.session.flush()
    where = reverse("accounts:sign_in") + "?" + urlencode({"next": after, "ended": why})
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = where
        return answer
    return redirect(where)


def _back_to(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else "/"


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person wrote in a form, in order; neither files nor secrets are kept."""
    return [(name, value) for name, values in request.POST.lists() if name not in UNKEPT for value in values]
