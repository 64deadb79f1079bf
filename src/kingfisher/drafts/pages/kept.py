"""What the page's script saves and asks for again, and one's own list of unsent forms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.drafts import actions, queries
from kingfisher.drafts.actions import TooMuch, Written
from kingfisher.drafts.queries import Answers, Kept

OURS = ("csrfmiddlewaretoken", "_form", "_title", "_window", "_went_on_with")


@require_GET
@page(Permission.DESK_READ)
def mine(request: HttpRequest) -> HttpResponse:
    """My unsent forms, newest first; each leads back to its page, which puts the words back."""
    return render(request, "drafts/pages/kept.html", {"drafts": queries.mine(request.actor), "at": request.actor.at})


@require_GET
@page(Permission.DESK_READ)
def kept(request: HttpRequest) -> HttpResponse:
    """The actor's own drafts of one form, newest first, as the script puts them back; whose they are; and the token
    with which a page that outlived its session may save again.
    """
    found = queries.of_form(request.actor, request.GET.get("form", "")[:300])
    return JsonResponse({
        "drafts": [_told(one) for one in found], "who": str(request.actor.placement_id), "token": get_token(request),
    })  # fmt: skip


@require_POST
@page(Permission.DESK_READ)
def save(request: HttpRequest) -> HttpResponse:
    """Keep what this window holds; answers when it was kept, and whether another window holds other words."""
    actor, window = request.actor, request.POST.get("_window", "")[:40]
    form = request.POST.get("_form", "")[:300]
    if not window or not form.startswith("/"):
        return JsonResponse({"error": "This form did not say which it is."}, status=400)
    written = Written(form, request.POST.get("_title", ""), window, typed(request), went_on_with(request))
    try:
        version = actions.keep(actor, written=written, at=actor.at)
    except TooMuch as much:
        return JsonResponse({"error": much.sentence}, status=413)
    others = [_told(one) for one in queries.of_form(actor, form) if one.window != window]
    return JsonResponse({"version": version, "saved_at": actor.at.isoformat(), "others": others})


@require_POST
@page(Permission.DESK_READ)
def remove(request: HttpRequest) -> HttpResponse:
    """Throw one away."""
    form, window = request.POST.get("_form", "")[:300], request.POST.get("_window", "")[:40]
    actions.remove(request.actor, form=form, window=window, at=request.actor.at)
    if request.headers.get("X-Requested-With") == "draft":
        return JsonResponse({"removed": True})
    messages.success(request, "The draft is gone.")
    return redirect("drafts:mine")


def typed(request: HttpRequest) -> Answers:
    """What the form holds, as it was typed; our own few fields left out."""
    return {name: words for name, words in request.POST.lists() if name not in OURS}


def went_on_with(request: HttpRequest) -> tuple[str, int] | None:
    """Which draft this window went on with: its window and version."""
    window, _, version = request.POST.get("_went_on_with", "").rpartition(":")
    return (window[:40], int(version)) if window and version.isdigit() and len(version) < 9 else None


def _told(one: Kept) -> dict[str, object]:
    return {"window": one.window, "version": one.version, "saved_at": one.saved_at.isoformat(), "answers": one.answers}
