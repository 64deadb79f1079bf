"""Where reviews of serious incidents live, and what is learned from them."""

from django.urls import path

from kingfisher.reviews.pages.incident import incident
from kingfisher.reviews.pages.incidents import incidents, new
from kingfisher.reviews.pages.promise import promise
from kingfisher.reviews.pages.recommendation import recommendation
from kingfisher.reviews.pages.recommendations import recommendations
from kingfisher.reviews.pages.summary import summary

app_name = "reviews"
urlpatterns = [
    path("reviews", incidents, name="incidents"),
    path("reviews/new", new, name="new"),
    path("reviews/recommendations", recommendations, name="recommendations"),
    path("reviews/recommendations/<uuid:recommendation_id>", recommendation, name="recommendation"),
    path("reviews/promises/<uuid:commitment_id>", promise, name="promise"),
    path("reviews/summaries/<uuid:summary_id>", summary, name="summary"),
    path("reviews/<uuid:incident_id>", incident, name="incident"),
]
