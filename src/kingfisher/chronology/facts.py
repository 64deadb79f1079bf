"""Lines of history as facts for finding: whose, what sort, which day. What was corrected or taken back is left out."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting

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
