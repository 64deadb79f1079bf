from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class MissingConfig(AppConfig):
    name = "kingfisher.missing"
    label = "missing"

    def ready(self) -> None:
        links.register("missing.episode", lambda key: reverse("missing:episode", args=[key]))
        links.register("missing.interview", lambda key: reverse("missing:interview", args=[key]))
        links.register("missing.profile", lambda key: reverse("missing:profile", args=[key]))
        links.register("missing.trigger_plan", lambda key: reverse("missing:trigger_plan", args=[key]))
