from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kingfisher.people"
    label = "people"
