from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class ReviewsConfig(AppConfig):
    name = "kingfisher.reviews"
    label = "reviews"

    def ready(self) -> None:
        for name in ("incident", "summary", "recommendation", "promise"):
            links.register(f"reviews.{name}", lambda key, name=name: reverse(f"reviews:{name}", args=[key]))
