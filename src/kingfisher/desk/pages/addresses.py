"""Where the pages of `desk` live."""

from django.urls import path

from kingfisher.desk.pages.home import home

app_name = "desk"
urlpatterns = [path("desk", home, name="home")]
