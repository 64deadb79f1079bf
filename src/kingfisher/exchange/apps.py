from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "kingfisher.exchange"
    label = "exchange"
