from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kingfisher.documents"
    label = "documents"
