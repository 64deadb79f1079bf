"""Where drafts are kept and found again."""

from django.urls import path

from kingfisher.drafts.pages.kept import kept, mine, remove, save

app_name = "drafts"
urlpatterns = [
    path("drafts", mine, name="mine"),
    path("drafts/kept", kept, name="kept"),
    path("drafts/save", save, name="save"),
    path("drafts/remove", remove, name="remove"),
]
