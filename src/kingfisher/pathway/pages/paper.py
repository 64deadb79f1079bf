"""A child's steps on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.pathway import queries
from kingfisher.rulebook import ask


@page(Permission.PATHWAY_READ, purpose=True)
def paper(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Everything of it, in order; the printing is recorded."""
    file = queries.episode_file(request.actor, episode_id, printed=True)
    shown = {"file": file, "label": ask.label, "at": request.actor.at, "reference": file.ref}
    return render(request, "pathway/pages/paper.html", shown)
