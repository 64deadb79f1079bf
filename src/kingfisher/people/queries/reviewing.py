"""What waits for somebody to judge: likely pairs, second opinions asked for, and answers just given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.kappa import Agreement, agreement
from kingfisher.people.models import Judgement, Opinion, Person, Proposal, SecondLook
from kingfisher.people.queries.clusters import clusters
from kingfisher.people.queries.seeing import Statement, statements
from kingfisher.ui.paging import Ask, Page, keyed

TELLS = 0.5  # bits below which a reason is not worth a line
ANSWERS = ("same", "different", "unsure", "kept_apart")
audit.can_record(people__review__seen="looked at the pairs of records waiting to be judged")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pair to judge. A side the actor may only know of has no statement. `stands` is what was last answered."""

    key: int
    left_id: UUID
    right_id: UUID
    left: Statement | None
    right: Statement | None
    probability: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    stands: str
    two_differ: bool
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to keep of the queue; empty leaves nothing out. `least` and `below` bound the probability."""

    least: float = 0.0
    below: float = 1.01
    organisation_id: UUID | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A second opinion that waits, or was given: whose turn it is and when it was asked."""

    id: UUID
    left_id: UUID
    right_id: UUID
    asked_by: UUID
    asked_of: UUID | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer somebody gave, which she may take back."""

    id: UUID
    left_id: UUID
    right_id: UUID
    answer: str
    at: datetime


def to_judge(actor: Actor, wanted: Wanted, ask: Ask) -> Page[Waiting]:
    """One page of likely pairs nobody has judged, children first, the likeliest first. Nothing is counted.

    Of each pair the actor may know both records and read at least one. Recorded as looked at.
    """
    page = keyed(_open(actor, wanted), ask, order=("-about_child", "-probability", "id"))
    rows = _shown(actor, page.rows)
    if rows:
        folders = {s.folder_id for row in rows for s in (row.left, row.right) if s}
        audit.record(actor, "people.review.seen", folders=sorted(folders), facts={"rows": len(rows)})
    return Page(rows, page.next_key, page.previous_key, page.sort, page.size)


@dataclass(frozen=True, slots=True)
class Standing:
    """How some statements stand: likely pairs nobody has judged, and statements still to be weighed."""

    to_judge: int
    to_weigh: int


def how_they_stand(actor: Actor, person_ids: Sequence[UUID]) -> Standing:
    """How many likely pairs with one of these statements wait for a person. Asked by the matching service."""
    ids = list(person_ids)
    waiting = _open(actor, Wanted()).filter(Q(left__in=ids) | Q(right__in=ids)).count()
    unweighed = Person.objects.filter(Q(weighed=None) | Q(weighed__version__lt=F("version")), id__in=ids).count()
    return Standing(waiting, unweighed)


def next_to_judge(actor: Actor, *, after: tuple[UUID, UUID] | None = None) -> tuple[UUID, UUID] | None:
    """The pair that comes next in the queue, or comes after this one; None at its end."""
    rows = _open(actor, Wanted())
    if after:
        at = Proposal.objects.filter(left_id=min(after), right_id=max(after)).first()
        if at:
            later = Q(probability__lt=at.probability) | Q(probability=at.probability, id__gt=at.id)
            rows = rows.filter(
                Q(about_child=at.about_child) & later | (Q(about_child=False) if at.about_child else Q(pk=None))
            )
    ready = rows.order_by("-about_child", "-probability", "id")[:12]
    first = next(iter(_shown(actor, list(ready))), None)
    return (first.left_id, first.right_id) if first else None


def _open(actor: Actor, wanted: Wanted) -> QuerySet[Proposal]:
    pair = Q(left=OuterRef("left"), right=OuterRef("right")) | Q(left=OuterRef("right"), right=OuterRef("left"))
    newest = Judgement.objects.filter(pair).order_by("-created_at", "-id")
    looks = SecondLook.objects.filter(pair)
    rows = Proposal.objects.annotate(
        stands=Subquery(newest.values("answer")[:1]), stands_by=Subquery(newest.values("created_by")[:1]),
        differed=Exists(looks.filter(agreed=False, closed_at__isnull=False)),
    )  # fmt: skip
    rows = rows.filter(Q(stands=None) | Q(stands="withdrawn") | Q(stands="unsure") & ~Q(stands_by=actor.placement_id))
    rows = rows.filter(~Exists(looks.filter(closed_at=None)))
    rows = rows.filter(
        Exists(Person.objects.filter(id=OuterRef("left_id"))) | Exists(Person.objects.filter(id=OuterRef("right_id")))
    )
    rows = rows.filter(probability__gte=wanted.least, probability__lt=wanted.below)
    if wanted.unsure:
        rows = rows.filter(Q(stands="unsure") | Q(differed=True))
    if wanted.organisation_id:
        held = Person.objects.filter(organisation_id=wanted.organisation_id)
        rows = rows.filter(
            Exists(held.filter(id=OuterRef("left_id"))) | Exists(held.filter(id=OuterRef("right_id")))
        )  # fmt: skip
    return rows


def _shown(actor: Actor, rows: list[Proposal]) -> list[Waiting]:
    """The rows with their statements, without pairs that other answers have made one person since."""
    seen = statements(actor, {key for row in rows for key in (row.left_id, row.right_id)})
    groups = clusters(actor, {row.left_id for row in rows})
    return [
        Waiting(
            row.id, row.left_id, row.right_id, seen.get(row.left_id), seen.get(row.right_id), row.probability,
            tuple(r["says"] for r in row.reasons if r["bits"] > TELLS)[:4],
            tuple(r["says"] for r in row.reasons if r["bits"] < -TELLS)[:3],
            row.stands or "", row.differed, row.found_at,
        )
        for row in rows if row.right_id not in groups.get(row.left_id, ())
    ]  # fmt: skip


def looks_for(actor: Actor, *, at_most: int = 25) -> list[Look]:
    """Second opinions this actor is asked for: of her, or of anybody but whoever asked. The oldest first."""
    rows = SecondLook.objects.filter(Q(asked_of=None) | Q(asked_of=actor.placement_id), closed_at=None)
    return _looks(rows.exclude(created_by=actor.placement_id).order_by("created_at", "id")[:at_most])


def looks_of(actor: Actor, *, at_most: int = 25) -> list[Look]:
    """Second opinions this actor asked for and waits on."""
    rows = SecondLook.objects.filter(created_by=actor.placement_id, closed_at=None)
    return _looks(rows.order_by("created_at", "id")[:at_most])


def look_at(actor: Actor, left_id: UUID, right_id: UUID) -> Look | None:
    """The second opinion on this pair that waits, if one does."""
    pair = Q(left=left_id, right=right_id) | Q(left=right_id, right=left_id)
    return next(iter(_looks(SecondLook.objects.filter(pair, closed_at=None))), None)


def _looks(rows: Iterable[SecondLook]) -> list[Look]:
    return [Look(r.id, r.left_id, r.right_id, r.created_by, r.asked_of, r.created_at) for r in rows]


def answers_of(actor: Actor, *, since: datetime, at_most: int = 8) -> list[Answered]:
    """What this actor judged since then and has not taken back, the newest first."""
    rows = Judgement.objects.filter(created_by=actor.placement_id, created_at__gte=since, takes_back=None, rule="")
    rows = rows.filter(taken_back=None).exclude(answer="withdrawn").order_by("-created_at", "-id")
    return [Answered(r.id, r.left_id, r.right_id, r.answer, r.created_at) for r in rows[:at_most]]


def answer_given(actor: Actor, judgement_id: UUID) -> Answered | None:
    """One answer about a pair, if the actor may know of both records."""
    row = Judgement.objects.filter(id=judgement_id).first()
    return Answered(row.id, row.left_id, row.right_id, row.answer, row.created_at) if row else None


def how_far_two_agree(actor: Actor, *, since: datetime | None = None, until: datetime | None = None) -> Agreement:
    """How the first and second answers of second opinions compare, as far as the actor may know of the pairs."""
    looks = SecondLook.objects.filter(closed_at__isnull=False)
    looks = looks.filter(closed_at__gte=since) if since else looks
    looks = looks.filter(closed_at__lt=until) if until else looks
    given: dict[UUID, dict[int, str]] = {}
    for look, place, answer in Opinion.objects.filter(look__in=looks).values_list("look_id", "place", "answer"):
        given.setdefault(look, {})[place] = answer
    return agreement([(two[1], two[2]) for two in given.values() if len(two) == 2], ANSWERS)
