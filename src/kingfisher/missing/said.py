"""What a report of a missing child says, read from whatever was sent. Odd values are named and left out, never guessed."""  # noqa: E501

import json
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from kingfisher.kernel.timing import LONDON

LONGEST = 5_000
CODES = {"kind": "missing_kind", "risk": "missing_risk", "source": "missing_source",
         "found_how": "missing_found_how", "legal_status": "missing_legal_status"}  # fmt: skip
MOMENTS = ("changed_at", "reported_at", "last_seen_at", "found_at", "prevention_at")
WHAT = ("missing", "back", "cancelled")
WORDS = (
    "given_name", "family_name", "name", "card_ref", "police_ref", "last_seen_place", "risk_why", "wearing", "worry",
    "companions", "home", "placed_by", "reporter_name", "reporter_phone", "found_place", "found_with", "condition",
    "harm", "prevention_name", "prevention_words",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One report as it was understood. Empty means not said."""

    what: str = "missing"
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    born_on: date | None = None
    card_ref: str = ""
    police_ref: str = ""
    kind: str = ""
    source: str = ""
    risk: str = ""
    risk_why: str = ""
    changed_at: datetime | None = None
    reported_at: datetime | None = None
    last_seen_at: datetime | None = None
    last_seen_place: str = ""
    wearing: str = ""
    worry: str = ""
    companions: str = ""
    home: str = ""
    placed_by: str = ""
    legal_status: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""
    found_at: datetime | None = None
    found_place: str = ""
    found_how: str = ""
    found_with: str = ""
    condition: str = ""
    harm: str = ""
    prevention_at: datetime | None = None
    prevention_name: str = ""
    prevention_words: str = ""

    @property
    def called(self) -> str:
        return self.name or f"{self.given_name} {self.family_name}".strip()

    @property
    def nameless(self) -> str:
        """What a child is called while nobody has said a name: by the number that was given."""
        if self.card_ref:
            return f"Child of card {self.card_ref}"
        return f"Child of police report {self.police_ref}" if self.police_ref else "Child whose name was not given"


@dataclass(frozen=True)
class Read:
    """A report, or None where nobody could say which child it is about; and what was odd in it, in words."""

    told: Told | None
    problems: tuple[str, ...] = ()


@dataclass
class _Reading:
    said: dict[str, Any]
    at: datetime
    codes: dict[str, list[str]]
    problems: list[str] = field(default_factory=list)

    def words(self, name: str) -> str:
        value = self.said.get(name, "")
        if isinstance(value, str):
            return value.replace("\x00", "").strip()[:LONGEST]
        if value not in (None, ""):
            self.problems.append(f"{name} is not text.")
        return ""

    def moment(self, name: str) -> datetime | None:
        typed = self.words(name)
        if not typed:
            return None
        try:
            found = datetime.fromisoformat(typed)
            found = (found if found.tzinfo else found.replace(tzinfo=LONDON)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.problems.append(f"{name} is not a moment like 2026-11-25T21:40:00+00:00.")
            return None
        if found > self.at:
            self.problems.append(f"{name} lies in the future, so it was left out.")
            return None
        return found

    def day(self, name: str) -> date | None:
        typed = self.words(name)
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self.problems.append(f"{name} is not a day like 2012-05-03.")
            return None

    def code(self, name: str) -> str:
        typed = self.words(name).lower().replace(" ", "_")
        if typed and typed not in self.codes[name]:
            self.problems.append(f"{name} is not one of {', '.join(self.codes[name])}.")
            return ""
        return typed


def read_report(body: bytes, *, at: datetime, codes: dict[str, list[str]]) -> Read:
    """The report in this body; `codes` are the values each coded field may have. Never raises."""
    try:
        said = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return Read(None, ("It is not JSON.",))
    if not isinstance(said, dict):
        return Read(None, ("It is not a JSON object.",))
    reading = _Reading(said, at, codes)
    told = _told(reading)
    known = {f.name for f in fields(Told)}
    reading.problems += [f"{str(name)[:60]} is not a field we know; it is kept as it came." for name in said
                         if name not in known]  # fmt: skip
    if not (told.called or told.card_ref or told.police_ref):
        return Read(None, ("It does not say which child: give a name, a card_ref or a police_ref.", *reading.problems))
    return Read(told, tuple(reading.problems))


def _told(reading: _Reading) -> Told:
    what = reading.words("what") or "missing"
    if what not in WHAT:
        reading.problems.append("what is missing, back or cancelled; it was read as missing.")
        what = "missing"
    found: dict[str, Any] = {name: reading.words(name) for name in WORDS}
    found |= {name: reading.moment(name) for name in MOMENTS}
    found |= {name: reading.code(name) for name in CODES}
    told = Told(what=what, born_on=reading.day("born_on"), **found)
    if told.last_seen_at and told.found_at and told.found_at < told.last_seen_at:
        reading.problems.append("found_at comes before last_seen_at, so it was left out.")
        return Told(**{**told.__dict__, "found_at": None})
    return told


def as_json(told: Told) -> dict[str, str]:
    """What was understood, for keeping; what was not said is left out."""
    said = {f.name: getattr(told, f.name) for f in fields(Told)}
    return {n: v.isoformat() if isinstance(v, date | datetime) else v for n, v in said.items() if v}
