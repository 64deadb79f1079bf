from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class EscalationsConfig(AppConfig):
    name = "kingfisher.escalations"
    label = "escalations"

    def ready(self) -> None:
        links.register("escalations.escalation", lambda key: reverse("escalations:one", args=[key]))
        links.register("escalations.case", lambda key: reverse("escalations:case", args=[key]))
