from django.apps import AppConfig


class UiConfig(AppConfig):
    """No tables: an app only so that Django finds `static/`."""

    name = "kingfisher.ui"
    label = "ui"
