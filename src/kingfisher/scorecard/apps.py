"""Window: the board's figures, frozen by quarter, small numbers protected."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "kingfisher.scorecard"
    label = "scorecard"

    def ready(self) -> None:
        from kingfisher.kernel import waiting
        from kingfisher.scorecard import queries

        waiting.offer_to_partners("scorecard", queries.for_partners)
