from uuid import UUID

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kingfisher.meetings"
    label = "meetings"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def meeting(key: UUID) -> str:
            return reverse("meetings:meeting", args=[key])

        def for_absence(key: UUID) -> str:
            return reverse("meetings:convene_absence", args=[key])

        links.register("meetings.meeting", meeting)
        links.register("meetings.for_absence", for_absence)
