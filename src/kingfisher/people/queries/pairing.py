"""Two statements side by side: what each says, how they were weighed, what was answered. For those who judge."""

from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit, policy
from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.matching.online import weighed
from kingfisher.people.matching.weigh import Weighing
from kingfisher.people.queries.clusters import clusters
from kingfisher.people.queries.seeing import Statement, standing_judgements, statements
from kingfisher.rulebook import ask

APART = ("different", "kept_apart")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: at level 1 only whose it is."""

    person_id: UUID
    folder_id: UUID
    organisation_id: UUID
    level: int
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """One reason, in bits: +1 doubles how likely it is that they are one person, -1 halves it."""

    comparison: str
    sentence: str
    bits: float


@dataclass(frozen=True, slots=True)
class Pair:
    """`start` is what is held before anything is compared; it and the reasons add up to `bits`."""

    left: Side
    right: Side
    probability: float
    bits: float
    start: float
    reasons: tuple[Reasoned, ...]
    against: str

    @property
    def evidence(self) -> list[str]:
        return [one.sentence for one in self.reasons]


def pair_of(actor: Actor, left_id: UUID, right_id: UUID) -> Pair:
    """Two statements weighed. NotThere unless the actor may know of both and read one at least.

    One she may only know of is weighed by the matching service; of it come back the reasons alone.
    """
    if left_id == right_id:
        raise NotThere
    mine = statements(actor, {left_id, right_id})
    if not mine:
        raise NotThere
    read, shut = dict(mine), {left_id, right_id} - set(mine)
    if shut:
        matcher = service_of("matching_service", at=actor.at, via=actor.via)
        with acting_as(matcher):
            read |= statements(matcher, shut)
    levels = policy.levels(actor, [one.folder_id for one in read.values()])
    if len(read) < 2 or any(one.folder_id not in levels for one in read.values()):
        raise NotThere
    left, right = (
        Side(key, read[key].folder_id, read[key].organisation_id, levels[read[key].folder_id], mine.get(key))
        for key in (left_id, right_id)
    )
    found = weighed(read[left_id].said, read[right_id].said)
    reasons = reasons_of(found)
    audit.record(actor, "people.person.opened", folders=[one.folder_id for one in mine.values()])
    return Pair(
        left, right, found.probability, found.weight, found.weight - sum(r.bits for r in reasons), reasons,
        found.against,
    )  # fmt: skip


def reasons_of(found: Weighing) -> tuple[Reasoned, ...]:
    """The reasons that have a sentence, the weightiest first."""
    return tuple(Reasoned(r.comparison, r.sentence, r.weight) for r in found.reasons if r.sentence)


def bring_together(actor: Actor, left_id: UUID, right_id: UUID) -> tuple[UUID, UUID] | None:
    """Two statements somebody judged to be two people, or to be kept apart, that linking these would put together."""
    groups = clusters(actor, [left_id, right_id])
    here, there = groups[left_id], groups[right_id]
    for judged in standing_judgements(actor, here):
        ends = {judged.left_id, judged.right_id}
        if judged.answer in APART and ends & here and ends & there and ends != {left_id, right_id}:
            return judged.left_id, judged.right_id
    return None


def band(probability: float) -> str:
    """The word for how likely it is (rulebook: matching.toml, linking)."""
    if probability >= ask.linking().link_from:
        return "Very likely"
    return "Likely" if probability >= 0.6 else "Possible"
