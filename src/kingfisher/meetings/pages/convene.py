"""Call a meeting about a child. Those that the law's steps call for are called from those steps."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import add_working_days, local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.meetings import actions
from kingfisher.meetings.pages.meeting_forms import WhenForm, convene_form
from kingfisher.missing import queries as absences
from kingfisher.people import queries as people
from kingfisher.rulebook import ask

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


@page(Permission.MEETING_CONVENE, purpose=True)
def convene_absence(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The meeting a threshold of a missing child calls for: day and place stand ready, one press calls it."""
    actor = request.actor
    file = absences.episode_file(actor, episode_id)
    calendar = ask.calendar()
    day = add_working_days(local_day(actor.at, calendar), 1, calendar)
    ready = {"starts_at": datetime.combine(day, time(10), calendar.zone), "minutes_long": 60, "place": "By video call"}
    form = WhenForm(request.POST or None, initial=ready)
    if form.is_bound and form.is_valid():
        try:
            key = actions.convene_for_absence(actor, episode_id=episode_id, at=actor.at, **form.cleaned_data)
            return redirect("meetings:meeting", key)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    shown = {"form": form, "file": file, "e": file.episode}
    return render(request, "meetings/pages/convene_absence.html", shown)
