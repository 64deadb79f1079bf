"""Judging whether two statements are one person. Judgements are added, never changed; no statement is touched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.text import name_tokens
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.kernel.written import storable
from kingfisher.people.matching import features
from kingfisher.people.models import Judgement
from kingfisher.rulebook import ask

ANSWERS = ("same", "different", "unsure", "kept_apart", "withdrawn")

audit.can_record(
    people__judgement__made="judged whether two records are one person",
    people__judgement__by_rule="linked records by a decisive rule",
)


class NoReason(Refused):
    """A judgement without a reason."""

    rule = "judgement_needs_a_reason"


class AlreadyTakenBack(Refused):
    """A judgement that was taken back before."""

    rule = "judgement_already_taken_back"


def judge(
    actor: Actor, *, left_id: UUID, left_folder_id: UUID, right_id: UUID, right_folder_id: UUID, answer: str,
    why: str, evidence: list[str] | None = None, probability: float | None = None, rule: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Answer “are these one person?” with a reason. The newest answer about a pair stands.

    Linking opens no folder: each stays as open or shut as it was. NoReason without `why`; NotThere when the
    actor may not even know of one of the two.
    """
    if answer not in ANSWERS:
        raise ValueError(answer)
    if left_id == right_id:
        raise NotThere
    return _keep(
        actor, at, left_id=left_id, left_folder_id=left_folder_id, right_id=right_id,
        right_folder_id=right_folder_id, answer=answer, why=why, evidence=evidence or [], probability=probability,
        rule=rule,
    )  # fmt: skip


def withdraw_judgement(actor: Actor, *, judgement_id: UUID, why: str, at: datetime) -> UUID:
    """Take one judgement back by a new one, which says again what stood about the pair before it, or that nothing
    did. AlreadyTakenBack for one taken back before, and for one that only takes another back.
    """
    was = Judgement.objects.filter(id=judgement_id).first()
    if was is None:
        raise NotThere
    ever = list(
        Judgement.objects.filter(left_id__in=(was.left_id, was.right_id), right_id__in=(was.left_id, was.right_id))
        .order_by("created_at", "id")
    )  # fmt: skip
    taken = {one.takes_back_id for one in ever if one.takes_back_id}
    if was.takes_back_id or was.id in taken:
        raise AlreadyTakenBack("This answer was taken back already. Give a new answer instead.")
    left = [one for one in ever if one.id not in taken | {was.id} and not one.takes_back_id]
    before = left[-1] if left else None
    return _keep(
        actor, at, left_id=was.left_id, left_folder_id=was.left_folder_id, right_id=was.right_id,
        right_folder_id=was.right_folder_id, answer=before.answer if before else "withdrawn", why=why,
        evidence=before.evidence if before else [], probability=before.probability if before else None,
        rule=before.rule if before else "", takes_back_id=was.id,
    )  # fmt: skip


def _keep(actor: Actor, at: datetime, *, why: str, **said: Any) -> UUID:
    if not actor.has(Permission.PERSON_JUDGE):
        raise Denied("Your role does not include linking records.", rule=f"permission:{Permission.PERSON_JUDGE}")
    if not why.strip():
        raise NoReason("Say why you judge so: what agrees, what differs, whom you asked.")
    made = Judgement(id=new_id(), why=storable(why.strip()), created_at=at, created_by=actor.placement_id, **said)
    made.save(force_insert=True)
    audit.record(
        actor, "people.judgement.made", folders=[made.left_folder_id, made.right_folder_id],
        facts={"answer": made.answer, "judgement": str(made.id), "takes_back": str(made.takes_back_id or "")},
    )  # fmt: skip
    return made.id


# Begun from the records that came, where there are such: they are few beside all that is held.
_MANY = 1_000  # statements from which the pairs are found by going through all once
_CARRIED_BY_BOTH = """
WITH mine AS MATERIALIZED (
  SELECT person_id, folder_id, scheme, value, verified FROM people_identifier
  WHERE scheme = ANY (%(schemes)s) AND flaw = ''
    AND (%(among)s::uuid[] IS NULL OR person_id = ANY (%(among)s::uuid[]))
)
SELECT a.person_id, a.folder_id, p.given_name, b.person_id, b.folder_id, q.given_name
FROM mine a
JOIN people_identifier b ON b.scheme = a.scheme AND b.value = a.value AND b.person_id <> a.person_id
JOIN people_person p ON p.id = a.person_id
JOIN people_person q ON q.id = b.person_id AND q.born_on = p.born_on
WHERE b.flaw = '' AND (a.verified OR b.verified)
  AND NOT EXISTS (SELECT 1 FROM people_judgement j WHERE j.left_id = a.person_id AND j.right_id = b.person_id)
  AND NOT EXISTS (SELECT 1 FROM people_judgement j WHERE j.left_id = b.person_id AND j.right_id = a.person_id)
"""


def link_decisive(actor: Actor, *, among: Sequence[UUID] | None = None, at: datetime) -> int:
    """Link every pair of statements whose evidence is decisive (rulebook: matching.toml, linking); returns how many.

    The only linking without a person: one checked number, verified by one side at least, one birth date, and no
    other first name (a twin's number is easily written on the other twin's record). A pair anybody has judged is
    left alone. Runs as the matching service, which sees only what each agency's agreement lets it. `among` keeps to
    pairs with one of these statements, such as those a file has just brought.
    """
    if among is not None and not among:
        return 0
    rule = ask.linking()
    with connection.cursor() as cursor:
        if among is None or len(among) > _MANY:
            # Just after many have been brought in PostgreSQL still takes these tables to be empty, and would look
            # through all of one for each row of the other.
            cursor.execute("SET enable_nestloop = off")
        cursor.execute(_CARRIED_BY_BOTH, {"schemes": ["nhs_number", "upn"], "among": list(among) if among else None})
        found = [row if row[0] < row[3] else (*row[3:], *row[:3]) for row in cursor.fetchall()]
        cursor.execute("RESET enable_nestloop")
    pairs = {(row[0], row[3]): row for row in found}
    why = "Both hold the same checked number, the same birth date and a first name that fits."
    made = insert_many(
        Judgement,
        (
            {"id": new_id(), "left_id": left, "right_id": right, "left_folder_id": left_folder,
             "right_folder_id": right_folder, "answer": "same", "why": why, "evidence": [], "probability": None,
             "rule": rule.id, "takes_back_id": None, "created_at": at, "created_by": actor.placement_id}
            for left, left_folder, left_given, right, right_folder, right_given in pairs.values()
            if _fits(left_given, right_given, rule.decisive_given)
        ),
    )  # fmt: skip
    audit.record(actor, "people.judgement.by_rule", facts={"count": made, "rule": rule.id})
    return made


def _fits(one: str, other: str, decisive: tuple[str, ...]) -> bool:
    """How rare the name is does not matter here: the number settles which of its bearers it is."""
    level = features.given(name_tokens(one), name_tokens(other))
    return any(allowed == level or allowed.startswith(f"{level}_") for allowed in decisive)
