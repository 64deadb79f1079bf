from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kingfisher.accounts"
    label = "accounts"
