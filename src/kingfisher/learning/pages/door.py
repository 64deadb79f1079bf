"""How the pages of this room do things: through the training service, and by links nobody can forge."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from kingfisher.access.entry import service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere

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
