"""Keeping a report that was graded 5x5x5, as it was."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions
from kingfisher.kernel.timing import local_day
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class OldForm(Form):
    mark_optional = False
    text = fields.Textarea("What it says", rows=5, empty="Write what it says")
    old_grade = fields.Input("Its grade, as it stands", width=10, empty="Give its grade", hint="Such as B2 4")
    known_on = fields.Date("Its day", past=True, empty="Give its day")


@page(Permission.INTEL_GRADE, purpose=True)
def old(request: HttpRequest) -> HttpResponse:
    """Type it in; it is filed, findable, and never let go."""
    actor = request.actor
    form = OldForm(request.POST or None, today=local_day(actor.at, ask.calendar()))
    if form.is_bound and form.is_valid():
        try:
            key = actions.take_in_old(actor, at=actor.at, **form.cleaned_data)
            messages.success(request, "Kept with the grade it had.")
            return redirect("intelligence:report", key)
        except actions.NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "intelligence/pages/old.html", {"form": form})
