from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class FinderConfig(AppConfig):
    name = "kingfisher.finder"
    label = "finder"

    def ready(self) -> None:
        links.register("finder.prompt", lambda key: reverse("finder:prompt", args=[key]))
