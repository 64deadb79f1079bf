"""What one agency promised about a recommendation, for whoever answers for it and for the office."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.access import audit
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.reviews.models import Answer, Commitment

PROMISE = "reviews.promise"
audit.can_record(reviews__promise__opened="looked at what an agency promised about a recommendation")


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """One promise with every answer, the oldest first."""

    row: Commitment
    answers: tuple[Answer, ...]
    is_mine: bool
    on: date

    @property
    def is_answered(self) -> bool:
        """Answered since it was last given back, and not found done yet."""
        last = self.answers[-1].said_at if self.answers else None
        return bool(last and self.row.state == "open" and (not self.row.sent_back_at or last > self.row.sent_back_at))

    @property
    def is_late(self) -> bool:
        return self.row.state == "open" and not self.is_answered and self.row.due_on < self.on

    @property
    def href(self) -> str:
        return url_for(PROMISE, self.row.id) or ""


def promise(actor: Actor, commitment_id: UUID) -> PromiseShown:
    """One promise; NotThere when unseen. The opening is recorded."""
    found = promises(actor, ids=[commitment_id])
    if not found:
        raise NotThere
    audit.record(actor, "reviews.promise.opened", facts={"ref": found[0].row.recommendation.ref})
    return found[0]


def promises(actor: Actor, *, ids: list[UUID] | None = None, open_only: bool = False) -> list[PromiseShown]:
    """Those of these keys, or all the actor may see, the soonest due first."""
    rows = Commitment.objects.select_related("recommendation", "organisation").order_by("due_on", "id")
    rows = rows.filter(id__in=ids) if ids is not None else rows
    rows = list(rows.filter(state="open") if open_only else rows)
    said: dict[UUID, list[Answer]] = {}
    if rows:
        for a in Answer.objects.filter(commitment__in=[r.id for r in rows]).order_by("said_at", "id"):
            said.setdefault(a.commitment_id, []).append(a)
    on = actor.at.astimezone(LONDON).date()
    return [PromiseShown(r, tuple(said.get(r.id, ())), r.answerer == actor.placement_id, on) for r in rows]


def files_of_advice(actor: Actor, recommendation_id: UUID) -> list[FileShown]:
    """The files that show what became of a recommendation, as far as its folder is open to the actor."""
    return list(files_of(actor, ("reviews.recommendation", recommendation_id)))
