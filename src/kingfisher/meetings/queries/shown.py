"""What is shown of a meeting: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks.queries import ClockShown
from kingfisher.documents.queries import FileShown
from kingfisher.meetings.rules import THERE
from kingfisher.meetings.states import CANCELLED, CONVENED, ROUND, SIGNED, WORDS


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A meeting's outline."""

    id: UUID
    ref: str
    folder_id: UUID
    closed_folder_id: UUID
    kind: str
    title: str
    state: str
    purpose: str
    about: tuple[str, UUID] | None
    starts_at: datetime
    ends_at: datetime
    place: str
    sequence: int
    chair_id: UUID | None
    minute_taker_id: UUID | None
    held_at: datetime | None
    short_of_quorum: str
    issued_at: datetime | None
    signed_at: datetime | None

    @property
    def state_words(self) -> str:
        return WORDS.get(self.state, self.state)

    @property
    def is_to_come(self) -> bool:
        return self.state == CONVENED

    @property
    def may_be_minuted(self) -> bool:
        return self.state not in (ROUND, SIGNED, CANCELLED)


@dataclass(frozen=True, slots=True)
class InvitationShown:
    id: UUID
    placement_id: UUID | None
    name: str
    part: str
    agency: str
    agency_kind: str
    family: bool
    whole: bool
    availability: str
    said: str
    attendance: str
    decision_maker: bool
    brought_information: bool | None

    @property
    def was_there(self) -> bool:
        return self.attendance in THERE


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of the minutes; `asides` are what others typed meanwhile: (who, when, words)."""

    code: str
    title: str
    closed: bool
    words: str
    family_safe: bool
    revision: int
    saved_at: datetime | None
    saved_by: str
    asides: tuple[tuple[str, datetime, str], ...]


@dataclass(frozen=True, slots=True)
class DissentShown:
    who: str
    agency: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionShown:
    id: UUID
    number: int
    words: str
    family_safe: bool
    dissents: tuple[DissentShown, ...]


@dataclass(frozen=True, slots=True)
class TaskShown:
    id: UUID
    number: int
    words: str
    owner_id: UUID | None
    owner_name: str
    due_on: date
    state: str
    outcome: str
    days_late: int
    family_safe: bool

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class StepShown:
    move: str
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    number: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """Everything of one meeting that this reader may see; without the closed folder, without its closed parts."""

    meeting: MeetingShown
    children: tuple[tuple[UUID, str], ...]
    invitations: tuple[InvitationShown, ...]
    parts: tuple[PartShown, ...]
    decisions: tuple[DecisionShown, ...]
    dissents: tuple[DissentShown, ...]
    tasks: tuple[TaskShown, ...]
    steps: tuple[StepShown, ...]
    versions: tuple[VersionShown, ...]
    clocks: tuple[ClockShown, ...]
    papers: tuple[FileShown, ...]
    hears_it_all: bool
    quorum_gaps: tuple[str, ...]
    seats_open: tuple[str, ...]
    chair: str
    minute_taker: str
    mine: InvitationShown | None

    @property
    def open_tasks(self) -> tuple[TaskShown, ...]:
        return tuple(t for t in self.tasks if t.state == "open")
