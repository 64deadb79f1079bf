from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "kingfisher.casefile"
    label = "casefile"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        links.register("people.person", lambda key: reverse("casefile:child", args=[key]))
