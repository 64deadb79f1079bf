"""The hub's own addresses, and the bare view beside them."""

from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kingfisher.project.urls import *  # noqa: F403 - the hub whole, as it is served
from kingfisher.project.urls import urlpatterns as hub


def bare(request: HttpRequest, key: UUID) -> HttpResponse:
    """One indexed read, no policy, no page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_worker WHERE id = %s", [key])
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [*hub, path("bench/bare/<uuid:key>", bare)]
