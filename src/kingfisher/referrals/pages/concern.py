"""Telling the front door of a concern, for whoever is signed in: one page, saved as it is typed."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from kingfisher.access.entry import acting_as, page, public, service_of
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.referrals import actions, queries
from kingfisher.referrals.pages import concern_form as forms
from kingfisher.referrals.pages.receipts import receipt_of

ABOUT = "concern"
HELD, HELD_SECONDS = "referrals.held", 86_400
NOT_KEPT = {"csrfmiddlewaretoken", "add_child"}


@public
def door(request: HttpRequest) -> HttpResponse:
    """The form. Words sent after the session has ended are held until their writer has signed in again."""
    if request.method == "POST" and not request.session.get("placement"):
        service = request.front_door
        with acting_as(service):
            key = actions.save_draft(service, answers=typed(request), at=service.at)
        back = reverse("referrals:concern") + "?" + urlencode({"held": signing.dumps(str(key), salt=HELD)})
        messages.info(request, "You were signed out. What you wrote is safe: sign in to go on.")
        return redirect(reverse("accounts:sign_in") + "?" + urlencode({"next": back}))
    return concern(request)


@page(Permission.CONCERN_SUBMIT, stepwise=True)
def concern(request: HttpRequest) -> HttpResponse:
    """Write, go on with a draft, or send. Stepwise: what is sent is kept before it is read."""
    actor = request.actor
    if request.method == "POST":
        return _sent(request, actor)
    if request.GET.get("held"):
        return _taken_back(request, actor)
    with acting_as(actor):
        kept = queries.draft_about(actor, ABOUT)
    answers = kept.answers if kept else {}
    return _form(request, answers, None, saved_at=kept.saved_at if kept else None)


def _taken_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was held while its writer signed in again becomes her own draft."""
    try:
        key = UUID(signing.loads(request.GET["held"], salt=HELD, max_age=HELD_SECONDS))
    except (signing.BadSignature, ValueError):
        return redirect("referrals:concern")
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        kept = queries.draft(service, key)
        actions.discard_draft(service, draft_id=key, at=actor.at)
    if kept:
        with acting_as(actor):
            actions.save_draft(actor, answers=kept.answers, about=ABOUT, at=actor.at)
    return redirect("referrals:concern")


def _form(request: HttpRequest, kept: dict, form: object, children: list | None = None, saved_at=None) -> HttpResponse:
    form = form or forms.concern_form(initial=forms.initial_of(kept))
    children = children or forms.child_forms(None, kept)
    shown = {"form": form, "children": children, "saved_at": saved_at, "most": forms.MOST_CHILDREN}
    return render(request, "referrals/pages/concern.html", shown)


def _sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    form, children = forms.concern_form(request.POST), forms.child_forms(request.POST)
    with acting_as(actor):
        actions.save_draft(actor, answers=typed(request), about=ABOUT, at=actor.at)
    if request.POST.get("add_child"):
        with acting_as(actor):
            kept = queries.draft_about(actor, ABOUT)
        more = {**kept.answers, "children": [str(len(children))]}
        return _form(request, more, None)
    if not forms.all_valid([form, *children]):
        return _form(request, {}, form, children)
    body = forms.concern_body([form], children, my_name=actor.worker_name, my_kind="professional")
    taken = actions.take_in(
        actor, body=body, content_type="application/json", door="page", sender_name=actor.worker_name,
        idempotency_key=request.POST.get("once", ""), at=actor.at,
    )  # fmt: skip
    _add_files(request, actor, taken.ref)
    with acting_as(actor):
        actions.discard_draft(actor, about=ABOUT, at=actor.at)
    return redirect(receipt_address(taken.ref))


def receipt_address(ref: str) -> str:
    return reverse("referrals:receipt", args=[ref]) + "?" + urlencode({"sent": "yes"})


def _add_files(request: HttpRequest, actor: Actor, ref: str) -> None:
    """Files come after the words, and each is kept by itself: a bad one takes nothing else with it."""
    files = request.FILES.getlist("files")[:10]
    if not files:
        return
    came = receipt_of(actor, ref).came
    for file in files:
        trouble = actions.add_file(
            actor, arrival=came, name=file.name or "file", content=file.read(), door="page",
            content_type=file.content_type or "application/octet-stream", at=actor.at,
        )  # fmt: skip
        if trouble:
            messages.warning(request, f"Your concern is safe, but one file needs another look. {trouble}")


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What the form holds now, as it was typed."""
    return {k: v for k, v in request.POST.lists() if k not in NOT_KEPT}


@require_POST
@page(Permission.CONCERN_SUBMIT)
def draft(request: HttpRequest) -> HttpResponse:
    """Saved as it is typed; answers nothing but that it is."""
    actions.save_draft(request.actor, answers=typed(request), about=ABOUT, at=request.actor.at)
    return HttpResponse(status=204)


@require_POST
@page(Permission.CONCERN_SUBMIT)
def discard(request: HttpRequest) -> HttpResponse:
    """Begin anew: the draft is removed."""
    actions.discard_draft(request.actor, about=ABOUT, at=request.actor.at)
    return redirect("referrals:concern")
