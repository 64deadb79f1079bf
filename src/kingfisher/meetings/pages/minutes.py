"""Taking minutes live. Typed words go to the hub as they are typed; without a connection they wait, sealed."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.meetings import actions, queries
from kingfisher.rulebook import ask


def sealing_key(actor: Actor, meeting_id: UUID) -> str:
    """The key this worker's browser seals unsent words of this meeting with: only a signed-in page ever holds it."""
    said = f"minutes:{actor.placement_id}:{meeting_id}".encode()
    return base64.b64encode(hmac.digest(settings.SECRET_KEY.encode(), said, hashlib.sha256)).decode()


@page(Permission.MEETING_MINUTE, purpose=True)
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """All parts on one page, beside what agencies answered; the plain form saves them all at once."""
    actor = request.actor
    if request.POST.get("do") == "bring":
        brought = actions.bring_answers(actor, meeting_id=meeting_id, at=actor.at)
        messages.success(request, "They stand in the minutes." if brought else "They stood there already.")
        return redirect("meetings:minutes", meeting_id)
    if request.method == "POST":
        aside = [one.section for one in _posted(request, meeting_id) if one.aside]
        if aside:
            messages.warning(request, "Somebody else changed a part meanwhile. Both are kept: yours stands beside it.")
        else:
            messages.success(request, "The minutes are saved.")
        return redirect("meetings:minutes", meeting_id)
    file = queries.meeting_file(actor, meeting_id)
    shown = {
        "file": file, "meeting": file.meeting, "at": actor.at, "label": ask.label,
        "kind": ask.meeting_kind(file.meeting.kind),
        "seal": sealing_key(actor, meeting_id), "answers": queries.answers_beside(actor, meeting_id),
    }  # fmt: skip
    return render(request, "meetings/pages/minutes.html", shown)


def _posted(request: HttpRequest, meeting_id: UUID) -> list[actions.Saved]:
    codes = [name.removeprefix("words-") for name in request.POST if name.startswith("words-")]
    return [_saved(request, meeting_id, code) for code in codes]


def _saved(request: HttpRequest, meeting_id: UUID, code: str) -> actions.Saved:
    said = request.POST
    revision = said.get(f"revision-{code}", "")
    return actions.save_part(
        request.actor, meeting_id=meeting_id, section=code, words=said.get(f"words-{code}", ""),
        revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0,
        family_safe=f"safe-{code}" in said, at=request.actor.at,
    )  # fmt: skip


@require_POST
@page(Permission.MEETING_MINUTE)
def save(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One part as it is typed (`section`); answers what stands, and whether somebody else was quicker."""
    try:
        saved = _saved(request, meeting_id, request.POST.get("section", ""))
    except Refused as refused:
        return JsonResponse({"refused": refused.sentence}, status=409)
    return JsonResponse({"revision": saved.revision, "words": saved.words, "aside": saved.aside})
