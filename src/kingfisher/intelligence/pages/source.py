"""Who told a report: the register, for the desk, for a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import queries
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class SourceForm(Form):
    mark_optional = False
    why = fields.Input(
        "Why do you need to know who told it?", empty="Say why you need to know",
        hint="To ring them, to grade the source, to warn them. It is recorded that you looked.",
    )  # fmt: skip


@page(Permission.SOURCE_READ, purpose=True)
def source(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Asks why; then shows who."""
    form = SourceForm(request.POST or None)
    found = None
    if form.is_bound and form.is_valid():
        try:
            found = queries.source(request.actor, report_id, why=form.cleaned_data["why"])
        except queries.SayWhy as refused:
            form.add_error("why", refused.sentence)
    return render(request, "intelligence/pages/source.html", {"form": form, "one": found, "report_id": report_id})
