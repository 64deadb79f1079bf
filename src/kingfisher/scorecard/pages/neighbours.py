"""Bringing in what neighbouring areas published, from a CSV file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.scorecard import actions
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class NeighboursForm(Form):
    mark_optional = False
    file = fields.FileUpload("The file", endings=(".csv",), most_megabytes=1)


@page(Permission.SCORECARD_KEEP)
def neighbours(request: HttpRequest) -> HttpResponse:
    """All of a file or nothing of it."""
    form = NeighboursForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"].read().decode("utf-8", errors="replace")
        try:
            made = actions.keep_neighbours(request.actor, text=text, at=request.actor.at)
            messages.success(request, f"{made} figures are brought in.")
            return redirect("scorecard:board")
        except actions.Unreadable as unreadable:
            for gap in unreadable.gaps:
                form.add_error(None, gap)
    return render(request, "scorecard/pages/neighbours.html", {"form": form, "columns": ",".join(actions.COLUMNS)})
