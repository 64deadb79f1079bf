"""Where the pages of `access` live."""

from django.urls import path

from kingfisher.access.pages.conflicts import conflicts, end_conflict
from kingfisher.access.pages.emergency import break_glass, emergencies, emergency_use, end_use, months
from kingfisher.access.pages.purpose import purpose
from kingfisher.access.pages.seal import seal
from kingfisher.access.pages.token import token
from kingfisher.access.pages.who_can_see import who_can_see
from kingfisher.access.pages.why import why

app_name = "access"
urlpatterns = [
    path("access/purpose", purpose, name="purpose"),
    path("api/v1/token", token, name="token"),
    path("access/folder/<uuid:folder_id>", who_can_see, name="who_can_see"),
    path("access/folder/<uuid:folder_id>/emergency", break_glass, name="break_glass"),
    path("access/folder/<uuid:folder_id>/seal", seal, name="seal"),
    path("access/why", why, name="why"),
    path("access/emergency", emergencies, name="emergencies"),
    path("access/emergency/months", months, name="months"),
    path("access/emergency/<uuid:use_id>", emergency_use, name="emergency_use"),
    path("access/emergency/<uuid:use_id>/end", end_use, name="end_use"),
    path("access/conflicts", conflicts, name="conflicts"),
    path("access/conflicts/<uuid:conflict_id>/end", end_conflict, name="end_conflict"),
]
