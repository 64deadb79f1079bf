"""Bringing in, from a CSV file, what neighbouring areas published, and what an agency counted in its own system."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import scorecard
from kingfisher.scorecard import actions
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class FileForm(Form):
    mark_optional = False
    file = fields.FileUpload("The file", endings=(".csv",), most_megabytes=1)


@page(Permission.SCORECARD_KEEP)
def neighbours(request: HttpRequest) -> HttpResponse:
    """All of a file or nothing of it."""
    return _bring_in(request, "scorecard/pages/neighbours.html", actions.NEIGHBOUR_COLUMNS,
                     lambda actor, text: f"{actions.keep_neighbours(actor, text=text, at=actor.at)} figures are "
                     "brought in.")  # fmt: skip


@page(Permission.SCORECARD_KEEP)
def counts(request: HttpRequest) -> HttpResponse:
    """What an agency counted, protected and shown like every other figure."""
    return _bring_in(request, "scorecard/pages/counts.html", actions.COUNT_COLUMNS, _counted)


def _counted(actor: Actor, text: str) -> str:
    actions.keep_counts(actor, text=text, at=actor.at)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        made = actions.freeze_given(service, at=actor.at)
    return f"{made} quarters are brought in and frozen."


def _bring_in(
    request: HttpRequest, template: str, columns: tuple[str, ...], keep: Callable[[Actor, str], str]
) -> HttpResponse:  # fmt: skip
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"].read().decode("utf-8", errors="replace")
        try:
            messages.success(request, keep(request.actor, text))
            return redirect("scorecard:board")
        except actions.Unreadable as unreadable:
            for gap in unreadable.gaps:
                form.add_error(None, gap)
    shown = {"form": form, "columns": ",".join(columns), "measures": scorecard.measures(on=request.actor.at.date())}
    return render(request, template, shown)
