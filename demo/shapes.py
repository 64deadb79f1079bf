"""The shapes the fictional county is told in, for whoever builds it: values only, no database, no Django.

Moments are told as `When`: days before today and a time of day in Saltmere, so the county is always fresh.
The people themselves, true and as said, are in demo.census.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .census import Person, Statement

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class When:
    """A moment told from now: so many days ago at a time on Saltmere's clocks, or so many minutes ago.

    Negative days are still to come. `minutes_ago` is for what is happening at the front door this very day.
    """

    days_ago: int = 0
    clock: time = time(9, 0)
    minutes_ago: int | None = None

    def on(self, now: datetime) -> date:
        return self.at(now).date()

    def at(self, now: datetime) -> datetime:
        """The moment with its time zone, for a county built at `now` (with a time zone)."""
        if self.minutes_ago is not None:
            return now - timedelta(minutes=self.minutes_ago)
        day = now.astimezone(LONDON).date() - timedelta(days=self.days_ago)
        return datetime.combine(day, self.clock, tzinfo=LONDON)

    def later(self, minutes: int) -> "When":
        """The same told so many minutes later."""
        if self.minutes_ago is not None:
            return When(minutes_ago=self.minutes_ago - minutes)
        days, left = divmod(self.clock.hour * 60 + self.clock.minute + minutes, 24 * 60)
        return When(self.days_ago - days, time(left // 60, left % 60))


@dataclass(frozen=True, slots=True)
class OrganisationSeed:
    code: str
    name: str
    kind: str  # a code of the rulebook's agency_kind
    phone: str
    short: str = ""
    within: str = ""
    town: str = ""
    answers_checks: bool = False


@dataclass(frozen=True, slots=True)
class PlacementSeed:
    organisation: str
    role: str
    team: str  # where they work; only those of TeamSeed are teams that can be opened to
    title: str = ""
    visit: str = ""  # what a visitor was let in for; how long she stays hangs on her role


@dataclass(frozen=True, slots=True)
class TeamSeed:
    code: str
    name: str
    host: str


@dataclass(frozen=True, slots=True)
class ServiceSeed:
    """A system that acts for an organisation; nobody signs in as it."""

    organisation: str
    role: str
    name: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class WorkerSeed:
    username: str
    name: str
    phone: str
    email: str
    placements: tuple[PlacementSeed, ...]
    try_this: str


@dataclass(frozen=True, slots=True)
class OpeningSeed:
    """The holder lets a receiver see one sort of its folders, up to a level."""

    holder: str
    category: str
    to: str  # a team's code, else an organisation's
    level: str  # exists, summary or full


@dataclass(frozen=True, slots=True)
class AgreementSeed:
    """A standing agreement between the organisations that open something under it and those they open to."""

    ref: str
    title: str
    gateway: str
    openings: tuple[OpeningSeed, ...]
    began: When
    ends: When


@dataclass(frozen=True, slots=True)
class PersonSeed:
    """One person and what each organisation that knows them says: organisation code to statements."""

    key: str
    truth: Person
    statements: dict[str, tuple[Statement, ...]]
    called: str = ""
    sealed: str = ""  # why the record is closed, where it is
    closed_to: tuple[str, ...] = ()  # usernames who may not look (a worker's own relative)
    unborn_due: When | None = None
    placed_by: str = ""  # the other area that looks after this child, where one does
    note: str = ""


@dataclass(frozen=True, slots=True)
class TieSeed:
    one: str
    other: str
    kind: str  # parent_of, step_parent_of, sibling, twin, partner, friend, associate, no_contact
    said_by: str
    parental_responsibility: bool = False
    since: When | None = None


@dataclass(frozen=True, slots=True)
class EntrySeed:
    """One line of a person's chronology, in the words of the agency that holds it."""

    about: str
    organisation: str
    author: str
    category: str
    nature: str  # fact, opinion or third_hand
    happened: When
    known: When
    how_known: str
    text: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class StepSeed:
    """One thing done to a contact: the kind says which of the other fields it uses."""

    # rated, rerated, linked, asked, answered, proposed, signed_off, returned,
    # advised, routed, fed_back, closed
    kind: str
    by: str
    when: When
    rag: str = ""
    text: str = ""
    organisation: str = ""
    basis: str = ""
    questions: tuple[str, ...] = ()
    status: str = ""
    mash_only: str = ""
    outcome: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class SaidOf:
    """A child or adult as the referrer named them: a mention, not a record."""

    name: str
    born: str = ""
    address: str = ""
    part: str = "child"  # child, parent, other
    person: str = ""  # the truth, where there is one, so that links can be played


@dataclass(frozen=True, slots=True)
class ContactSeed:
    key: str
    received: When
    channel: str  # form, api, phone, post
    referrer: str
    referrer_role: str
    organisation: str  # "" for the public
    worker: str  # username where the referrer is a persona
    said_of: tuple[SaidOf, ...]
    categories: tuple[str, ...]
    text: str
    family_knows: bool
    why_not: str = ""
    danger_now: bool = False
    steps: tuple[StepSeed, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class StorySeed:
    key: str
    title: str
    about: str
    warning: str
    people: tuple[PersonSeed, ...]
    ties: tuple[TieSeed, ...]
    entries: tuple[EntrySeed, ...]
    contacts: tuple[ContactSeed, ...]
    linked: bool = True  # whether workers have found that the agencies' records are of one person


@dataclass(frozen=True, slots=True)
class FamilySeed:
    """One generated family, ready to build: what agencies say of them, their ties, their ordinary entries."""

    people: tuple[PersonSeed, ...]
    ties: tuple[TieSeed, ...]
    entries: tuple[EntrySeed, ...]
