from django.apps import AppConfig


class PostroomConfig(AppConfig):
    name = "kingfisher.postroom"
    label = "postroom"
