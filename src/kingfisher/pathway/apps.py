from uuid import UUID

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    name = "kingfisher.pathway"
    label = "pathway"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def episode(key: UUID) -> str:
            return reverse("pathway:episode", args=[key])

        def holding(key: UUID) -> str:
            return reverse("pathway:of", args=[key])

        def complex_enquiry(key: UUID) -> str:
            return reverse("pathway:complex", args=[key])

        links.register("pathway.episode", episode)
        for kind in ("assessment", "strategy", "section47", "conference", "transfer"):
            links.register(f"pathway.{kind}", holding)
        links.register("pathway.complex", complex_enquiry)
