"""Telling the front door of a concern, for whoever is signed in: one page, kept as it is typed (room drafts)."""

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
from kingfisher.drafts import actions as drafts
from kingfisher.drafts import queries as kept_drafts
from kingfisher.drafts.actions import Written
from kingfisher.drafts.queries import Kept
from kingfisher.kernel.actor import Actor
from kingfisher.referrals import actions, queries
from kingfisher.referrals.pages import concern_form as forms
from kingfisher.referrals.pages.receipts import receipt_of

TITLE = "Tell us of a concern"
HELD, HELD_SECONDS = "referrals.held", 86_400
NOT_KEPT = {"csrfmiddlewaretoken", "add_child", "_form", "_window", "_title", "_went_on_with"}


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
        found = kept_drafts.of_form(actor, keeps_as())
    # As many children as any window holds, so that the words of each can be put back.
    most = max((int(n) for one in found for n in one.answers.get("children", ()) if n.isdigit()), default=1)
    answers = {**found[0].answers, "children": [str(min(most, forms.MOST_CHILDREN))]} if found else {}
    return _form(request, answers, None, kept=found[0] if found else None)


def keeps_as() -> str:
    """By which name room `drafts` keeps this form."""
    return reverse("referrals:concern") + "#concern"


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
            drafts.keep(actor, written=Written(keeps_as(), TITLE, "plain", kept.answers), at=actor.at)
    return redirect("referrals:concern")


def _form(
    request: HttpRequest, answers: dict, form: object, children: list | None = None, kept: Kept | None = None
) -> HttpResponse:
    form = form or forms.concern_form(initial=forms.initial_of(answers))
    children = children or forms.child_forms(None, answers)
    shown = {
        "form": form, "children": children, "kept": kept, "saved_at": kept.saved_at if kept else None,
        "most": forms.MOST_CHILDREN, "keeps_as": keeps_as(), "keeps_title": TITLE,
    }  # fmt: skip
    return render(request, "referrals/pages/concern.html", shown)


def _sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    form, children = forms.concern_form(request.POST), forms.child_forms(request.POST)
    if request.POST.get("add_child"):
        return _form(request, {**typed(request), "children": [str(len(children))]}, None)
    if not forms.all_valid([form, *children]):
        return _form(request, {}, form, children)
    body = forms.concern_body([form], children, my_name=actor.worker_name, my_kind="professional")
    taken = actions.take_in(
        actor, body=body, content_type="application/json", door="page", sender_name=actor.worker_name,
        idempotency_key=request.POST.get("once", ""), at=actor.at,
    )  # fmt: skip
    _add_files(request, actor, taken.ref)
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
def discard(request: HttpRequest) -> HttpResponse:
    """Begin anew: what was typed, in whichever window, is removed."""
    drafts.remove_all(request.actor, form=keeps_as(), at=request.actor.at)
    return redirect("referrals:concern")
