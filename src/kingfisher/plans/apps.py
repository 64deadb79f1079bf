from uuid import UUID

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kingfisher.plans"
    label = "plans"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def plan(key: UUID) -> str:
            return reverse("plans:plan", args=[key])

        links.register("plans.plan", plan)
