from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kingfisher.sharing"
    label = "sharing"
