from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class SharingConfig(AppConfig):
    name = "kingfisher.sharing"
    label = "sharing"

    def ready(self) -> None:
        links.register("sharing.request", lambda key: reverse("sharing:request", args=[key]))
        links.register("sharing.decision", lambda key: reverse("sharing:decision", args=[key]))
        links.register("sharing.disclosure", lambda key: reverse("sharing:disclosure", args=[key]))
        links.register("sharing.agreement", lambda key: reverse("sharing:agreement", args=[key]))
