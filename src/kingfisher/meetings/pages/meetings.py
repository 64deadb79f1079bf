"""My meetings: those to come, and those of the last two months."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.meetings import queries
from kingfisher.rulebook import ask

audit.can_record(meetings__meeting__listed="looked at the list of meetings")


@page(Permission.MEETING_READ, purpose=True)
def meetings(request: HttpRequest) -> HttpResponse:
    """Two lists, each with whom it is about."""
    coming, past = queries.my_meetings(request.actor)
    folders = [row.meeting.folder_id for row in (*coming, *past)]
    audit.record(request.actor, "meetings.meeting.listed", folders=folders[:50], facts={"rows": len(folders)})
    shown = {"coming": coming, "past": past, "at": request.actor.at, "label": ask.label}
    return render(request, "meetings/pages/meetings.html", shown)
