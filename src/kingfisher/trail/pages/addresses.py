"""Where the pages of `trail` live."""

from django.urls import path

from kingfisher.trail.pages.heads import head, heads
from kingfisher.trail.pages.log import folder, mine, ours, worker
from kingfisher.trail.pages.searches import searches

app_name = "trail"
urlpatterns = [
    path("log/mine", mine, name="mine"),
    path("log/worker/<uuid:placement_id>", worker, name="worker"),
    path("log/folder/<uuid:folder_id>", folder, name="folder"),
    path("log/ours", ours, name="ours"),
    path("log/searches", searches, name="searches"),
    path("log/heads", heads, name="heads"),
    path("log/heads/<uuid:head_id>", head, name="head"),
]
