"""Where professional disagreements live."""

from django.urls import path

from kingfisher.escalations.pages.case import case, cases
from kingfisher.escalations.pages.new import new
from kingfisher.escalations.pages.one import one, ours
from kingfisher.escalations.pages.themes import themes

app_name = "escalations"
urlpatterns = [
    path("escalations", ours, name="ours"),
    path("escalations/new", new, name="new"),
    path("escalations/partners", cases, name="cases"),
    path("escalations/partners/<uuid:case_id>", case, name="case"),
    path("escalations/themes", themes, name="themes"),
    path("escalations/<uuid:escalation_id>", one, name="one"),
]
