"""The reviews this worker takes part in, and telling of a new serious incident."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import LONDON
from kingfisher.people.queries import Statement, statements
from kingfisher.reviews import actions, queries
from kingfisher.reviews.pages.opening import folder_for
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class TellForm(Form):
    """What is known on the first day."""

    child_called = fields.Input("The child’s name", hint="Only those who work on the review can read this page")
    born_on = fields.Date("Date of birth", past=True, called="the child’s date of birth", required=False)
    kind = fields.Radios("What came of it", lambda: ask.codes("incident_kind").choices())
    happened_on = fields.Date("The day it happened", past=True)
    aware_at = fields.Moment("When the local authority became aware", hint="The time limits count from here")
    in_area = fields.YesNo("Did it happen in our area?")
    in_care = fields.YesNo("Was the child in our care, or had left it?")
    what_happened = fields.Textarea("What happened, as far as it is known", rows=5)
    safe_now = fields.Textarea("What was done at once to keep this child and others safe", rows=4)


@page(Permission.REVIEW_READ)
def incidents(request: HttpRequest) -> HttpResponse:
    """Those that run first; nobody is named in the list."""
    found = queries.incidents(request.actor)
    shown = {
        "running": [i for i in found if not i.row.ended_at], "over": [i for i in found if i.row.ended_at],
        "kinds": dict(ask.codes("incident_kind").choices()), "at": request.actor.at,
    }  # fmt: skip
    return render(request, "reviews/pages/incidents.html", shown)


@page(Permission.REVIEW_RAISE, purpose=True)
def new(request: HttpRequest) -> HttpResponse:
    """Tell of a serious incident; the office and the partners have it at once."""
    actor = request.actor
    child = _told_of(request)
    form = TellForm(request.POST or None, initial=_known(child), today=actor.at.astimezone(LONDON).date())
    if request.method == "POST" and form.is_valid():
        try:
            folder = folder_for(actor, "review", actor.placement_id)
            made = actions.raise_incident(
                actor, told=actions.Told(**form.cleaned_data, record_id=child and child.id), folder=folder, at=actor.at
            )  # fmt: skip
        except actions.Lacking as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
        else:
            messages.success(request, "The partnership’s office and the three partners have it now.")
            return redirect("reviews:incident", made)
    return render(request, "reviews/pages/new.html", {"form": form, "child": child})


def _told_of(request: HttpRequest) -> Statement | None:
    """`?child=` a record of the child that whoever tells may see."""
    try:
        key = UUID(request.GET.get("child", ""))
    except ValueError:
        return None
    return statements(request.actor, {key}).get(key)


def _known(child: Statement | None) -> dict[str, object]:
    return {"child_called": child.name, "born_on": child.said.born_on} if child else {}
