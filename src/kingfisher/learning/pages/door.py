"""How the pages of this room do things: through the training service."""

from django.conf import settings
from django.http import HttpRequest

from kingfisher.access.entry import service_of
from kingfisher.kernel.actor import Actor

PUBLIC, SIGNED_IN = "ui/public_layout.html", "ui/layout.html"


def training_door(request: HttpRequest) -> Actor:
    """The training service, at this moment: it alone sees everybody who booked."""
    signed_in = getattr(request, "actor", None)
    at = signed_in.at if signed_in else request.front_door.at
    return service_of("training_service", at=at, via="page" if signed_in else "public")


def sends_mail() -> bool:
    return settings.SENDS_MAIL
