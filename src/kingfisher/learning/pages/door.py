"""How the pages of this room do things: through the training service."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.learning.actions import holding

PUBLIC, SIGNED_IN = "ui/public_layout.html", "ui/layout.html"


def training_door(request: HttpRequest) -> Actor:
    """The training service, at this moment: it alone sees everybody who booked."""
    signed_in = getattr(request, "actor", None)
    at = signed_in.at if signed_in else request.front_door.at
    return service_of("training_service", at=at, via="page" if signed_in else "public")


def with_holds(request: HttpRequest, act: Callable[..., Any]) -> Callable[..., Any]:
    """Do it, and work out at once whose access closes or opens by it: whoever has trained again waits for no night."""

    def done(*args: Any) -> Any:
        came, door = act(*args), training_door(request)
        with acting_as(door):
            holding.keep_holds(door, at=door.at)
        return came

    return done


def sends_mail() -> bool:
    return settings.SENDS_MAIL
