"""Where the pages of `exchange` live."""

from django.urls import path

from kingfisher.exchange.pages.new import new
from kingfisher.exchange.pages.run import remarks_csv, run
from kingfisher.exchange.pages.runs import runs

app_name = "exchange"
urlpatterns = [
    path("imports", runs, name="runs"),
    path("imports/new", new, name="new"),
    path("imports/<uuid:run_id>", run, name="run"),
    path("imports/<uuid:run_id>/<slug:which>.csv", remarks_csv, name="remarks"),
]
