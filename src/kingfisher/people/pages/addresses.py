"""Where the pages of `people` live."""

from django.urls import path

from kingfisher.people.pages.compare import compare
from kingfisher.people.pages.family import family
from kingfisher.people.pages.involved import involved
from kingfisher.people.pages.matching import matching
from kingfisher.people.pages.near import near, own_life, take_back
from kingfisher.people.pages.review import review, undo
from kingfisher.people.pages.search import search

app_name = "people"
urlpatterns = [
    path("people/search", search, name="search"),
    path("people/compare/<uuid:left_id>/<uuid:right_id>", compare, name="compare"),
    path("people/<uuid:person_id>/involved", involved, name="involved"),
    path("people/<uuid:person_id>/family", family, name="family"),
    path("people/matching", matching, name="matching"),
    path("people/review", review, name="review"),
    path("people/near", near, name="near"),
    path("people/own-life", own_life, name="own_life"),
    path("people/own-life/<uuid:own_id>/take-back", take_back, name="take_back"),
    path("people/judgements/<uuid:judgement_id>/undo", undo, name="undo"),
]
