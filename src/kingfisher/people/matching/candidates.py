"""Asks PostgreSQL which statements share a key or a lexeme with what was said: keys and levels, never a name."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import connection

from kingfisher.kernel.actor import Actor
from kingfisher.people.matching.wanted import Commonness, Wanted

SAMPLED = 12_000  # statements looked at to learn which lexemes are common


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


def found(actor: Actor, wanted: Wanted, *, at_most: int) -> dict[Candidate, str | None]:
    """Statements this actor may at least know of that a search brings into question, the likeliest first; each with
    its comparable fields (matching/held.py) where she may read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, folder_id, owner_id, level, rank, line FROM people_found_with_lines(%s, %s, %s, %s)",
            [list(wanted.questions), list(wanted.terms), list(wanted.weights), at_most],
        )
        return {Candidate(*row): line for *row, line in cursor.fetchall()}


def lines(actor: Actor, person_ids: list[UUID]) -> dict[UUID, str]:
    """The comparable fields of those of these statements that this actor may read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, line FROM people_findable WHERE person_id = ANY (%s)", [person_ids])
        return dict(cursor.fetchall())


def common(actor: Actor) -> Commonness:
    """How common the commonest lexemes are; looked up anew every hour."""
    return _common(connection.settings_dict["NAME"], f"{actor.at:%Y%m%d%H}")


@lru_cache(maxsize=2)
def _common(database: str, hour: str) -> Commonness:
    with connection.cursor() as cursor:
        cursor.execute("SELECT total, lexeme, share FROM people_common(%s)", [SAMPLED])
        rows = cursor.fetchall()
    return Commonness({lexeme: share for _, lexeme, share in rows}, rows[0][0] if rows else 0)
