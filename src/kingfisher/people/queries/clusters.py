"""Who is one person: the statements that judgements lead to, worked out when asked for, many people at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kingfisher.access import policy
from kingfisher.kernel.actor import Actor
from kingfisher.people.queries.seeing import Statement, statements

# One question however many people and however long the chains. The newest answer about a pair stands. Whoever is
# judged to be somebody else than the one asked about is never reached from her, by whatever chain.
_REACHED = """
WITH RECURSIVE apart AS (
    SELECT asked.id AS asked, pair.other
    FROM unnest(%(asked)s::uuid[]) AS asked(id) CROSS JOIN LATERAL (
        SELECT DISTINCT ON (both_ways.other) both_ways.other, both_ways.answer
        FROM (SELECT right_id AS other, answer, created_at, id FROM people_judgement WHERE left_id = asked.id
              UNION ALL
              SELECT left_id, answer, created_at, id FROM people_judgement WHERE right_id = asked.id) both_ways
        ORDER BY both_ways.other, both_ways.created_at DESC, both_ways.id DESC) pair
    WHERE pair.answer IN ('different', 'kept_apart')
), reached (asked, person_id, folder_id) AS (
    SELECT asked.id, asked.id, NULL::uuid FROM unnest(%(asked)s::uuid[]) AS asked(id)
    UNION
    SELECT reached.asked, pair.other, pair.other_folder
    FROM reached CROSS JOIN LATERAL (
        SELECT DISTINCT ON (both_ways.other) both_ways.other, both_ways.other_folder, both_ways.answer
        FROM (SELECT right_id AS other, right_folder_id AS other_folder, answer, created_at, id
              FROM people_judgement WHERE left_id = reached.person_id
              UNION ALL
              SELECT left_id, left_folder_id, answer, created_at, id
              FROM people_judgement WHERE right_id = reached.person_id) both_ways
        ORDER BY both_ways.other, both_ways.created_at DESC, both_ways.id DESC) pair
    WHERE pair.answer = 'same'
      AND NOT EXISTS (SELECT 1 FROM apart WHERE apart.asked = reached.asked AND apart.other = pair.other)
)
SELECT asked, person_id, folder_id FROM reached
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """One member of a cluster: perhaps only that an agency holds something (`level` 1, no statement)."""

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    category: str
    level: int
    statement: Statement | None


def _reached(asked: Iterable[UUID]) -> dict[UUID, dict[UUID, UUID | None]]:
    """For each person asked about, every statement reached and its folder where a judgement names it."""
    found: dict[UUID, dict[UUID, UUID | None]] = {key: {} for key in asked}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_REACHED, {"asked": list(found)})
            for key, person_id, folder_id in cursor.fetchall():
                found[key][person_id] = folder_id or found[key].get(person_id)
    return found


def cluster_ids(actor: Actor, person_id: UUID) -> set[UUID]:
    """The statements judged, step by step, to be the same person as this one; this one included.

    A statement judged different from (or kept apart from) the one asked about is never in its cluster, even when
    a chain of other judgements would lead there.
    """
    return set(_reached([person_id])[person_id])


def clusters(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """`cluster_ids` of many people at once, in one question."""
    return {key: set(members) for key, members in _reached(person_ids).items()}


def cluster_of(actor: Actor, person_id: UUID) -> list[Linked]:
    """Everything linked to this person, each with the level this actor has on its folder.

    Linking opened nothing: a member seen at level 1 says only which agency holds something.
    """
    return clusters_of(actor, [person_id])[person_id]


def clusters_of(
    actor: Actor, person_ids: Iterable[UUID], *, seen: Mapping[UUID, Statement] | None = None
) -> dict[UUID, list[Linked]]:
    """`cluster_of` of many people in three questions; `seen` are statements the caller has read already."""
    reached = _reached(person_ids)
    read = dict(seen or {})
    read |= statements(actor, {p for members in reached.values() for p in members} - set(read))
    lies_in = {
        person_id: read[person_id].folder_id if person_id in read else folder_id
        for members in reached.values() for person_id, folder_id in members.items()
    }  # fmt: skip
    folders = policy.seen(actor, {f for f in lies_in.values() if f})
    return {
        asked: sorted(
            (
                Linked(p, f, folders[f].owner_id, folders[f].category, folders[f].level, read.get(p))
                for p in members if (f := lies_in[p]) in folders
            ),
            key=lambda m: (-m.level, str(m.person_id)),
        )
        for asked, members in reached.items()
    }  # fmt: skip
