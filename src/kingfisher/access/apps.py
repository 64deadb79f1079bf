from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kingfisher.access"
    label = "access"
