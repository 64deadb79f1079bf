"""What a row of a file becomes here: a statement of a person, a line of history. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kingfisher.exchange.imports.shapes import EventSaid, Identifier, PersonSaid
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, Said, age_on

ORDINARY = "general"
GROWN_UP = 18  # years; a child is a person under 18 (Children Act 1989 s.105)
_SEX = {"male": "M", "female": "F", "other": "U", "unknown": "U"}
_SCHEMES = {"cro_number": "cro"}
_FILING = Path(__file__).parent / "imports" / "codes" / "filing.toml"


@dataclass(frozen=True, slots=True)
class Filed:
    """Where an entry goes: the rulebook's kind of entry and sort of folder."""

    kind: str
    category: str


@cache
def _filing() -> dict[str, Filed]:
    told = tomllib.loads(_FILING.read_text(encoding="utf-8"))["kind"]
    return {kind: Filed(where["entry"], where["folder"]) for kind, where in told.items()}


def filed(event: EventSaid) -> Filed:
    """The kind and folder of an event; a folder the file itself names comes first."""
    where = _filing().get(event.kind) or _filing()["other"]
    return replace(where, category=event.folder_category) if event.folder_category else where


def digest(key: str) -> str:
    """A key as it is kept: recognisable, and saying nothing of the person by itself (BLAKE2b, 160 bits)."""
    return blake2b(key.encode("utf-8", "replace"), digest_size=20).hexdigest()


def cut(text: object, most: int) -> str:
    """Text that PostgreSQL will hold: no zero characters, no half characters, at most so long."""
    plain = text if isinstance(text, str) else "" if text is None else str(text)
    if not plain.isascii():
        plain = plain.encode("utf-8", "replace").decode("utf-8")
    return (plain.replace("\x00", "") if "\x00" in plain else plain)[:most]


def as_written(said: Any, depth: int = 0) -> Any:
    """What the file said, as JSON values that can be kept; empty parts are left out."""
    if isinstance(said, str):
        return said if said.isascii() and len(said) < 33_000 and "\x00" not in said else cut(said, 33_000)
    if isinstance(said, Mapping):
        kept = {cut(name, 200): as_written(value, depth + 1) for name, value in said.items()} if depth < 20 else {}
        return {name: value for name, value in kept.items() if value not in ("", None, {}, [])}
    if isinstance(said, list | tuple):
        return [as_written(value, depth + 1) for value in said] if depth < 20 else []
    return said if isinstance(said, bool | int) else cut(said, 33_000)


def statement_of(person: PersonSaid, *, source: str, on: date) -> Said:
    """One agency's statement from a row of its file.

    A protected person's address, phones, school and surgery are left out, with what was written, because a
    statement is read by other agencies as a summary: only that they are protected is said.
    """
    usual = next((name for name in person.names if name.use == "usual"), None)
    known = next((name for name in person.names if name.use == "known_as"), None)
    hidden = person.protected
    return Said(
        kind=kind_of(person, on=on),
        local_id=cut(person.local_id, 80),
        given_name=cut(usual.given if usual else "", 200),
        middle_names=cut(usual.middle if usual else "", 200),
        family_name=cut(usual.family if usual else "", 200),
        known_as=cut((known.given or known.family) if known else "", 200),
        sex=_SEX.get(person.sex, ""),
        born_on=person.born_on,
        born_estimated=person.born_estimated,
        expected_on=person.expected_on,
        died_on=person.died_on,
        ethnicity=cut(person.ethnicity.code if person.ethnicity and person.ethnicity.words else "", 20),
        ethnicity_scheme=cut(person.ethnicity.scheme if person.ethnicity and person.ethnicity.words else "", 20),
        language=cut(person.language, 60),
        interpreter_needed=person.further.get("interpreter_required", "") in ("true", "yes"),
        school=cut(person.school.name or person.school.code if person.school and not hidden else "", 200),
        gp=cut(person.gp.name or person.gp.code if person.gp and not hidden else "", 200),
        phones=() if hidden else tuple(cut(phone.number, 40) for phone in person.phones),
        aliases=tuple(
            AliasSaid(cut(name.use, 20), cut(name.given, 200), cut(name.family, 200))
            for name in person.names
            if name is not usual and name is not known
        ),
        identifiers=tuple(_identifier(one) for one in person.identifiers),
        addresses=() if hidden else tuple(_address(one) for one in person.addresses if not one.protected),
        more=_more(person, source),
    )  # fmt: skip


def kind_of(person: PersonSaid, *, on: date) -> str:
    """child, adult, unborn or unknown; by the age on that day where the file does not say."""
    if person.born_on is None and person.expected_on:
        return "unborn"
    if person.kind:
        return person.kind
    age = age_on(person.born_on, on)
    if age is None:
        return "unknown"
    return "child" if age < GROWN_UP else "adult"


def _identifier(one: Identifier) -> IdentifierSaid:
    flaw = "fails its check" if one.well_formed is False else ""
    scheme = cut(_SCHEMES.get(one.scheme, one.scheme), 30)
    return IdentifierSaid(scheme, cut(one.value, 80), one.status == "verified" and not flaw, flaw)


def _address(one: Any) -> AddressSaid:
    return AddressSaid(
        cut(", ".join(one.lines), 300), cut(one.town, 80), cut(one.postcode, 12), cut(one.uprn, 12), one.from_on,
        one.to_on,
    )  # fmt: skip


def _more(person: PersonSaid, source: str) -> dict[str, Any]:
    ethnicity = person.ethnicity
    told: dict[str, Any] = {
        "source": source,
        "protected": person.protected,
        "nationality": cut(person.nationality, 200),
        "disabilities": [[one.scheme, one.code, one.words] for one in person.disabilities],
        "ethnicity_said": cut(ethnicity.code, 200) if ethnicity and not ethnicity.words else "",
        "further": {name: cut(value, 200) for name, value in person.further.items()},
        "as_written": {} if person.protected else as_written(person.said),
    }
    if person.protected:
        told["further"].pop("email", None)
    return {name: value for name, value in told.items() if value}


def overlaid(current: Said, fresh: Said, *, source: str) -> Said:
    """The statement after another row about the same person: what the row says, over what other files said.

    `more["said_by"]` remembers which source said each thing, so a source can take back its own word and no other's.
    """
    first = current.more.get("source", "")
    said_by = dict(current.more.get("said_by") or {})
    values: dict[str, Any] = {}
    for part in fields(Said):
        if part.name in ("more", "kind"):
            continue
        before, now = getattr(current, part.name), getattr(fresh, part.name)
        if now:
            values[part.name], said_by[part.name] = now, source
        elif before and said_by.get(part.name, first) == source:
            values[part.name] = now
            said_by.pop(part.name, None)
        else:
            values[part.name] = before
    kind = fresh.kind if fresh.kind != "unknown" else current.kind
    written = dict(current.more.get("written") or {first: current.more.get("as_written", {})})
    written[source] = fresh.more.get("as_written", {})
    more = {**current.more, **fresh.more, "source": first, "said_by": {k: v for k, v in said_by.items() if v != first}}
    more.pop("as_written", None)
    if list(written) == [first]:
        more["as_written"] = written[first]
    else:
        more["written"] = written
    return Said(kind=kind, **values, more={name: value for name, value in more.items() if value})
