from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class IntelligenceConfig(AppConfig):
    name = "kingfisher.intelligence"
    label = "intelligence"

    def ready(self) -> None:
        links.register("intelligence.report", lambda key: reverse("intelligence:report", args=[key]))
        links.register("intelligence.product", lambda key: reverse("intelligence:product", args=[key]))
        links.register("intelligence.thing", lambda key: reverse("intelligence:thing", args=[key]))
        links.register("intelligence.map", lambda key: reverse("intelligence:map", args=[key]))
        links.register("intelligence.link", lambda key: reverse("intelligence:link", args=[key]))
