"""Meetings as whoever gathers papers for inspectors is told of them: how each was held, and how it was minuted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.meetings.models import Child, Invitation, Meeting
from kingfisher.meetings.queries.reading import content_of
from kingfisher.meetings.states import CANCELLED, CONVENED, WORDS

THERE = ("there", "by_call")


@dataclass(frozen=True, slots=True)
class Minuted:
    """One meeting that was held. `lines` are (what, words) of its minutes; None where a child is among those discussed
    whom some readers may not know: then only that it was held is told.
    """

    id: UUID
    ref: str
    held_on: date
    state_words: str
    there: tuple[str, ...]
    absent: tuple[str, ...]
    lines: tuple[tuple[str, str], ...] | None
    people: tuple[UUID, ...]


def minuted(actor: Actor, kind: str, *, first: date, last: date) -> list[Minuted]:
    """Meetings of one kind held between two days, in order, as far as the actor reads them."""
    rows = Meeting.objects.filter(kind=kind, starts_at__date__gte=first, starts_at__date__lte=last)
    return [_minuted(actor, row) for row in rows.exclude(state__in=(CONVENED, CANCELLED)).order_by("starts_at", "id")]


def _minuted(actor: Actor, row: Meeting) -> Minuted:
    asked = Invitation.objects.filter(meeting=row, withdrawn_at=None, family=False).select_related("organisation")
    came: dict[str, bool] = {}
    for one in asked:
        name = one.organisation.short_name if one.organisation else "Others"
        came[name] = came.get(name, False) or one.attendance in THERE
    children = list(Child.objects.filter(meeting=row).values_list("person_id", "kept_folder_id"))
    is_kept = bool(row.also_guarded) or any(folder for _, folder in children)
    return Minuted(
        row.id, row.ref, row.starts_at.astimezone(LONDON).date(), WORDS[row.state],
        tuple(sorted(n for n, was in came.items() if was)), tuple(sorted(n for n, was in came.items() if not was)),
        None if is_kept else _lines(actor, row), tuple(person for person, _ in children),
    )  # fmt: skip


def _lines(actor: Actor, row: Meeting) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for closed in (False, True):
        content = content_of(actor, row, closed=closed)
        found += [(p["title"], p["words"]) for p in content.get("parts", ()) if p["words"]]
        found += [(f"Decision {number}", words) for number, words, _ in content.get("decisions", ())]
        found += [("Action", f"{words} ({who}, by {due})") for words, who, due in content.get("tasks", ())]
    return tuple(found)
