"""Begin work with a child who did not come by the front door: found by a worker, or moved here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.pathway import actions
from kingfisher.pathway.pages.episode_forms import PathwayForm, made
from kingfisher.people import queries as people


@page(Permission.PATHWAY_WORK, purpose=True)
def begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say where the harm comes from; the assessment begins."""
    actor = request.actor
    child = people.statement(actor, person_id)
    form = made(PathwayForm, "begin", request.POST or None)
    if form.is_bound and form.is_valid():
        key = actions.begin(
            actor, person_id=person_id, received_at=actor.at, pathway=form.cleaned_data["pathway"],
            worker=actor.placement_id, at=actor.at,
        )  # fmt: skip
        return redirect("pathway:episode", key)
    return render(request, "pathway/pages/begin.html", {"form": form, "child": child})
