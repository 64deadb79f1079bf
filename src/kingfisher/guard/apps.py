from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "kingfisher.guard"
    label = "guard"
