"""Call a meeting about a child. Those that the law's steps call for are called from those steps."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.meetings import actions
from kingfisher.meetings.pages.meeting_forms import convene_form
from kingfisher.people import queries as people

HERE = ("other", "review")


@page(Permission.MEETING_CONVENE, purpose=True)
def convene(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say what for, when and where; whom to ask comes next."""
    actor = request.actor
    child = people.statement(actor, person_id)
    form = convene_form(HERE, request.POST or None, initial={"kind": "other"})
    if form.is_bound and form.is_valid():
        try:
            key = actions.convene(actor, person_ids=[person_id], at=actor.at, **form.cleaned_data)
            return redirect("meetings:meeting", key)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "meetings/pages/convene.html", {"form": form, "child": child})
