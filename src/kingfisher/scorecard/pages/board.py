"""Every measure with its latest quarter, by area."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.scorecard import queries
from kingfisher.scorecard.pages.measure import readings
from kingfisher.ui.control import small_line


@page(Permission.SCORECARD_READ)
def board(request: HttpRequest) -> HttpResponse:
    """One table an area, with the way each measure goes; a measure nobody could count yet says so."""
    found = queries.board(request.actor)
    drawn = [(s, small_line(s.measure.title, readings(s))) for s in found]
    areas = [(area, list(rows)) for area, rows in groupby(drawn, key=lambda row: row[0].measure.area)]
    shown = {"areas": areas, "keeps": request.actor.has(Permission.SCORECARD_KEEP), "all": len(found),
             "frozen": any(s.points for s in found), "held": sum(bool(s.held_back) for s in found)}  # fmt: skip
    return render(request, "scorecard/pages/board.html", shown)
