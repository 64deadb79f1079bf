from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "kingfisher.trail"
    label = "trail"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        links.register("trail.folder", lambda key: reverse("trail:folder", args=[key]))
