"""Mounts each room's pages under its own name. The public form and the sign-in page have short addresses."""

from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from kingfisher.access.entry import open_to_all


@open_to_all
def start(request: HttpRequest) -> HttpResponse:
    """The first page: my desk, or the sign-in page which leads there."""
    return redirect("desk:home")


@open_to_all
def healthy(request: HttpRequest) -> HttpResponse:
    """For load balancers: the process answers. Says nothing of the database's contents."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("", start, name="start"), path("healthz", healthy, name="healthy")]


def _has(module: str) -> bool:
    """Whether this part of the house is built."""
    return (settings.PACKAGE / module.replace(".", "/")).with_suffix(".py").exists()


# A room's addresses are in its pages/addresses.py; the list is the order of the floors.
for room in chain(settings.GROUND, settings.CORRIDORS, settings.ROOMS, settings.WINDOWS):
    if _has(f"{room}.pages.addresses"):
        urlpatterns.append(path("", include(f"kingfisher.{room}.pages.addresses")))
if _has("exchange.v1"):
    from kingfisher.exchange.v1 import api

    urlpatterns.append(path("api/v1/", api.urls))
if settings.DEMO:
    from kingfisher.ui.gallery import gallery

    urlpatterns.append(path("gallery", open_to_all(gallery), name="gallery"))
handler404 = "kingfisher.project.errors.answers.not_there"
handler500 = "kingfisher.project.errors.answers.broken"
