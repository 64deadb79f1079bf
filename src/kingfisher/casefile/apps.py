from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "kingfisher.casefile"
    label = "casefile"
