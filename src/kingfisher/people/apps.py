"""Ground: what each agency says of a person; judgements that two are one."""

from uuid import UUID

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kingfisher.people"
    label = "people"

    def ready(self) -> None:
        from django.urls import reverse

        from kingfisher.kernel import links

        def call(person_id: UUID) -> str:
            return reverse("people:involved", args=[person_id])

        def look(key: UUID) -> str:
            return reverse("people:review") + "#asked-of-you"

        def own_life(worker_id: UUID) -> str:
            return reverse("people:own_life")

        links.register("people.call", call)
        links.register("people.own_life", own_life)
        links.register("people.look", look)
