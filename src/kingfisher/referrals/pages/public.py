"""Telling the front door of a concern without an account: one thing to a page, save and come back, a receipt.

Nothing of any child is shown here but what the visitor has just written. Works without JavaScript.
"""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, public
from kingfisher.kernel.actor import Actor
from kingfisher.referrals import actions, queries
from kingfisher.referrals.pages import once
from kingfisher.referrals.pages import public_steps as steps
from kingfisher.referrals.queries import DraftShown

TOKEN, SEEN = "referrals.public_draft", "referrals.public_receipt"
MOST_AN_HOUR = 60
NOT_KEPT = ("csrfmiddlewaretoken", "draft", "go", "website")


@public
def start(request: HttpRequest) -> HttpResponse:
    """What this is, what happens next, and what to do when a child is in danger now."""
    return render(request, "referrals/pages/public_start.html", {"unfinished": _draft(request) is not None})


@public
def new(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in goes to her own form, everybody else to this one."""
    return redirect("referrals:concern" if request.session.get("placement") else "referrals:public")


@public
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One thing to a page. Whatever was typed is kept before it is checked; nothing must be answered."""
    if name not in steps.NAMES:
        return redirect("referrals:public")
    kept = _draft(request)
    answers = kept.answers if kept else {}
    form = steps.form_of(name, None, answers)
    if request.method == "POST":
        answers = {**answers, **_typed(request, name)}
        key = _keep(request, kept, answers)
        form = steps.form_of(name, request.POST)
        if request.POST.get("go") == "later":
            return redirect("referrals:public_later")
        if form.is_valid():
            further = "" if request.POST.get("go") == "check" else steps.after(name)
            return redirect("referrals:public_step", further) if further else redirect("referrals:public_check")
        kept = queries.DraftShown(key, "", request.front_door.at, request.front_door.at, answers, False)
    place = steps.NAMES.index(name)
    _, title, _, lead = steps.STEPS[place]
    shown = {"form": form, "name": name, "title": title, "lead": lead, "number": place + 1, "of": len(steps.STEPS),
             "before": steps.NAMES[place - 1] if place else "", "token": _token(kept.id) if kept else "",
             "checking": request.GET.get("from") == "check", "danger": steps.last(answers,
             "danger_now") == "yes"}  # fmt: skip
    return render(request, "referrals/pages/public_step.html", shown)


@public
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was answered, to change or to send."""
    kept = _draft(request)
    if kept is None:
        return redirect("referrals:public_receipt" if request.session.get(SEEN) else "referrals:public")
    service = request.front_door
    ready = steps.has_something(kept.answers)
    if request.method == "POST" and ready:
        return _send(request, service, kept)
    shown = {"answers": steps.answered(kept.answers), "ready": ready, "token": _token(kept.id),
             "danger": steps.last(kept.answers, "danger_now") == "yes"}  # fmt: skip
    return render(request, "referrals/pages/public_check.html", shown)


def _send(request: HttpRequest, service: Actor, kept: DraftShown) -> HttpResponse:
    """Taken in once, however often the button is pressed; the pass words are given here and nowhere again."""
    address = request.META.get("REMOTE_ADDR", "")
    with acting_as(service):
        if actions.too_many(service, kind="send", address=address, most=MOST_AN_HOUR, minutes=60, at=service.at):
            messages.warning(
                request, "Very many were sent from here just now. What you wrote is kept: ring us instead."
            )
            return redirect("referrals:public_check")
        actions.count_attempt(service, kind="send", address=address, at=service.at)
    words = once.pass_words()
    body = steps.body(kept.answers)
    if request.POST.get("website"):
        body = b"(filled in by a machine, it seems)\n" + body
    taken = actions.take_in(
        service, body=body, content_type="application/json", door="public", passphrase=words,
        idempotency_key=str(kept.id), sender_name=steps.last(kept.answers, "my_name"), at=service.at,
    )  # fmt: skip
    with acting_as(service):
        actions.discard_draft(service, draft_id=kept.id, at=service.at)
    request.session.pop(TOKEN, None)
    said = {"ref": taken.ref, "words": "" if taken.again else words, "copy": steps.answered(kept.answers)}
    if taken.again and request.session.get(SEEN):
        return redirect("referrals:public_receipt")
    # Sealed, so that the pass words do not lie open in the table of sessions until the receipt is shown.
    request.session[SEEN] = once.sealed(said)
    return redirect("referrals:public_receipt")


@public
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt, the pass words and the copy: shown once, then gone from here."""
    said = once.unsealed(request.session.pop(SEEN, ""))
    if said is None:
        return redirect("referrals:public_return")
    request.session["referrals.public_sent"] = said["ref"]
    return render(request, "referrals/pages/public_receipt.html", said)


@public
def later(request: HttpRequest) -> HttpResponse:
    """A reference and pass words to come back by, shown once."""
    kept = _draft(request)
    if kept is None:
        return redirect("referrals:public")
    service, words = request.front_door, once.pass_words()
    with acting_as(service):
        ref = actions.give_words(service, draft_id=kept.id, words=words, at=service.at)
        kept = queries.draft(service, kept.id)
    request.session.pop(TOKEN, None)
    return render(request, "referrals/pages/public_later.html", {"ref": ref, "words": words, "ends_at": kept.ends_at})


def _draft(request: HttpRequest) -> DraftShown | None:
    """The visitor's draft: by her session, or by what the page itself carried when the session has ended."""
    service = request.front_door
    for token in (request.session.get(TOKEN), request.POST.get("draft")):
        try:
            key = UUID(signing.loads(token or "", salt=TOKEN, max_age=14 * 86_400))
        except (signing.BadSignature, ValueError):
            continue
        with acting_as(service):
            found = queries.draft(service, key)
        if found:
            request.session[TOKEN] = token
            return found
    return None


def _keep(request: HttpRequest, kept: DraftShown | None, answers: Mapping[str, list[str]]) -> UUID:
    service = request.front_door
    with acting_as(service):
        key = actions.save_draft(service, answers=dict(answers), draft_id=kept.id if kept else None, at=service.at)
    request.session[TOKEN] = _token(key)
    return key


def _token(key: UUID) -> str:
    return signing.dumps(str(key), salt=TOKEN)


def _typed(request: HttpRequest, name: str) -> dict[str, list[str]]:
    """This step's answers, those taken away again included: a box that is empty now empties the answer."""
    asked = {field: [""] for field in steps.form_of(name).fields}
    return asked | {k: [v[-1][:20_000]] for k, v in request.POST.lists() if k in asked and v and k not in NOT_KEPT}
