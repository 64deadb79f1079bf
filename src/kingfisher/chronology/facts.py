"""Lines of history as facts for finding, and in lists: whose, what sort, which day. Of corrected lines, what stands."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kingfisher.chronology.models import Entry
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.sighting import Sighting
from kingfisher.people.facts import CHILD, children_listed
from kingfisher.rulebook import ask

LASTING = ("care", "plan", "order")  # goes on until its end is told

# Kind and day are compared first: PostgreSQL may do so before it asks the policy about a row.
_LINES = """
SELECT e.kind, e.person_id, e.id, e.folder_id, e.happened_on FROM chronology_entry e
WHERE e.kind = ANY(%(kinds)s::text[]) AND e.happened_on >= %(since)s AND NOT e.withdrawn
  AND (%(people)s::uuid[] IS NULL OR e.person_id = ANY(%(people)s::uuid[]))
  AND NOT EXISTS (SELECT 1 FROM chronology_entry c WHERE c.corrects_id = e.id)
"""


def lines(
    actor: Actor, *, kinds: Collection[str], since: date, people: Collection[UUID] | None = None
) -> list[Sighting]:
    """Every line of these kinds since a day that the actor may read; of these statements only, where given."""
    asked = {"kinds": list(kinds), "since": since, "people": None if people is None else list(people)}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, asked)
        return [
            Sighting(code, person, ("chronology.entry", key), folder, on) for code, person, key, folder, on in cursor
        ]


def touched_since(actor: Actor, *, kinds: Collection[str], after: datetime) -> set[UUID]:
    """Whose history had a line of these kinds written after a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id FROM chronology_entry WHERE created_at > %s AND kind = ANY(%s::text[])",
            [after, list(kinds)],
        )
        return {row[0] for row in cursor}


def for_pack(actor: Actor, category: str, *, first: date, last: date) -> Listed:
    """Of children in folders of one category: each thing that stood or happened between two days, as its agency told
    it. Its sort and its days, never its words.
    """
    stood = Q(happened_on__gte=first) | Q(ended_on__gte=first) | Q(ended_on=None, kind__in=LASTING)
    rows = list(
        Entry.objects.filter(stood, folder__category=category, happened_on__lte=last, withdrawn=False, corrections=None)
        .select_related("organisation").order_by("happened_on", "id")
    )  # fmt: skip
    who = children_listed(actor, {r.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "What", "From", "Until", "Told by"),
        tuple(
            (*who[r.person_id], ask.label("entry_kind", r.kind), r.happened_on.isoformat(),
             r.ended_on.isoformat() if r.ended_on else "", r.organisation.short_name)
            for r in rows if r.person_id in who
        ),
        tuple(who),
    )  # fmt: skip
