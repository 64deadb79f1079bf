"""The board's paper on screen and as PDF, and the figures as CSV: the very numbers the pages show."""

import csv
import io

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.scorecard import paper as papers
from kingfisher.scorecard import queries
from kingfisher.scorecard.pages.measure import chart
from kingfisher.ui.context import watermark
from kingfisher.ui.filters import moment

OPENING = "Counts are rounded to five; numbers that could point at a single child are held back. Printed {}."


@page(Permission.SCORECARD_READ)
@leaves("scorecard.paper")
def paper(request: HttpRequest) -> Leaving:
    """Every measure with its chart and its quarters, laid out for paper."""
    found = [(s, chart(s)) for s in queries.board(request.actor) if s.latest]
    shown = {"found": found, "cells": papers.cells, "at": request.actor.at, "reference": "Scorecard",
             "handling": "For the safeguarding partnership's board"}  # fmt: skip
    return Leaving(render(request, "scorecard/pages/paper.html", shown))


@page(Permission.SCORECARD_READ)
@leaves("scorecard.paper")
def as_pdf(request: HttpRequest) -> Leaving:
    """The same as a PDF that is read aloud in order."""
    actor = request.actor
    made = papers.as_pdf(queries.board(actor), partnership=settings.PARTNERSHIP,
                         printed=OPENING.format(moment(actor.at)), watermark=watermark(actor))  # fmt: skip
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="scorecard.pdf"'
    return Leaving(answer, file_name="scorecard.pdf")


@page(Permission.SCORECARD_READ)
@leaves("scorecard.csv")
def as_csv(request: HttpRequest) -> Leaving:
    """One line a quarter and group; empty where it is held back."""
    told = io.StringIO()
    line = csv.writer(told)
    line.writerow(
        [
            "measure",
            "quarter_begins",
            "split",
            "group",
            "counted",
            "out_of",
            "percent",
            "left_out",
            "missing",
            "counted_by",
        ]
    )
    for one in queries.board(request.actor):
        for p in one.points:
            for split, rows in (("", (p.whole,)), *p.splits):
                line.writerows(
                    [
                        one.measure.id,
                        p.first,
                        split,
                        r.label,
                        r.counted,
                        r.out_of,
                        r.percent,
                        p.left_out,
                        p.missing,
                        p.source or "the hub",
                    ]
                    for r in rows
                )
    answer = HttpResponse(told.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="scorecard.csv"'
    return Leaving(answer, file_name="scorecard.csv")
