from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "kingfisher.drafts"
    label = "drafts"
