"""Headers every answer carries beside those Django and django-csp set: what a page may not use, who may embed it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Passkeys are the only one of a browser's powers this site uses.
UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb", "xr-spatial-tracking",
)  # fmt: skip
POLICY = ", ".join(f"{name}=()" for name in UNUSED) + (
    ", publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class MoreHeaders:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response
