"""What other rooms and the pages are given of requests and answers.

Frozen values, as far as the actor may see.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks.queries import ClockShown
from kingfisher.sharing.states import STATE_WORDS, STATUS_WORDS, WAITING


@dataclass(frozen=True, slots=True)
class SubjectShown:
    id: UUID
    person_id: UUID | None
    kind: str
    name: str
    born_on: date | None
    born_said: str
    address: str
    more: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the answering agency's history as it was copied: its words, and where they come from."""

    entry_id: UUID
    kind: str
    happened_on: date
    known_at: datetime
    title: str
    detail: str
    assertion: str
    basis: str
    author_name: str
    author_role: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """`tier` is `team` (for the deciding team alone) or `further`."""

    tier: str
    folder_id: UUID
    summary: str
    concerns: str
    strengths: str
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    by: str
    organisation: str
    at: datetime
    placement_id: UUID


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One version of an answer; `parts` holds only those this actor may read."""

    id: UUID
    number: int
    status: str
    answered_at: datetime
    answered_by: str
    job_title: str
    phone: str
    organisation: str
    systems: tuple[str, ...]
    covers_from: date | None
    covers_until: date | None
    last_seen_on: date | None
    speak_to: str
    reason: str
    reason_words: str
    decided_by: str
    greater_harm: str
    correcting: str
    person_ids: tuple[UUID, ...]
    parts: tuple[PartShown, ...]
    receipts: tuple[ReceiptShown, ...]

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status]

    def was_had_by(self, placement_id: UUID) -> bool:
        """Has this worker read it already?"""
        return any(one.placement_id == placement_id for one in self.receipts)

    def part(self, tier: str) -> PartShown | None:
        return next((one for one in self.parts if one.tier == tier), None)


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request as it stands at the actor's moment, with every answer so far, the newest first."""

    id: UUID
    ref: str
    folder_id: UUID
    about: tuple[str, UUID]
    state: str
    rag: str
    asker_id: UUID
    asker_name: str
    holder_id: UUID
    holder_name: str
    holder_phone: str
    team_id: UUID
    asked_at: datetime
    asked_by: str
    asked_by_phone: str
    questions: tuple[str, ...]
    purpose: str
    gateway: str
    art6: str
    art9: str
    sch1: str
    basis_answers: tuple[tuple[str, str], ...]
    why: str
    opened_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    clock: ClockShown | None
    chased: tuple[datetime, ...]
    subjects: tuple[SubjectShown, ...]
    answers: tuple[AnswerShown, ...]

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_overdue(self) -> bool:
        """Unanswered, and past the moment it was due."""
        return self.is_waiting and self.clock is not None and self.clock.state.value == "late"

    @property
    def due_at(self) -> datetime | None:
        return self.clock.due_at if self.clock else None

    @property
    def answer(self) -> AnswerShown | None:
        """The answer that stands: the newest."""
        return self.answers[0] if self.answers else None

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def names(self) -> str:
        return ", ".join(one.name for one in self.subjects)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A request ready to be sent: the agency's usual questions and the ordinary basis, to change at will.

    `basis_answers` are (id of the basis, question, ordinary answer or empty).
    """

    holder_id: UUID
    holder_name: str
    questions: tuple[str, ...]
    systems: tuple[str, ...]
    purpose: str
    gateway: str
    art6: str
    art9: str
    sch1: str
    basis_answers: tuple[tuple[str, str, str], ...]
    already_waiting: UUID | None = None
