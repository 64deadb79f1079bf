"""One measure: what it is, how it went, its groups, its neighbours; and the records behind a quarter."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.scorecard import queries
from kingfisher.scorecard.queries import Series
from kingfisher.ui.control import Reading, control_chart


@page(Permission.SCORECARD_READ)
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The chart with its table beside it."""
    found = queries.series(request.actor, measure_id)
    return render(request, "scorecard/pages/measure.html", {"one": found, "chart": chart(found)})


def readings(found: Series) -> list[Reading]:
    """What of a measure may be drawn: nothing of what is held back reaches a picture."""
    low, high = (found.limits.low, found.limits.high) if found.limits else ((), ())
    return [
        Reading(f"{p.first:%b %y}", float(p.whole.percent), *((low[n], high[n]) if found.limits else ()))
        for n, p in enumerate(found.shown)
    ]


def chart(found: Series):
    """The control chart of a measure."""
    return control_chart(found.measure.title, readings(found), centre=found.limits.centre if found.limits else None,
                         target=found.measure.target)  # fmt: skip


@page(Permission.SCORECARD_READ, purpose=True)
def rows(request: HttpRequest, measure_id: str, quarter: str) -> HttpResponse:
    """The records behind one quarter that are open to this actor; `?page=`."""
    try:
        first = date.fromisoformat(quarter)
    except ValueError:
        raise NotThere from None
    said = request.GET.get("page", "1")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    found, more = queries.behind(request.actor, measure_id, first, page=number)
    shown = {"one": queries.series(request.actor, measure_id), "rows": found, "first": first, "number": max(1, number),
             "more": more, "words": {"yes": "counted", "no": "not counted", "left_out": "left out",
                                     "missing": "nobody said"}}  # fmt: skip
    return render(request, "scorecard/pages/rows.html", shown)
