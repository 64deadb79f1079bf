"""Where the board's figures live."""

from django.urls import path

from kingfisher.scorecard.pages.board import board
from kingfisher.scorecard.pages.measure import measure, rows
from kingfisher.scorecard.pages.neighbours import counts, neighbours
from kingfisher.scorecard.pages.paper import as_csv, as_pdf, paper

app_name = "scorecard"
urlpatterns = [
    path("scorecard", board, name="board"),
    path("scorecard/paper", paper, name="paper"),
    path("scorecard/paper.pdf", as_pdf, name="pdf"),
    path("scorecard/figures.csv", as_csv, name="csv"),
    path("scorecard/neighbours", neighbours, name="neighbours"),
    path("scorecard/counts", counts, name="counts"),
    path("scorecard/<slug:measure_id>", measure, name="measure"),
    path("scorecard/<slug:measure_id>/<str:quarter>", rows, name="rows"),
]
