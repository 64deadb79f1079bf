"""Asks PostgreSQL which statements share a blocking key with what was said: keys and levels, never a name."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kingfisher.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Candidate:
    person_id: UUID
    folder_id: UUID
    owner_id: UUID
    level: int
    shared: int


def find(actor: Actor, keys: list[int], *, at_most: int = 60) -> list[Candidate]:
    """Statements this actor may at least know of that share a key, those with most shared keys first.

    The caller acts as `actor` (entry.acting_as): the ruling is applied inside the function, before the limit.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, folder_id, owner_id, level, shared FROM people_candidates(%s::bigint[], %s)",
            [keys, at_most],
        )
        return [Candidate(*row) for row in cursor.fetchall()]
