"""A year of one child's dates: every clock due in twelve months, met, missed and still to come, for the wall."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.picture import picture_of
from kingfisher.chronology.queries import Filters, timeline
from kingfisher.clocks import queries as clocks
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.timing import LONDON, add_months


@page(Permission.CHILD_READ, purpose=True)
@leaves("casefile.calendar")
def calendar(request: HttpRequest, person_id: UUID) -> Leaving:
    """Three months back and nine ahead, unless `from` says another first month. Recorded as printing is."""
    picture = picture_of(request.actor, person_id, filters=Filters(), at_most=1, printed=True)
    first = first_month(request.GET.get("from", ""), request.actor.at.astimezone(LONDON).date())
    last = add_months(first, 12) - timedelta(days=1)
    # What is done with a child lies in folders of its own, each of which writes a line into the child's history.
    lines = timeline(request.actor, picture.child.person_ids)
    folders = {*picture.child.folder_ids, *(line.folder_id for line in lines)}
    due = clocks.due_between(request.actor, folders, first, last)
    months = [
        (month, [one for one in due if (one.due_on.year, one.due_on.month) == (month.year, month.month)])
        for month in (add_months(first, n) for n in range(12))
    ]
    shown = {"picture": picture, "months": months, "earlier": add_months(first, -12), "later": add_months(first, 12)}
    return Leaving(render(request, "casefile/pages/calendar.html", shown), people=picture.child.person_ids)


def first_month(said: str, today: date) -> date:
    """The first of the month asked for; of three months ago where none was, or what was cannot be read."""
    try:
        asked = date.fromisoformat(f"{said[:7]}-01")
    except ValueError:
        return add_months(today.replace(day=1), -3)
    return min(max(asked, date(1990, 1, 1)), date(2190, 1, 1))
