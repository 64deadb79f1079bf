"""How the pages of this room do things: through the training service, one form at a time, by links nobody can forge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kingfisher.access.entry import service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning.actions.lacking import Lacking
from kingfisher.ui.forms import Form

PUBLIC, SIGNED_IN = "ui/public_layout.html", "ui/layout.html"


def training_door(request: HttpRequest) -> Actor:
    """The training service, at this moment: it alone sees everybody who booked."""
    signed_in = getattr(request, "actor", None)
    at = signed_in.at if signed_in else request.front_door.at
    return service_of("training_service", at=at, via="page" if signed_in else "public")


def held(token: str, salt: str, *, days: int | None = None) -> UUID:
    """The key a link carries; NotThere of a forged one, and of one that is too old."""
    try:
        return UUID(signing.loads(token, salt=salt, max_age=days * 86_400 if days else None))
    except (signing.BadSignature, ValueError):
        raise NotThere("This link does not work, or no longer. Ask for a new one.") from None


def link_to(key: UUID, salt: str) -> str:
    """What a link carries, made where the same visitor made the booking a moment ago."""
    return signing.dumps(str(key), salt=salt)


def sends_mail() -> bool:
    return settings.SENDS_MAIL


@dataclass(frozen=True)
class Doing:
    """One thing a page can do: how its form is made, what it does, and what is said afterwards."""

    form: Callable[..., Form]
    act: Callable[[dict], object]
    told: str | Callable[[object], str]


def forms_of(request: HttpRequest, doings: Mapping[str, Doing]) -> tuple[dict[str, Form], HttpResponse | None]:
    """Every form of the page, and the answer when one of them was sent and done."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    made = {name: doing.form(request.POST if name == do else None, prefix=name) for name, doing in doings.items()}
    if do not in doings or not made[do].is_valid():
        return made, None
    try:
        came = doings[do].act(made[do].cleaned_data)
    except (Lacking, NotNow) as lacking:
        for gap in lacking.gaps or (lacking.sentence,):
            made[do].add_error(None, gap)
        return made, None
    told = doings[do].told
    messages.success(request, told if isinstance(told, str) else told(came))
    return made, redirect(request.get_full_path())


def choosing(form_class: type[Form], **choices: list) -> Callable[..., Form]:
    """The form with these choices offered in it."""

    def make(*args: object, **kwargs: object) -> Form:
        form = form_class(*args, **kwargs)
        for name, offered in choices.items():
            form.fields[name].choices = offered
        return form

    return make


def starting(form_class: type[Form], **initial: object) -> Callable[..., Form]:
    """The form with what stands now in its boxes."""
    return lambda *args, **kwargs: form_class(*args, initial=initial, **kwargs)
