"""What every source yields, whatever the file looked like.

A row keeps `said` (the cells or elements as they were written) beside what was understood of them.
`line` and `part` (sheet, element or file) say where it stood; they are not part of what it says.
A reader yields a person before the rows that hang on that person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

# What a person or event is filed under when it must stay apart from the agency's ordinary folder.
ORDINARY = ""
ADOPTION = "adoption"

_SHOWN = 80  # characters of a bad value that a reject keeps


class Name(NamedTuple):
    """`use` is usual, alias, former or known_as."""

    given: str = ""
    middle: str = ""
    family: str = ""
    use: str = "usual"
    from_on: date | None = None
    to_on: date | None = None


class Coded(NamedTuple):
    """A code in the scheme it was given in; never translated into another scheme here."""

    scheme: str
    code: str
    words: str = ""


class Identifier(NamedTuple):
    """`status` is what the source said of it (verified, ...); `well_formed` is what we checked."""

    scheme: str
    value: str
    status: str = ""
    well_formed: bool | None = None


class Address(NamedTuple):
    """`protected` means the whereabouts must not be shown beyond those who hold the key."""

    lines: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    from_on: date | None = None
    to_on: date | None = None
    protected: bool = False
    use: str = "home"


class Phone(NamedTuple):
    number: str
    use: str = ""


class Place(NamedTuple):
    """A school or a GP practice: its name as said, and its national code."""

    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """One agency's own statement of one person.

    `kind` is child, adult or "" where the source does not say. `passing` marks a person only named so that
    an event has someone to hang on: it must never overwrite a fuller statement. `protected` means the
    source asked that this person's whereabouts be kept from view, even where it gave no address.
    """

    local_id: str
    kind: str = ""
    names: tuple[Name, ...] = ()
    sex: str = ""
    born_on: date | None = None
    born_estimated: bool = False
    expected_on: date | None = None
    died_on: date | None = None
    ethnicity: Coded | None = None
    nationality: str = ""
    disabilities: tuple[Coded, ...] = ()
    language: str = ""
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    school: Place | None = None
    gp: Place | None = None
    further: Mapping[str, str] = field(default_factory=dict)
    protected: bool = False
    passing: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)
    folder_category: str = ORDINARY
    line: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class EventSaid:
    """Something that happened to, or was done for, a person.

    `happened_at` is given where the source knows the time (aware), else `happened_on`; both empty means the
    source states it without a date. `reference` tells two events of one person apart and stays the same when
    a detail is corrected, so a corrected row is a new version and not a new event.
    """

    person_local_id: str
    kind: str
    reference: str
    title: str
    happened_on: date | None = None
    happened_at: datetime | None = None
    ended_on: date | None = None
    detail: str = ""
    source_code: str = ""
    worker: str = ""
    team: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    folder_category: str = ORDINARY
    line: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class TieSaid:
    """`relationship` is what the other is to the person: "mother" means the other is this person's mother."""

    person_local_id: str
    relationship: str
    other_local_id: str = ""
    other_name: str = ""
    lives_together: bool | None = None
    parental_responsibility: bool | None = None
    from_on: date | None = None
    to_on: date | None = None
    phones: tuple[Phone, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    folder_category: str = ORDINARY
    line: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class WorkerSaid:
    """Who knows this person: a named worker, or at least the team or practice."""

    person_local_id: str
    worker: str = ""
    team: str = ""
    role: str = ""
    phone: str = ""
    from_on: date | None = None
    to_on: date | None = None
    category: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    folder_category: str = ORDINARY
    line: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class KnownSaid:
    """Another agency knows this person by `reference`, which only it can read; `likely` of a hundred."""

    person_local_id: str
    known_to: str
    reference: str
    likely: int
    said: Mapping[str, Any] = field(default_factory=dict)
    folder_category: str = ORDINARY
    line: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not let in: where, which field, what it held (cut short), and why, in plain words."""

    line: int
    part: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Let in as it was said, but something about it looks wrong and a person should know."""

    line: int
    part: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class MissingSaid:
    """One report of a missing child as the police's system holds it now, known by its own reference.

    `report` says it in the names of our own way in; `said` as it was written. `unread` says why nobody could read it.
    """

    police_ref: str
    report: Mapping[str, str]
    said: Mapping[str, str]
    unread: Reject | None = None
    line: int = 0
    part: str = ""


RowSaid = PersonSaid | EventSaid | TieSaid | WorkerSaid | KnownSaid
Read = RowSaid | MissingSaid | Reject | Caution


def shown(value: object) -> str:
    """A bad value cut to a length that is safe on a screen, with control characters made visible."""
    text = "" if value is None else str(value)
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return "".join(mark if mark.isprintable() else "·" for mark in cut)
