from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class LearningConfig(AppConfig):
    name = "kingfisher.learning"
    label = "learning"

    def ready(self) -> None:
        links.register("learning.event", lambda key: reverse("learning:event", args=[key]))
        links.register("learning.booking", lambda key: reverse("learning:mine"))
        links.register("learning.standing", lambda key: reverse("learning:standing"))
        links.register("learning.mine", lambda key: reverse("learning:mine"))
