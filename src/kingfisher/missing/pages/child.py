"""Every absence of one child, as a picture with its table."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import queries
from kingfisher.people import queries as people
from kingfisher.rulebook import ask
from kingfisher.ui.charts import Mark, timeline_strip


@page(Permission.MISSING_READ, purpose=True)
def child(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The last year as a strip of time, and below it every absence in words; each counted once."""
    actor = request.actor
    said = people.statement(actor, person_id)
    every = queries.history(actor, people.cluster_ids(actor, person_id))
    counted = [e for e in every if e.joined_into is None and e.state != "mistake"]
    today = actor.at.astimezone(LONDON).date()
    start = today - timedelta(days=365)
    marks = [
        Mark(e.started_at.astimezone(LONDON).date(), e.name.split()[0] + " missing",
             (e.found_at or actor.at).astimezone(LONDON).date(), "red" if e.is_open or e.risk == "high" else "amber")
        for e in counted
    ]  # fmt: skip
    talks = queries.talks_after(actor, [e.id for e in counted])
    shown = {
        "child": said, "every": every, "counted": counted, "talks": talks, "at": actor.at, "label": ask.label,
        "picture": timeline_strip("Absences in the last year", marks, start=start, end=today),
        "refs": {e.id: e.ref for e in every},
    }  # fmt: skip
    return render(request, "missing/pages/child.html", shown)
