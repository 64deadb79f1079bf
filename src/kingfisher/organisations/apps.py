from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kingfisher.organisations"
    label = "organisations"
