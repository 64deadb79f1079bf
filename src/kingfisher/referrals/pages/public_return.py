"""Coming back with a reference and pass words: to go on with what is unfinished, or to add to what was sent."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import acting_as, public
from kingfisher.kernel.actor import Actor
from kingfisher.postroom import queries as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals import actions, queries
from kingfisher.referrals.pages.once import typed_words
from kingfisher.referrals.pages.public import TOKEN
from kingfisher.referrals.pages.receipts import front_door_phone
from kingfisher.referrals.said.told import ESCALATE
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

SENT = "referrals.public_sent"
TRIES, MINUTES = 10, 15
NOT_RIGHT = (
    "The reference or the words are not right, or what you had begun has been removed after 14 days. "
    "Try again, or begin anew."
)


class ReturnForm(Form):
    dense = False
    ref = fields.Input("Reference", width=20, most=20, hint="It begins with KF or DR.", autocomplete="off")
    words = fields.Input("Your three words", width=30, most=80, autocomplete="off", spellcheck=False)


class AddForm(Form):
    dense = False
    words = fields.Textarea("What else do you want to tell us?", rows=6, required=False)


@public
def come_back(request: HttpRequest) -> HttpResponse:
    """The same answer for a wrong reference and wrong words; ten tries in a quarter of an hour from one place."""
    form = ReturnForm(request.POST or None)
    service, address = request.front_door, request.META.get("REMOTE_ADDR", "")
    if request.method == "POST" and form.is_valid():
        with acting_as(service):
            tired = actions.too_many(
                service, kind="return", address=address, most=TRIES, minutes=MINUTES, at=service.at
            )
            if not tired:
                actions.count_attempt(service, kind="return", address=address, at=service.at)
        if tired:
            form.add_error(None, "Too many tries. Wait a quarter of an hour, or ring us.")
        else:
            answer = _found(request, service, form.cleaned_data)
            if answer is not None:
                return answer
            form.add_error(None, NOT_RIGHT)
    return render(request, "referrals/pages/public_return.html", {"form": form})


def _found(request: HttpRequest, service: Actor, said: dict[str, str]) -> HttpResponse | None:
    words = typed_words(said["words"])
    with acting_as(service):
        draft = queries.draft_with_words(service, ref=said["ref"], words=words)
        sent = None if draft else postroom.arrival_with_passphrase(service, ref=said["ref"], passphrase=words)
    if draft:
        request.session[TOKEN] = signing.dumps(str(draft.id), salt=TOKEN)
        return redirect("referrals:public_check")
    if sent:
        request.session[SENT] = sent.ref
        return redirect("referrals:public_sent")
    return None


@public
def sent(request: HttpRequest) -> HttpResponse:
    """How far it has got, in safe words; and adding to it. What was written is not shown again."""
    service = request.front_door
    came = _own(request, service)
    if came is None:
        return redirect("referrals:public_return")
    form = AddForm(request.POST or None)
    files = request.FILES.getlist("files")[:10]
    if request.method == "POST" and form.is_valid() and (form.cleaned_data["words"] or files):
        _add(request, service, came, form.cleaned_data["words"], files)
        return redirect("referrals:public_sent")
    with acting_as(service):
        standing, additions = queries.standing_of(service, came.id), queries.additions_to(service, came.id)
    shown = {
        "form": form,
        "came": came,
        "standing": standing,
        "additions": additions,
        "escalate": ESCALATE,
        "phone": front_door_phone(service),
    }
    return render(request, "referrals/pages/public_sent.html", shown)


def _own(request: HttpRequest, service: Actor) -> Came | None:
    ref = request.session.get(SENT)
    if not ref:
        return None
    with acting_as(service):
        return postroom.arrival_by_ref(service, ref)


def _add(request: HttpRequest, service: Actor, came: Came, words: str, files: list) -> None:
    if words:
        actions.add_more(
            service, arrival=came, body=words.encode(), content_type="text/plain", door="public", at=service.at
        )
    for file in files:
        trouble = actions.add_file(
            service, arrival=came, name=file.name or "file", content=file.read(), door="public",
            content_type=file.content_type or "application/octet-stream", at=service.at,
        )  # fmt: skip
        if trouble:
            messages.warning(request, f"We have the file, but somebody has to look at it. {trouble}")
    messages.success(request, "Added. We will see that there is something new.")


@require_POST
@public
def leave(request: HttpRequest) -> HttpResponse:
    """Forget in this browser what was sent from it."""
    request.session.flush()
    return redirect("referrals:public")
