from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "kingfisher.trail"
    label = "trail"
