from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links

NAMES = {"round": "round", "return": "answering", "audit": "audit", "case": "case", "look": "look",
         "response": "response", "pack": "pack"}  # fmt: skip


class AssuranceConfig(AppConfig):
    name = "kingfisher.assurance"
    label = "assurance"

    def ready(self) -> None:
        for kind, page in NAMES.items():
            links.register(f"assurance.{kind}", lambda key, page=page: reverse(f"assurance:{page}", args=[key]))
