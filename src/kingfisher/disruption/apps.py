from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class DisruptionConfig(AppConfig):
    name = "kingfisher.disruption"
    label = "disruption"

    def ready(self) -> None:
        for kind in ("plan", "measure", "operation", "place", "crime"):
            links.register(f"disruption.{kind}", lambda key, kind=kind: reverse(f"disruption:{kind}", args=[key]))
