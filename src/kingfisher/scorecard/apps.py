"""Window: the board's figures, frozen by quarter, small numbers protected."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "kingfisher.scorecard"
    label = "scorecard"
