"""What pages and other rooms are given of a contact: frozen values, as far as the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.organisations.queries import Colleague
from kingfisher.people.queries import Statement
from kingfisher.referrals.rules import Question, is_repeat, year_before
from kingfisher.referrals.said import ConcernSaid, ReferrerSaid
from kingfisher.referrals.states import WORDS


def raised_by(who: ReferrerSaid) -> str:
    """Who raised a contact, in words that never give away somebody who asked not to be named."""
    if who.anonymous:
        return "Somebody who did not say who they are"
    if who.withhold_identity:
        return "Somebody who asked not to be named"
    return ", ".join(part for part in (who.name, who.role, who.agency) if part) or "Not said"


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact as it stands, with what was said."""

    id: UUID
    ref: str
    folder_id: UUID
    arrival_id: UUID
    state: str
    received_at: datetime
    door: str
    from_organisation_id: UUID | None
    sent_by: UUID | None
    owner_id: UUID | None
    owner: str
    said: ConcernSaid
    source_code: str
    rating: str
    provisional: str
    decide_by: datetime
    need_level: str
    outcome: str
    exploitation_pathway: bool
    earlier_contacts: int
    duplicate_of: UUID | None
    news_at: datetime | None
    recorded_afterwards: bool = False

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def is_repeat(self) -> bool:
        return is_repeat(self.earlier_contacts)

    @property
    def raised_by(self) -> str:
        return raised_by(self.said.referrer)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody named in the contact: their part, and the statement made of them in the contact's own
    folder.
    """

    person_id: UUID
    folder_id: UUID
    part: str
    name: str
    relationship: str
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the contact's history, in plain fields: what sort, when, by whom, and what it says."""

    id: UUID
    sort: str
    at: datetime
    by: UUID
    words: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class ContactFile:
    """Everything of one contact. `proposal` is the one that waits for a manager, if any."""

    contact: ContactShown
    people: tuple[Mentioned, ...]
    questions: tuple[Question, ...]
    history: tuple[Happened, ...]
    authors: dict[UUID, Colleague]
    proposal: Happened | None

    @property
    def children(self) -> tuple[Mentioned, ...]:
        return tuple(p for p in self.people if p.part == "child")

    def of(self, sort: str) -> tuple[Happened, ...]:
        return tuple(h for h in self.history if h.sort == sort)

    def author(self, placement_id: UUID) -> str:
        found = self.authors.get(placement_id)
        return f"{found.name}, {found.organisation}" if found else "Not known"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A contact about the same child, in one line."""

    id: UUID
    ref: str
    folder_id: UUID
    received_at: datetime
    state: str
    outcome: str
    categories: tuple[str, ...]
    raised_by: str

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


def in_the_year_before(received_at: datetime, earlier: Iterable[Earlier]) -> int:
    """How many of the earlier contacts came in the twelve months before this moment."""
    return sum(1 for one in earlier if one.received_at.date() >= year_before(received_at.date()))
