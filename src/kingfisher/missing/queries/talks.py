"""Talks on return: one whole, and those that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing.models import Interview
from kingfisher.missing.queries.shown import InterviewShown
from kingfisher.missing.states import HELD, WAITING
from kingfisher.rulebook import ask

INTERVIEW = "missing.interview"
audit.can_record(missing__interview__opened="looked at a talk on return")


@dataclass(frozen=True, slots=True)
class OfferShown:
    offered_at: datetime
    by: str
    way: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class InterviewFile:
    """One talk whole. `words` and what follows are what the child said."""

    talk: InterviewShown
    offers: tuple[OfferShown, ...]
    independent_why: str
    place: str
    alone: bool
    words: str
    push: str
    pull: str
    where: str
    with_whom: str
    travelled: str
    harm: str
    wants: str
    signs: tuple[str, ...]
    safer: str
    decision_id: UUID | None
    report_id: UUID | None
    ended_why: str


def due_of(returned_at: datetime) -> datetime:
    """The last moment in time for a talk with a child who came back then (rulebook clock `rhi`)."""
    limit = ask.clock("rhi", on=local_day(returned_at, ask.calendar()))
    return returned_at + timedelta(hours=limit.amount)


def _rows() -> QuerySet[Interview]:
    return Interview.objects.annotate(
        made=Count("offers"), refused=Count("offers", filter=Q(offers__answer="no"))
    )  # fmt: skip


def _shown(row: Interview) -> InterviewShown:
    return InterviewShown(
        row.id, row.folder_id, row.ref, row.episode_id, row.person_id, row.name_said, row.returned_at,
        due_of(row.returned_at), row.state, row.interviewer_name, row.interviewer_id, row.refused, row.made,
        row.held_at, row.shared_at,
    )  # fmt: skip


def talks_after(actor: Actor, episode_ids: Iterable[UUID]) -> dict[UUID, InterviewShown]:
    """The talk after each of these absences, by absence, where the actor may see it."""
    return {r.episode_id: _shown(r) for r in _rows().filter(episode_id__in=list(episode_ids))}


def talks_waiting(actor: Actor, *, at_most: int = 100) -> list[InterviewShown]:
    """Talks not held yet, and held ones not shared on yet; the soonest due first."""
    rows = _rows().filter(Q(state__in=WAITING) | Q(state=HELD, shared_at=None))
    return [_shown(r) for r in rows.order_by("returned_at", "id")[:at_most]]


def interview_file(actor: Actor, interview_id: UUID) -> InterviewFile:
    """One talk with its offers; NotThere when unseen or missing. Recorded."""
    row = _rows().filter(id=interview_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "missing.interview.opened", folders=[row.folder_id], facts={"talk": row.ref})
    offers = tuple(
        OfferShown(o.offered_at, o.by_name, o.way, o.answer, o.words) for o in row.offers.order_by("offered_at", "id")
    )
    return InterviewFile(
        _shown(row), offers, row.independent_why, row.place, row.alone, row.words, row.push, row.pull, row.where,
        row.with_whom, row.travelled, row.harm, row.wants, tuple(row.signs), row.safer, row.decision_id,
        row.report_id, row.ended_why,
    )  # fmt: skip
