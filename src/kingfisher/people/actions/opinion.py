"""A second opinion on whether two records are one person: asked for with one's own answer, given without knowing it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.kernel.written import storable
from kingfisher.people.actions.judge import NoReason, judge
from kingfisher.people.models import Opinion, SecondLook
from kingfisher.people.queries.pairing import Pair

OPINIONS = ("same", "different", "unsure", "kept_apart")
audit.can_record(
    people__opinion__asked="asked for a second opinion on whether two records are one person",
    people__opinion__given="gave a second opinion on whether two records are one person",
)


class OwnOpinion(Refused):
    """A second opinion by whoever gave the first, or by somebody it was not asked of."""

    rule = "second_opinion_is_another_persons"


class AlreadyAsked(Refused):
    """A second opinion on this pair is waiting already."""

    rule = "second_opinion_waits_already"


@dataclass(frozen=True, slots=True)
class Heard:
    """Both answers, once both are given."""

    agreed: bool
    first: str
    second: str


def ask_second(actor: Actor, *, pair: Pair, answer: str, why: str, asked_of: UUID | None = None, at: datetime) -> UUID:
    """Keep one's answer and put the pair before another person: one placement, or whoever is next; returns the key.

    Nothing is linked until the second has answered, and PostgreSQL shows the first answer to nobody else before.
    """
    _may(actor, answer, why)
    if SecondLook.objects.filter(
        left_id=pair.left.person_id, right_id=pair.right.person_id, closed_at=None
    ).exists():  # fmt: skip
        raise AlreadyAsked("A second opinion on these two records is waiting already.")
    if asked_of == actor.placement_id:
        raise OwnOpinion("Ask somebody else for the second opinion.")
    look = SecondLook(
        id=new_id(), left_id=pair.left.person_id, right_id=pair.right.person_id,
        left_folder_id=pair.left.folder_id, right_folder_id=pair.right.folder_id, asked_of=asked_of,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    look.save(force_insert=True)
    _say(actor, look, 1, answer, why, pair, at)
    audit.record(
        actor, "people.opinion.asked", folders=[look.left_folder_id, look.right_folder_id], facts={"look": str(look.id)}
    )
    return look.id


def give_opinion(actor: Actor, *, look_id: UUID, pair: Pair, answer: str, why: str, at: datetime) -> Heard:
    """Answer on one's own; then both answers are open. Where they agree, they become the judgement that stands;
    where they differ, nothing is judged and the pair waits for the two to talk.
    """
    _may(actor, answer, why)
    look = SecondLook.objects.select_for_update().filter(id=look_id, closed_at=None).first()
    if look is None or {look.left_id, look.right_id} != {pair.left.person_id, pair.right.person_id}:
        raise NotThere
    if Opinion.objects.filter(look=look).exists() or look.asked_of not in (None, actor.placement_id):
        raise OwnOpinion("This second opinion is for somebody else to give.")
    _say(actor, look, 2, answer, why, pair, at)
    look.closed_at, look.closed_by, look.agreed = at, actor.placement_id, False
    look.save(update_fields=["closed_at", "closed_by", "agreed"])
    first = Opinion.objects.get(look=look, place=1)
    if first.worker == actor.worker_id:
        raise OwnOpinion("Your first answer is recorded: a second opinion is another person's.")
    if first.answer == answer:
        look.agreed = True
        look.save(update_fields=["agreed"])
        judge(
            actor, left_id=look.left_id, left_folder_id=look.left_folder_id, right_id=look.right_id,
            right_folder_id=look.right_folder_id, answer=answer, evidence=pair.evidence, probability=pair.probability,
            why=f"Two people, each on their own. First: {first.why} Second: {why.strip()}", at=at,
        )  # fmt: skip
    audit.record(
        actor, "people.opinion.given", folders=[look.left_folder_id, look.right_folder_id],
        facts={"look": str(look.id), "agreed": look.agreed},
    )  # fmt: skip
    return Heard(look.agreed, first.answer, answer)


def _may(actor: Actor, answer: str, why: str) -> None:
    if not actor.has(Permission.PERSON_JUDGE):
        raise Denied("Your role does not include linking records.", rule=f"permission:{Permission.PERSON_JUDGE}")
    if not why.strip():
        raise NoReason("Say why you judge so: what agrees, what differs, whom you asked.")
    if answer not in OPINIONS:
        raise ValueError(answer)


def _say(actor: Actor, look: SecondLook, place: int, answer: str, why: str, pair: Pair, at: datetime) -> None:
    Opinion(
        id=new_id(), look=look, left_folder_id=look.left_folder_id, right_folder_id=look.right_folder_id, place=place,
        worker=actor.worker_id, answer=answer, why=storable(why.strip()), evidence=[e[:200] for e in pair.evidence],
        probability=pair.probability, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
