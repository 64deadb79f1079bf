"""What an agency may say of a person, as values; ages and names worked out from it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class AliasSaid:
    use: str = ""
    given_name: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierSaid:
    scheme: str = ""
    value: str = ""
    verified: bool = False
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class AddressSaid:
    lines: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    from_on: date | None = None
    until_on: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class InvolvementSaid:
    worker_name: str = ""
    team: str = ""
    job_title: str = ""
    phone: str = ""
    since_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One agency's whole statement about one person. Empty means not said; nothing is made up to fill it."""

    kind: str = "child"
    local_id: str = ""
    given_name: str = ""
    middle_names: str = ""
    family_name: str = ""
    known_as: str = ""
    sex: str = ""
    born_on: date | None = None
    born_estimated: bool = False
    born_said: str = ""
    expected_on: date | None = None
    died_on: date | None = None
    ethnicity: str = ""
    ethnicity_scheme: str = ""
    language: str = ""
    interpreter_needed: bool = False
    school: str = ""
    gp: str = ""
    phones: tuple[str, ...] = ()
    aliases: tuple[AliasSaid, ...] = ()
    identifiers: tuple[IdentifierSaid, ...] = ()
    addresses: tuple[AddressSaid, ...] = ()
    involvements: tuple[InvolvementSaid, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


# The columns of Person that come straight from Said.
PLAIN = (
    "kind", "local_id", "given_name", "middle_names", "family_name", "known_as", "sex", "born_on",
    "born_estimated", "born_said", "expected_on", "died_on", "ethnicity", "ethnicity_scheme", "language",
    "interpreter_needed", "school", "gp",
)  # fmt: skip


def as_json(said: Said) -> dict[str, Any]:
    """The whole statement as JSON values, empty parts left out."""
    found = _spoken(said)
    for part in ("aliases", "identifiers", "addresses", "involvements"):
        if part in found:
            found[part] = [_spoken(one) for one in found[part]]
    return found


def _spoken(said: Any) -> dict[str, Any]:
    spoken = {}
    for name in said.__slots__:
        value = getattr(said, name)
        if value:
            spoken[name] = value.isoformat() if isinstance(value, date) else value
    return spoken


_PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "aliases": (AliasSaid, ()),
    "identifiers": (IdentifierSaid, ()),
    "addresses": (AddressSaid, ("from_on", "until_on")),
    "involvements": (InvolvementSaid, ("since_on", "until_on")),
}
_DAYS = ("born_on", "expected_on", "died_on")


def said_again(spoken: Mapping[str, Any]) -> Said:
    """The statement that `as_json` made these values of."""
    words: dict[str, Any] = _with_days(spoken, _DAYS)
    words["phones"] = tuple(spoken.get("phones", ()))
    for part, (kind, days) in _PARTS.items():
        words[part] = tuple(kind(**_with_days(one, days)) for one in spoken.get(part, ()))
    return Said(**words)


def _with_days(spoken: Mapping[str, Any], days: tuple[str, ...]) -> dict[str, Any]:
    return dict(spoken) | {day: date.fromisoformat(spoken[day]) for day in days if day in spoken}


def fingerprint(said: Said | dict[str, Any]) -> str:
    """The same for the same statement, whatever the order of its keys; SHA-256 in hex. Takes `as_json` too."""
    spoken = as_json(said) if isinstance(said, Said) else said
    return hashlib.sha256(json.dumps(spoken, sort_keys=True, default=str).encode()).hexdigest()


def age_on(born_on: date | None, day: date) -> int | None:
    """Whole years; None when the birth date is not known or lies after the day.

    A child born on 29 February comes of age on 1 March in other years (Family Law Reform Act 1969 s.9 speaks
    of the commencement of the anniversary; [K] where there is none).
    """
    if born_on is None or born_on > day:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def shown_name(said: Said) -> str:
    """The name to put on screen: as said, never blended from two statements."""
    full = " ".join(part for part in (said.given_name, said.middle_names, said.family_name) if part)
    return full or said.known_as or "Name not known"


def said_gaps(said: Said) -> tuple[str, ...]:
    """What is missing for finding the person. Gaps never refuse a statement."""
    gaps = []
    if not (said.given_name or said.family_name or said.known_as):
        gaps.append("No name was given.")
    if said.kind != "unborn" and said.born_on is None and not said.born_said:
        gaps.append("No birth date or age was given.")
    if said.kind == "unborn" and said.expected_on is None:
        gaps.append("No expected date of birth was given.")
    return tuple(gaps)
