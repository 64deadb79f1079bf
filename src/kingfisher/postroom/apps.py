from django.apps import AppConfig


class PostroomConfig(AppConfig):
    name = "kingfisher.postroom"
    label = "postroom"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        links.register("postroom.arrival", lambda key: reverse("postroom:arrival", args=[key]))
