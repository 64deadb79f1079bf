from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links, listed


class PartnershipConfig(AppConfig):
    name = "kingfisher.partnership"
    label = "partnership"

    def ready(self) -> None:
        links.register("partnership.edition", lambda key: reverse("partnership:edition", args=[key]))
        links.register("partnership.sitting", lambda key: reverse("partnership:sitting", args=[key]))
        for name in ("undertakings", "risks"):
            links.register(f"partnership.{name}", lambda key, name=name: reverse(f"partnership:{name}"))
        links.register("partnership.money", lambda key: reverse("partnership:money", args=[key]))
        from kingfisher.partnership import facts  # only when tables are known

        listed.offer("published", facts.published_listed)
        listed.offer("minutes", facts.minutes_listed)
        listed.offer("actions", facts.actions_listed)
        listed.offer("risks", facts.risks_listed)
