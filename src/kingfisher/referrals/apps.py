from uuid import UUID

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "kingfisher.referrals"
    label = "referrals"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def contact(key: UUID) -> str:
            return reverse("referrals:contact", args=[key])

        def arrival(key: UUID) -> str:
            return reverse("referrals:type_in", args=[key])

        def passed(key: UUID) -> str:
            return reverse("referrals:passed", args=[key])

        def measure(key: UUID) -> str:
            return reverse("referrals:end_measure", args=[key])

        def transfer(key: UUID) -> str:
            return reverse("referrals:of_transfer", args=[key])

        def transfers_of(contact_key: UUID) -> str:
            return reverse("referrals:transfer", args=[contact_key])

        links.register("referrals.contact", contact)
        links.register("referrals.transfer", transfer)
        links.register("referrals.transfers_of", transfers_of)
        links.register("referrals.passed", passed)
        links.register("referrals.emergency", measure)
        links.register("take_in:concern", arrival)
