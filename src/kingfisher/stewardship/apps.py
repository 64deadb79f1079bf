from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "kingfisher.stewardship"
    label = "stewardship"
