"""What the pages show of an absence, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.kernel.timing import LONDON
from kingfisher.missing.states import BACK, EPISODE_WORDS, INTERVIEW_WORDS, OPEN, WAITING

TOLD = 12  # absences told in words


@dataclass(frozen=True, slots=True)
class EpisodeShown:
    """One absence's outline. `whole_since` and `whole_until` span the parts joined to it."""

    id: UUID
    folder_id: UUID
    ref: str
    person_id: UUID
    name: str
    born_on: date | None
    kind: str
    state: str
    risk: str
    started_at: datetime
    reported_at: datetime
    last_seen_place: str
    wearing: str
    worry: str
    companions: str
    police_ref: str
    legal_status: str
    home: str
    placed_by: str
    found_at: datetime | None
    found_place: str
    found_how: str
    found_with: str
    condition: str
    harm: str
    prevention_at: datetime | None
    prevention_name: str
    prevention_words: str
    joined_into: UUID | None
    age: int | None
    length: timedelta
    crosses_midnight: bool

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def is_back(self) -> bool:
        return self.state == BACK

    @property
    def state_words(self) -> str:
        if self.is_open and self.kind == "absent":
            return "Away, we know where"
        return EPISODE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class StepShown:
    what: str
    words: str
    happened_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RiskShown:
    risk: str
    why: str
    happened_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CrossingShown:
    """A threshold crossed: `is_answered` once somebody said what was done."""

    id: UUID
    episode_id: UUID
    title: str
    plain: str
    verified: bool
    calls_for: str
    facts: str
    crossed_at: datetime
    answer: str
    answer_words: str
    answered_at: datetime | None
    answered_by: str

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


@dataclass(frozen=True, slots=True)
class NoticeShown:
    id: UUID
    part: str
    authority: str
    in_hub: bool
    told_at: datetime | None
    told_whom: str


@dataclass(frozen=True, slots=True)
class InterviewShown:
    """A talk on return in a list: how it stands and by when it is due. No word of what the child said."""

    id: UUID
    folder_id: UUID
    ref: str
    episode_id: UUID
    person_id: UUID
    name: str
    returned_at: datetime
    due_at: datetime
    state: str
    interviewer: str
    interviewer_id: UUID | None
    declined: int
    offers: int
    held_at: datetime | None
    shared_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_held(self) -> bool:
        return self.state == "held"

    @property
    def is_in_time(self) -> bool:
        return self.held_at is not None and self.held_at <= self.due_at

    @property
    def state_words(self) -> str:
        return INTERVIEW_WORDS[self.state]

    def clock_at(self, at: datetime) -> str:
        """How its 72 hours stand, in the words of clocks."""
        if self.held_at:
            return "met" if self.is_in_time else "missed"
        if not self.is_waiting:
            return "missed"  # ended without a talk: whoever counts must not take it for one that was held
        return "late" if at > self.due_at else "due_soon" if at > self.due_at - timedelta(hours=24) else "running"


@dataclass(frozen=True, slots=True)
class EpisodeFile:
    """Everything of one absence."""

    episode: EpisodeShown
    steps: tuple[StepShown, ...]
    risks: tuple[RiskShown, ...]
    crossings: tuple[CrossingShown, ...]
    notices: tuple[NoticeShown, ...]
    parts: tuple[EpisodeShown, ...]
    main: EpisodeShown | None
    history: tuple[EpisodeShown, ...]
    interview: InterviewShown | None
    plan: tuple[UUID, str] | None
    card: UUID | None

    @property
    def calls_for_meeting(self) -> tuple[CrossingShown, ...]:
        """The thresholds that call for a meeting and that nobody has answered."""
        return tuple(c for c in self.crossings if c.calls_for == "strategy_meeting" and not c.is_answered)

    @property
    def in_words(self) -> str:
        """The child's absences, the newest first: what a meeting begins with, so that nobody types them again."""
        counted = [h for h in self.history if h.joined_into is None and h.state != "mistake"]
        lines, rest = [_told(one) for one in counted[:TOLD]], len(counted) - TOLD
        return "\n".join([*lines, f"And {rest} more in the history."] if rest > 0 else lines)


def _told(one: EpisodeShown) -> str:
    since, until = (f"{m.astimezone(LONDON):%-d %B %Y, %H:%M}" if m else "" for m in (one.started_at, one.found_at))
    where = f"; found: {one.found_place}" if one.found_place else ""
    company = f"; with: {one.found_with or one.companions}" if one.found_with or one.companions else ""
    return f"{one.ref}: {since} to {until or 'now, still missing'}{where}{company}."
