from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "kingfisher.briefing"
    label = "briefing"
