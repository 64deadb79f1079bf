"""Which statements still have to be weighed, and which others they may be: what the matching service asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from kingfisher.kernel.actor import Actor
from kingfisher.people.matching.blocking import hashed_keys
from kingfisher.people.matching.candidates import find
from kingfisher.people.matching.online import comparable
from kingfisher.people.matching.shapes import readable
from kingfisher.people.matching.weigh import compare_readings
from kingfisher.people.models import Person
from kingfisher.people.queries.clusters import clusters
from kingfisher.people.queries.pairing import Reasoned, reasons_of
from kingfisher.people.queries.seeing import Statement, standing_judgements, statements

MOST_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A likely pair: its evidence, and the folders of its two statements by their keys."""

    probability: float
    bits: float
    reasons: tuple[Reasoned, ...]
    about_child: bool
    folders: dict[UUID, UUID]


def unweighed(actor: Actor, *, at_most: int) -> list[Statement]:
    """Statements never weighed, or changed since; the longest waiting first."""
    rows = Person.objects.filter(Q(weighed=None) | Q(weighed__version__lt=F("version")))
    keys = list(rows.order_by("id").values_list("id", flat=True)[:at_most])
    found = statements(actor, keys)
    return [found[key] for key in keys if key in found]


def pairs_of(actor: Actor, whom: Iterable[Statement], *, from_: float) -> dict[tuple[UUID, UUID], Found]:
    """Pairs at least this likely, without those answered already and those one person by other answers.

    Keyed by both statements, the one that sorts first before the other.
    """
    asked = {one.id: one for one in whom}
    near = {
        key: [c.person_id for c in find(actor, hashed_keys(one.said), at_most=MOST_CANDIDATES) if c.person_id != key]
        for key, one in asked.items()
    }  # fmt: skip
    wanted = {(min(a, b), max(a, b)) for a, others in near.items() for b in others}
    read = statements(actor, {key for pair in wanted for key in pair} - set(asked)) | asked
    readings = {key: readable(comparable(one.said)) for key, one in read.items()}
    found = {}
    for left, right in sorted(wanted):
        if left in read and right in read:
            weighing = compare_readings(readings[left], readings[right])
            if weighing.probability >= from_:
                two = read[left], read[right]
                found[left, right] = Found(
                    weighing.probability, weighing.weight, reasons_of(weighing),
                    any(one.said.kind != "adult" for one in two), {one.id: one.folder_id for one in two},
                )  # fmt: skip
    return _unanswered(actor, found)


def _unanswered(actor: Actor, found: dict[tuple[UUID, UUID], Found]) -> dict[tuple[UUID, UUID], Found]:
    people = {key for pair in found for key in pair}
    answered = {
        (min(j.left_id, j.right_id), max(j.left_id, j.right_id)) for j in standing_judgements(actor, people)
        if j.answer != "unsure"
    }  # fmt: skip
    groups = clusters(actor, people)
    return {(a, b): one for (a, b), one in found.items() if (a, b) not in answered and b not in groups.get(a, ())}
