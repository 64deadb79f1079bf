from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kingfisher.desk"
    label = "desk"
