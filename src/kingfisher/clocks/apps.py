from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "kingfisher.clocks"
    label = "clocks"

    def ready(self) -> None:
        # A broken rulebook must stop the program here, not the first worker who starts a clock.
        from kingfisher.rulebook import ask

        ask.book()
