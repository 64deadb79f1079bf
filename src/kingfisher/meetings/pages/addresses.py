"""Where the pages of `meetings` live."""

from django.urls import path

from kingfisher.meetings.pages.convene import convene, convene_absence
from kingfisher.meetings.pages.meeting import invitation, meeting
from kingfisher.meetings.pages.meetings import meetings
from kingfisher.meetings.pages.minutes import minutes, save
from kingfisher.meetings.pages.papers import family, family_pdf, paper, paper_pdf

app_name = "meetings"
urlpatterns = [
    path("meetings", meetings, name="meetings"),
    path("meetings/call/<uuid:person_id>", convene, name="convene"),
    path("meetings/call-for-absence/<uuid:episode_id>", convene_absence, name="convene_absence"),
    path("meetings/<uuid:meeting_id>", meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/invitation.ics", invitation, name="invitation"),
    path("meetings/<uuid:meeting_id>/minutes", minutes, name="minutes"),
    path("meetings/<uuid:meeting_id>/minutes/save", save, name="save"),
    path("meetings/<uuid:meeting_id>/paper", paper, name="paper"),
    path("meetings/<uuid:meeting_id>/minutes.pdf", paper_pdf, name="paper_pdf"),
    path("meetings/<uuid:meeting_id>/family", family, name="family"),
    path("meetings/<uuid:meeting_id>/family.pdf", family_pdf, name="family_pdf"),
]
