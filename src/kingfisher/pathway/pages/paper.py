"""A child's steps on paper."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.pathway import queries
from kingfisher.rulebook import ask


@page(Permission.PATHWAY_READ, purpose=True)
@leaves("pathway.paper")
def paper(request: HttpRequest, episode_id: UUID) -> Leaving:
    """Everything of it, in order; the printing is recorded."""
    file = queries.episode_file(request.actor, episode_id, printed=True)
    shown = {"file": file, "label": ask.label, "at": request.actor.at, "reference": file.ref}
    page_ = render(request, "pathway/pages/paper.html", shown)
    return Leaving(page_, people=[file.person_id], folders=[file.folder_id])
