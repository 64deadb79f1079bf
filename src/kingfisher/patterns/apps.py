from uuid import UUID

from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "kingfisher.patterns"
    label = "patterns"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def pattern(key: UUID) -> str:
            return reverse("patterns:pattern", args=[key])

        links.register("patterns.pattern", pattern)
