"""Where the morning's briefing lives."""

from django.urls import path

from kingfisher.briefing.pages.morning import morning, paper

app_name = "briefing"
urlpatterns = [path("briefing", morning, name="morning"), path("briefing/print", paper, name="paper")]
