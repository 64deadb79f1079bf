"""Reading clocks: only those on folders this actor may see at least in summary. States are as of `actor.at`.

A clock says what is due and when, never what about; so reading it records no opening. The page that shows the
child does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kingfisher.clocks.models import Clock, ClockChange, Pause
from kingfisher.clocks.rules import State, state
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import Unit

Subject = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock as it stands at the actor's moment. `due` is a day for day limits, a moment for hour limits."""

    id: UUID
    folder_id: UUID
    subject: Subject
    rule_id: str
    rule_hash: str
    title: str
    state: State
    started_at: datetime
    due_at: datetime
    due_on: date
    unit: str
    owner_organisation_id: UUID
    owner_organisation: str
    owner_worker_id: UUID | None
    owner_worker: str
    stopped_at: datetime | None
    paused_because: str
    missed_reason: str
    missed_words: str

    @property
    def due(self) -> date | datetime:
        return self.due_on if Unit(self.unit).is_day else self.due_at

    @property
    def wants_a_reason(self) -> bool:
        """Missed, or late by now, and nobody has said why."""
        return self.state in (State.LATE, State.MISSED) and not self.missed_reason


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One move of a due moment: `because` is `rerated` or `resumed`."""

    changed_at: datetime
    changed_by: UUID
    because: str
    why: str
    rule_before: str
    rule_after: str
    due_before: datetime
    due_after: datetime


def for_subject(actor: Actor, subject: Subject, *, open_only: bool = False) -> list[ClockShown]:
    """Every clock on one thing, the soonest due first."""
    kind, id_ = subject
    return _shown(actor, Clock.objects.filter(subject_kind=kind, subject_id=id_), open_only=open_only)


def for_subjects(
    actor: Actor, subjects: Iterable[Subject], *, open_only: bool = False
) -> dict[Subject, list[ClockShown]]:
    """`for_subject` of many things of any kinds, in two questions; things without a clock are left out."""
    wanted: dict[str, list[UUID]] = {}
    for kind, key in subjects:
        wanted.setdefault(kind, []).append(key)
    if not wanted:
        return {}
    asked = Q()
    for kind, keys in wanted.items():
        asked |= Q(subject_kind=kind, subject_id__in=keys)
    found: dict[Subject, list[ClockShown]] = {}
    for clock in _shown(actor, Clock.objects.filter(asked), open_only=open_only):
        found.setdefault(clock.subject, []).append(clock)
    return found


def with_due(actor: Actor, kind: str, ids: Iterable[UUID], *, rules: Iterable[str] = ()) -> dict[UUID, ClockShown]:
    """For each of these things, the one clock to show beside it: the soonest due that runs, else the last.

    `rules` keeps to those rule ids. Things without a clock this actor may see are left out. Two queries.
    """
    rows = Clock.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    wanted = list(rules)
    found: dict[UUID, ClockShown] = {}
    for clock in _shown(actor, rows.filter(rule_id__in=wanted) if wanted else rows):
        held = found.get(clock.subject[1])
        if held is None or not held.state.is_open:
            found[clock.subject[1]] = clock
    return found


def due_for(
    actor: Actor,
    *,
    worker_id: UUID | None = None,
    until: datetime | None = None,
    rules: Iterable[str] = (),
    at_most: int = 50,
) -> list[ClockShown]:
    """What the actor's organisation still has to do, the soonest due first; paused clocks are left out.

    `worker_id` keeps to one worker's own and what nobody in the organisation owns yet; `until` to what is due
    by then. Ask for one more than you show to know whether there are more.
    """
    rows = Clock.objects.filter(owner_organisation_id=actor.organisation_id, stopped_at=None)
    rows = rows.filter(~Exists(Pause.objects.filter(clock=OuterRef("pk"), resumed_at=None)))
    if worker_id:
        rows = rows.filter(Q(owner_worker_id=worker_id) | Q(owner_worker_id=None))
    if until:
        rows = rows.filter(due_at__lte=until)
    wanted = list(rules)
    if wanted:
        rows = rows.filter(rule_id__in=wanted)
    return _shown(actor, rows, at_most=at_most)


def open_in_folders(actor: Actor, folder_ids: Iterable[UUID], *, at_most: int = 100) -> list[ClockShown]:
    """Every clock still open in these folders, the soonest due first: what a child's page shows."""
    return _shown(actor, Clock.objects.filter(folder_id__in=list(folder_ids), stopped_at=None), at_most=at_most)


def ran_in_folders(actor: Actor, folder_ids: Iterable[UUID]) -> list[ClockShown]:
    """Every clock that ran or runs in these folders, the soonest due first."""
    return _shown(actor, Clock.objects.filter(folder_id__in=list(folder_ids)))


def due_between(actor: Actor, folder_ids: Iterable[UUID], first: date, last: date) -> list[ClockShown]:
    """Every clock of these folders, open or stopped, due on one of these days, the soonest due first."""
    rows = Clock.objects.filter(folder_id__in=list(folder_ids), due_on__gte=first, due_on__lte=last)
    return _shown(actor, rows)


def changes_of(actor: Actor, clock_id: UUID) -> list[ChangeShown]:
    """How the due moment of one clock moved, oldest first; empty for one that never did or is unseen."""
    rows = ClockChange.objects.filter(clock_id=clock_id).order_by("id")
    return [
        ChangeShown(
            row.changed_at, row.created_by, row.because, row.why,
            row.rule_before, row.rule_after, row.due_before, row.due_after,
        )
        for row in rows
    ]  # fmt: skip


def _shown(
    actor: Actor, rows: QuerySet[Clock], *, open_only: bool = False, at_most: int | None = None
) -> list[ClockShown]:
    if open_only:
        rows = rows.filter(stopped_at=None)
    rows = rows.select_related("owner_organisation", "owner_worker").order_by("due_at", "id")
    found = list(rows[:at_most])
    open_ids = [row.id for row in found if row.stopped_at is None]
    paused = dict(Pause.objects.filter(clock_id__in=open_ids, resumed_at=None).values_list("clock_id", "reason"))
    return [_one(actor, row, paused.get(row.id, "")) for row in found]


def _one(actor: Actor, row: Clock, paused_because: str) -> ClockShown:
    stands = state(
        actor.at, started_at=row.started_at, due_at=row.due_at, stopped_at=row.stopped_at,
        outcome=row.outcome, is_paused=bool(paused_because),
    )  # fmt: skip
    worker = row.owner_worker.name if row.owner_worker else ""
    return ClockShown(
        row.id, row.folder_id, (row.subject_kind, row.subject_id), row.rule_id, row.rule_hash, row.title,
        stands, row.started_at, row.due_at, row.due_on, row.unit, row.owner_organisation_id,
        row.owner_organisation.short_name, row.owner_worker_id, worker, row.stopped_at, paused_because,
        row.missed_reason, row.missed_words,
    )  # fmt: skip
