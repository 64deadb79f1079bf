"""What a request, an answer and an agreement must say. Pure: values in, gaps out.

Every moment is an argument.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.kernel.timing import Calendar, end_of
from kingfisher.rulebook.shapes import Basis, FolderCategory, Gateway

STATUSES = ("known", "not_known", "partial", "declined")
TEAM, FURTHER = "team", "further"
CHASE_AGAIN_HOURS = 24
# Never opened beforehand: what was asked of one agency, and what it gave, are settled one by one.
NEVER_STANDING = ("request", "disclosure")


@dataclass(frozen=True, slots=True)
class SubjectAsked:
    """Who is asked about, as said. `person_id` is the asker's own statement or mention, if there is one."""

    name: str
    born_on: date | None = None
    born_said: str = ""
    address: str = ""
    more: str = ""
    kind: str = "child"
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One tier of an answer, in words.

    `lines` are keys of lines of the agency's own history to copy into it.
    """

    summary: str = ""
    concerns: str = ""
    strengths: str = ""
    lines: tuple[UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.summary.strip() or self.concerns.strip() or self.strengths.strip() or self.lines)


@dataclass(frozen=True, slots=True)
class Bases:
    """The lawful basis of a request, each part as the rulebook has it; art9 and sch1 may be missing."""

    gateway: Gateway
    art6: Basis
    art9: Basis | None
    sch1: Basis | None

    @property
    def parts(self) -> tuple[Gateway | Basis, ...]:
        return tuple(one for one in (self.gateway, self.art6, self.art9, self.sch1) if one)


@dataclass(frozen=True, slots=True)
class OpeningTerms:
    """One promise of an agreement: this sort of folder of this party, to a team or an organisation."""

    organisation_id: UUID
    category: str
    level: int
    to_team_id: UUID | None = None
    to_organisation_id: UUID | None = None


def basis_gaps(bases: Bases, on: date) -> tuple[str, ...]:
    """Why these bases cannot carry a request on that day; empty when they can."""
    gaps = []
    if not bases.gateway.is_in_force(on):
        gaps.append(f"{bases.gateway.title} is not in force yet: choose another power or duty.")
    for basis in (bases.art6, bases.art9, bases.sch1):
        if basis and basis.needs_one_of and not set(basis.needs_one_of) & {one.id for one in bases.parts}:
            gaps.append(f"“{basis.title}” needs a condition of Schedule 1 beside it.")
    return tuple(gaps)


def basis_questions(bases: Bases) -> tuple[tuple[str, str], ...]:
    """Every question these bases oblige the asker to answer: (id of the basis, question), in order."""
    return tuple((one.id, question) for one in bases.parts for question in one.questions)


def ask_gaps(*, why: str, subjects: Sequence[SubjectAsked], questions: Sequence[str]) -> tuple[str, ...]:
    """What is lacking for asking at all."""
    gaps = []
    if not why.strip():
        gaps.append("Say why this is needed.")
    if not any(one.name.strip() for one in subjects):
        gaps.append("Say who you ask about.")
    if not any(one.strip() for one in questions):
        gaps.append("Ask at least one question.")
    return tuple(gaps)


def answer_gaps(
    *, status: str, further: Told, team_only: Told, reason: str, decided_by: str, greater_harm: str
) -> tuple[str, ...]:
    """What is lacking for sending an answer. Nothing may be sent as known without saying what is known."""
    gaps = []
    if status in ("known", "partial") and further.is_empty and team_only.is_empty:
        gaps.append("Say what you know, or choose lines from your own history.")
    if status in ("partial", "declined") and not reason:
        gaps.append("Choose why you hold something back." if status == "partial" else "Choose why you decline.")
    if reason == "more_detrimental" and not (decided_by.strip() and greater_harm.strip()):
        gaps.append("Say who decided, and why sharing would harm the child more than not sharing.")
    return tuple(gaps)


def is_to_chase(*, due_at: datetime, last_chased_at: datetime | None, at: datetime) -> bool:
    """Is an unanswered request to be chased by rule? Once it is overdue, and then once every 24 hours."""
    if at <= due_at:
        return False
    return last_chased_at is None or at - last_chased_at >= timedelta(hours=CHASE_AGAIN_HOURS)


def agreement_gaps(
    *, parties: Collection[UUID], openings: Sequence[OpeningTerms], categories: dict[str, FolderCategory],
    starts_at: datetime, review_by: date, ends_at: datetime | None,
) -> tuple[str, ...]:  # fmt: skip
    """What an agreement may not say.

    What is never said to exist is asked for each time, never opened beforehand.
    """
    gaps = []
    if len(set(parties)) < 2:
        gaps.append("An agreement has at least two parties.")
    if not openings:
        gaps.append("Say which folders are opened.")
    for one in openings:
        category = categories.get(one.category)
        if category is None or one.category in NEVER_STANDING:
            gaps.append(f"Folders of the sort “{one.category}” cannot be opened by an agreement.")
        elif not category.exists_answers:
            gaps.append(f"“{category.title}” is never said to exist, so it cannot be opened by an agreement.")
        if one.organisation_id not in parties:
            gaps.append("Only a party can open its folders.")
    if review_by <= starts_at.date():
        gaps.append("The review is due after the agreement starts.")
    if ends_at and ends_at <= starts_at:
        gaps.append("The agreement ends after it starts.")
    return tuple(dict.fromkeys(gaps))


def agreement_stands(state: str, *, starts_at: datetime, ends_at: datetime | None, at: datetime) -> str:
    """The state of an agreement at a moment.

    One whose last day has passed has lapsed, though nobody said so.
    """
    if state in ("part_signed", "in_force") and ends_at and ends_at <= at:
        return "lapsed"
    return state


def is_review_overdue(state: str, review_by: date, today: date) -> bool:
    """Has the day of its review passed while it still opens folders?"""
    return state in ("part_signed", "in_force") and review_by < today


def last_moment(until_on: date | None, calendar: Calendar) -> datetime | None:
    """When the content shuts: the end of its last day, or never."""
    return end_of(until_on, calendar) if until_on else None


SHARES = ("share_full", "share_redacted", "share_summary")
SPOKEN = ("verbal", "meeting")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision about sharing, as it was weighed. `lines` are lines of the agency's own history."""

    decision: str
    why: str
    decided_by: str
    summary: str = ""
    summary_is: str = "fact"
    lines: tuple[UUID, ...] = ()
    method: str = "in_system"
    happened_at: datetime | None = None
    purpose: str = ""
    necessity: str = ""
    proportionality: str = ""
    others_at_risk: str = ""
    family_told: str = ""
    withheld: str = ""
    reason: str = ""
    greater_harm: str = ""
    conditions: str = ""
    until_on: date | None = None
    review_on: date | None = None
    second_approver: str = ""


def decision_gaps(said: Weighed, *, duty_commenced: bool, to_somebody: bool, at: datetime) -> tuple[str, ...]:
    """What a decision about sharing must say, shared or not (the seven golden rules; section 16LA once begun)."""
    asked: list[tuple[object, str]] = [
        (to_somebody, "Say with whom."),
        (said.why.strip(), "Say what this is about and why it is decided now."),
        (said.decided_by.strip(), "Say who decided."),
    ]
    if said.decision in SHARES:
        asked += [
            (said.summary.strip() or said.lines, "Say what is shared: words, or lines of your own history."),
            (said.purpose, "Say what it is for."),
            (said.necessity.strip(), "Say why it is necessary."),
            (said.proportionality.strip(), "Say why it is no more than is needed."),
            (said.decision != "share_redacted" or said.withheld.strip(), "Say what was taken out, and why."),
            (said.decision != "share_summary" or not said.lines, "A summary gives no whole lines: leave them out."),
            (said.method not in SPOKEN or said.happened_at, "Say when it was said."),
            (not said.happened_at or said.happened_at <= at, "It cannot have been said in the future."),
            (not said.until_on or said.until_on >= at.date(), "Its last day has passed already."),
        ]
    if said.decision == "refuse":
        duty = duty_commenced or said.reason == "more_detrimental"
        asked += [
            (said.reason, "Choose why it is not shared."),
            (not duty or said.greater_harm.strip(), "Say how sharing would harm the child more than not sharing."),
        ]
    if said.decision == "defer":
        asked += [(said.review_on and said.review_on >= at.date(), "Say by which day it is decided again.")]
    return tuple(sentence for there, sentence in asked if not there)
