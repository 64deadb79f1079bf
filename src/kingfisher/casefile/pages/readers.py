"""Who may read a chronology prepared for court, and letting one more colleague read it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.queries import who_can_see
from kingfisher.chronology import actions, queries
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations.queries import working_in
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class ReaderForm(Form):
    mark_optional = False
    placement_id = fields.Select("Which colleague?", blank="Choose", empty="Choose a colleague")
    why = fields.Textarea("Why must they read it?", rows=2, empty="Say why")


@page(Permission.FOLDER_GRANT, purpose=True)
def readers(request: HttpRequest, prepared_id: UUID) -> HttpResponse:
    """Opened to one colleague by name, with a reason; recorded, and ended like any access."""
    actor = request.actor
    shown = queries.prepared(actor, prepared_id)
    form = ReaderForm(request.POST or None)
    form.fields["placement_id"].choices = [
        (str(w.placement_id), f"{w.name}, {w.job_title}") for w in working_in(actor, {actor.organisation_id})
        if w.placement_id != actor.placement_id
    ]  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.let_read(actor, prepared_id=prepared_id, placement_id=UUID(said["placement_id"]), why=said["why"],
                             at=actor.at)  # fmt: skip
            messages.success(request, "Opened. The colleague reads it and cannot pass it on.")
            return redirect("casefile:readers", prepared_id)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    told = {"form": form, "shown": shown, "given": who_can_see(actor, shown.folder_id)}
    return render(request, "casefile/pages/readers.html", told)
