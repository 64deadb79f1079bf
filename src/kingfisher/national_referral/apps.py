from django.apps import AppConfig
from django.urls import reverse

from kingfisher.kernel import links


class NationalReferralConfig(AppConfig):
    name = "kingfisher.national_referral"
    label = "national_referral"

    def ready(self) -> None:
        links.register("national_referral.referral", lambda key: reverse("national_referral:referral", args=[key]))
