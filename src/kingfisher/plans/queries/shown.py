"""What is shown of a plan: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.carried import Carried
from kingfisher.organisations.queries import Colleague
from kingfisher.plans.states import WORDS


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan's outline, as whoever may read its summary sees it."""

    id: UUID
    ref: str
    folder_id: UUID
    person_id: UUID
    name: str
    kind: str
    state: str
    category: str
    first_category: str
    exploitation_types: tuple[str, ...]
    pathway: str
    key_worker_id: UUID
    because: tuple[str, UUID] | None
    started_on: date
    last_seen_on: date | None
    ended_on: date | None
    end_reason: str
    reduced_risk: str

    @property
    def state_words(self) -> str:
        return WORDS.get(self.state, self.state)

    @property
    def is_open(self) -> bool:
        return self.state != "ended"


@dataclass(frozen=True, slots=True)
class SaidShown:
    """What stands under a heading; `earlier` is what stood there before, newest first."""

    code: str
    title: str
    hint: str
    needed: bool
    words: str
    said_by: str
    said_on: date | None
    earlier: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class TaskShown:
    id: UUID
    goal_id: UUID | None
    words: str
    owner_id: UUID | None
    owner_name: str
    due_on: date
    state: str
    outcome: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class GoalShown:
    id: UUID
    number: int
    words: str
    how_known: str
    state: str
    outcome: str
    tasks: tuple[TaskShown, ...]


@dataclass(frozen=True, slots=True)
class VisitShown:
    visited_on: date
    child_seen: bool
    alone: bool
    where: str
    why_not: str
    childs_words: str
    noticed: str
    by: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    held_on: date
    changed: str
    unchanged: str
    by: str


@dataclass(frozen=True, slots=True)
class MemberShown:
    id: UUID
    placement_id: UUID | None
    name: str
    part: str
    worker: Colleague | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class StepShown:
    move: str
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Everything of one plan."""

    plan: PlanShown
    carried: tuple[Carried, ...]
    said: tuple[SaidShown, ...]
    goals: tuple[GoalShown, ...]
    other_tasks: tuple[TaskShown, ...]
    visits: tuple[VisitShown, ...]
    reviews: tuple[ReviewShown, ...]
    members: tuple[MemberShown, ...]
    steps: tuple[StepShown, ...]
    clocks: tuple[ClockShown, ...]
    drift: tuple[str, ...]
    gaps: tuple[str, ...]
    key_worker: Colleague | None

    @property
    def of_the_group(self) -> tuple[MemberShown, ...]:
        return tuple(m for m in self.members if m.left_on is None)

    @property
    def open_tasks(self) -> tuple[TaskShown, ...]:
        found = [t for g in self.goals for t in g.tasks if t.state == "open"]
        return tuple(sorted([*found, *(t for t in self.other_tasks if t.state == "open")], key=lambda t: t.due_on))
