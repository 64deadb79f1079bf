"""Where the pages of `postroom` live."""

from django.urls import path

from kingfisher.postroom.pages.arrivals import arrival, arrivals

app_name = "postroom"
urlpatterns = [
    path("postroom/arrivals", arrivals, name="arrivals"),
    path("postroom/arrivals/<uuid:arrival_id>", arrival, name="arrival"),
]
