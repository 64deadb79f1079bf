"""What an agency may say of a person, as values; ages and names worked out from it. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kingfisher.kernel import text
from kingfisher.kernel.written import TURNS, readable, storable


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


def open_part(spoken: dict[str, Any]) -> dict[str, Any]:
    """What `as_json` says, with only a stub where a safe address was: for everybody who sees the statement."""
    if not any(one.get("protected") for one in spoken.get("addresses", ())):
        return spoken
    stubs = [{"protected": True} if one.get("protected") else one for one in spoken["addresses"]]
    return spoken | {"addresses": stubs}


def held_back(spoken: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What `open_part` leaves out: (marking, what was said)."""
    return [("protected_address", one) for one in spoken.get("addresses", ()) if one.get("protected")]


def with_safe_addresses(said: Said, read: Sequence[AddressSaid]) -> Said:
    """The statement with the safe addresses that may be read in place of their stubs, in the order they were said."""
    if not read:
        return said
    left = list(read)
    addresses = tuple(left.pop(0) if a.protected and left else a for a in said.addresses)
    return replace(said, addresses=addresses)


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
    return readable(full or said.known_as) or "Name not known"


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


CHECKS = {"nhs_number": text.nhs_number, "upn": text.upn, "pnc_id": text.pnc_id}
LONG_NAME, MOST_NAMES, OLDEST = 100, 6, timedelta(days=121 * 366)


def as_kept(said: Said) -> Said:
    """A statement as it is kept: every word as said, and each number with what is wrong with it."""
    said = storable(said)
    return replace(said, identifiers=tuple(_checked(one) for one in said.identifiers))


def _checked(one: IdentifierSaid) -> IdentifierSaid:
    check = CHECKS.get(one.scheme)
    found = check(one.value) if check else None
    if found is None:
        return one
    if not found.valid:
        return replace(one, verified=False, flaw=one.flaw or found.why)
    return replace(one, value=found.value)


def oddities(said: Said, *, on: date) -> tuple[str, ...]:
    """What of a statement cannot be right, or should be asked about, as sentences. It is kept as said all the same.

    `on` is the day it was said.
    """
    return (*_odd_names(said), *_odd_days(said, on), *(
        f"The {one.scheme.replace('_', ' ')} {one.value[:20]} {one.flaw}. It is not used to link records."
        for one in said.identifiers if one.flaw
    ))  # fmt: skip


def _odd_names(said: Said) -> list[str]:
    also = [f"{a.given_name} {a.family_name}" for a in said.aliases]
    found = []
    for name in (said.given_name, said.middle_names, said.family_name, said.known_as, *also):
        if not name.strip():
            continue
        if len(name) > LONG_NAME:
            found.append(f"A name is {len(name):,} characters long. Is it a name?")
        elif len(text.fold(name).split()) > MOST_NAMES:
            found.append("One field holds many names. Is it more than one person?")
        if not text.fold(name):
            found.append("A name has no letters.")
        if TURNS & set(name):
            found.append("A name carries hidden marks that turn the direction of writing.")
        if "\ufffd" in name:
            found.append("Part of a name could not be read.")
    return list(dict.fromkeys(found))


def _odd_days(said: Said, on: date) -> list[str]:
    read = text.birth_date(said.born_said, on=on) if said.born_said and not said.born_on else None
    asked = (
        ("The birth date lies after the day it was recorded.", bool(said.born_on and said.born_on > on)),
        ("By the birth date the person is over 120.", bool(said.born_on and on - said.born_on > OLDEST)),
        ("There is no such day as the birth date given.", bool(read and read.flags & {"impossible", "unread"})),
        ("The day of death lies before the birth date.",
         bool(said.born_on and said.died_on and said.died_on < said.born_on)),
        ("The day of death lies after the day it was recorded.", bool(said.died_on and said.died_on > on)),
        ("The baby is expected more than a year from now.",
         bool(said.expected_on and said.expected_on > on + timedelta(days=366))),
        ("An address ends before it begins.",
         any(a.from_on and a.until_on and a.until_on < a.from_on for a in said.addresses)),
    )  # fmt: skip
    return [sentence for sentence, is_so in asked if is_so]
