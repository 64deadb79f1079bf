"""What courses came to: filled, not there, and what they changed; and the fees that are owed."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import add_months, local_day
from kingfisher.learning import queries, rules
from kingfisher.learning.states import KINDS
from kingfisher.rulebook import ask
from kingfisher.ui.charts import Bar, bar_rows
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table

PERIODS = {"year": ("Last twelve months", 12), "quarter": ("Last three months", 3)}


def _period(request: HttpRequest, actor: Actor) -> tuple[str, date, date]:
    chosen = request.GET.get("period", "year")
    chosen = chosen if chosen in PERIODS else "year"
    today = local_day(actor.at, ask.calendar())
    return chosen, add_months(today, -PERIODS[chosen][1]), today


@page(Permission.LEARNING_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Courses held in a period, each with what was said of it; of few answers, nothing."""
    actor = request.actor
    chosen, first, last = _period(request, actor)
    rows = queries.figures_of(actor, first=first, last=last)
    charts = {}
    for c in rows:
        on_day = c.said[0]
        if on_day.before is not None and on_day.after is not None:
            charts[c.code] = bar_rows("How sure of the subject, of 5", [
                Bar("Before", on_day.before), Bar("After", on_day.after, tone="green"),
            ], greatest=5)  # fmt: skip
    labels = dict(ask.codes("training_changed").choices()) | {"": "Other answers"}
    together = queries.changed(actor, rows, first=first, last=last)
    bars = {
        one.kind: bar_rows("What it changed", [Bar(labels[code], n) for code, n in one.changed.items()])
        for one in together if one.changed and set(one.changed) != {""}
    }  # fmt: skip
    words = queries.words_of(actor, first=first, last=last) if actor.has(Permission.LEARNING_RUN) else []
    shown = {"rows": rows, "charts": charts, "kinds": KINDS, "chosen": chosen, "together": together, "bars": bars,
             "labels": labels, "periods": PERIODS, "words": words, "few": rules.FEW}  # fmt: skip
    return render(request, "learning/pages/figures.html", shown)


def _fees(request: HttpRequest, *, size: int = 25) -> Table:
    return Table("Fees", [
        Column("Reference", "ref", "ref"), Column("Employer", "employer"), Column("Course", "title"),
        Column("On", "held_on", "day"), Column("Why", "why"),
        Column("Owed", lambda f: rules.pounds(f.pence) if not f.waived_why else "Let go",
               csv=lambda f: f.pence / 100 if not f.waived_why else 0),
        Column("Let go because", "waived_why"),
    ], queries.fees(request.actor, ask_page=Ask.read(request.GET, size=size)), params=request.GET, noun="fees",
        show_caption=False, csv_link=reverse("learning:fees_csv"), empty="Nobody owes a fee.")  # fmt: skip


@page(Permission.LEARNING_RUN)
def fees(request: HttpRequest) -> HttpResponse:
    """What is owed, the newest first."""
    return render(request, "learning/pages/fees.html", {"table": _fees(request)})


@page(Permission.LEARNING_RUN)
@leaves("learning.fees")
def fees_csv(request: HttpRequest) -> Leaving:
    """The fees as a spreadsheet, for invoices: employers and references, no learner's name."""
    name = "training-fees.csv"
    return Leaving(_fees(request, size=2000).csv_response(name), file_name=name)
