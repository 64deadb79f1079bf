"""Where the pages of `casefile` live."""

from django.urls import path

from kingfisher.casefile.pages.calendar import calendar
from kingfisher.casefile.pages.child import child
from kingfisher.casefile.pages.court import analysis, court
from kingfisher.casefile.pages.folding import folding
from kingfisher.casefile.pages.prepared import prepared, prepared_pdf
from kingfisher.casefile.pages.print import print_child
from kingfisher.casefile.pages.readers import readers

app_name = "casefile"
urlpatterns = [
    path("casefile/folding", folding, name="folding"),
    path("casefile/<uuid:person_id>", child, name="child"),
    path("casefile/<uuid:person_id>/calendar", calendar, name="calendar"),
    path("casefile/<uuid:person_id>/court", court, name="court"),
    path("casefile/<uuid:person_id>/analysis", analysis, name="analysis"),
    path("casefile/chronologies/<uuid:prepared_id>", prepared, name="prepared"),
    path("casefile/chronologies/<uuid:prepared_id>/readers", readers, name="readers"),
    path("casefile/chronologies/<uuid:prepared_id>/pdf", prepared_pdf, name="prepared_pdf"),
    path("casefile/<uuid:person_id>/print", print_child, name="print"),
]
