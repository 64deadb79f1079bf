from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    name = "kingfisher.chronology"
    label = "chronology"
