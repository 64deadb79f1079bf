"""Where patterns live."""

from django.urls import path

from kingfisher.patterns.pages.new import new
from kingfisher.patterns.pages.pattern import pattern
from kingfisher.patterns.pages.patterns import patterns

app_name = "patterns"
urlpatterns = [
    path("patterns", patterns, name="patterns"),
    path("patterns/new", new, name="new"),
    path("patterns/<uuid:pattern_id>", pattern, name="pattern"),
]
