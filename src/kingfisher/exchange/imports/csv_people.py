"""A line of the plain persons list as a person, and the worker who knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kingfisher.kernel.numbers import Checked, nhs_number, pnc_id, upn
from kingfisher.kernel.reach import phone, postcode

from .codes import codelist
from .csv_row import LONGEST, CsvRow
from .remarks import sex_of
from .shapes import Address, Coded, Identifier, Name, PersonSaid, Phone, Place, Read, WorkerSaid
from .values import Born, born, is_mangled_number

_KINDS = {"child": "child", "c": "child", "adult": "adult", "a": "adult"}
_SCHEMES = {
    "dfe": "dfe",
    "nhs": "nhs",
    "ons18": "ons18",
    "18+1": "ons18",
    "observed6": "observed6",
    "6+1": "observed6",
}
_CHECKED = (
    ("nhs_number", nhs_number, "NHS number"),
    ("upn", upn, "pupil number"),
    ("pnc_id", pnc_id, "PNC id"),
)
_APART = re.compile(r"\s*[;|]\s*")


def person(row: CsvRow) -> Iterator[Read]:
    """One person; rejected where nothing says who they are, or the birth date cannot be read."""
    local_id = row.text("person_id")
    if local_id in row.seen:
        row.reject("person_id", "this person stands in the file twice; the first is kept")
        return
    birth = born(row.text("born_on"))
    if birth.why:
        row.reject("born_on", birth.why)
        return
    found = _person(row, local_id, birth)
    if not (found.names or found.born_on or found.expected_on or found.identifiers):
        row.reject("person_id", "no name, no date of birth and no number says who this is")
        return
    row.seen.add(local_id)
    row.notes.order(
        row.heading("died_on"), birth.on, found.died_on, "this death is before the birth; both kept as said"
    )
    yield found
    yield from _worker(row, local_id)


def _person(row: CsvRow, local_id: str, birth: Born) -> PersonSaid:
    sex, _ = row.notes.code(codelist("cin", "sex"), row.heading("sex"), row.text("sex"))
    protected = row.yes("address_protected") is True
    return PersonSaid(
        local_id=local_id,
        kind=_KINDS.get(row.text("kind").lower(), ""),
        names=_names(row),
        sex=sex_of(sex),
        born_on=birth.on,
        born_estimated=birth.estimated,
        expected_on=row.date("expected_on"),
        died_on=row.date("died_on"),
        ethnicity=_ethnicity(row),
        nationality=row.short("nationality"),
        disabilities=_disabilities(row),
        language=row.short("language"),
        identifiers=_identifiers(row),
        addresses=_addresses(row, protected),
        phones=_phones(row),
        school=_place(row, "school", "school_urn"),
        gp=_place(row, "gp", "gp_code"),
        further={"email": row.short("email")} if row.text("email") else {},
        protected=protected,
        said=row.said(),
        folder_category=row.text("category").lower()[:40],
        line=row.notes.line,
        part=row.notes.part,
    )


def _names(row: CsvRow) -> tuple[Name, ...]:
    given, middle, family = row.short("given_names"), row.short("middle_names"), row.short("family_name")
    if not given and not family and (whole := row.short("full_name")):
        given, middle, family = split_name(whole)
    if given and not middle and " " in given:
        given, _, middle = given.partition(" ")
    names = [Name(given, middle, family)] if given or family else []
    if known := row.short("known_as"):
        names.append(Name(known, "", "", "known_as"))
    if former := row.short("former_family_name"):
        names.append(Name("", "", former, "former"))
    for one in _APART.split(row.text("alias"))[:20]:
        if one:
            names.append(Name(*split_name(one[:LONGEST]), "alias"))
    return tuple(names)


def split_name(whole: str) -> tuple[str, str, str]:
    """(given, middle, family) of a whole name: the family name before a comma, or else the last word."""
    before, comma, after = whole.partition(",")
    if comma:
        given, _, middle = after.strip().partition(" ")
        return given, middle, before.strip()
    words = whole.split()
    return (words[0], " ".join(words[1:-1]), words[-1]) if len(words) > 1 else (whole, "", "")


def _identifiers(row: CsvRow) -> tuple[Identifier, ...]:
    kept = []
    for name, check, words in _CHECKED:
        said = row.text(name)
        if not said:
            continue
        if is_mangled_number(said):
            row.notes.caution(row.heading(name), said, "a spreadsheet has shortened this number; it is left out")
            continue
        checked: Checked | None = check(said)
        if checked:
            if not checked.valid:
                why = f"this {words} {checked.why}; kept as said, never matched on"
                row.notes.caution(row.heading(name), said, why)
            kept.append(Identifier(name, checked.value[:64], "", checked.valid))
    if cro := row.text("cro_number"):
        kept.append(Identifier("cro_number", cro[:64]))
    if other := row.text("other_id"):
        kept.append(Identifier(row.text("other_id_scheme")[:60] or "other", other[:64]))
    return tuple(kept)


def _ethnicity(row: CsvRow) -> Coded | None:
    said = row.text("ethnicity")
    if not said:
        return None
    named = _SCHEMES.get(row.text("ethnicity_scheme").lower().replace(" ", ""))
    coded = _ethnic_code(said, named or "")
    if coded.words:
        return coded
    row.notes.caution(row.heading("ethnicity"), said, "not a code we know; kept as it was said")
    return coded


@lru_cache(maxsize=10_000)
def _ethnic_code(said: str, named: str) -> Coded:
    # observed6 is how an officer saw someone: never guessed, only when the file says so
    for scheme in (named,) if named else ("dfe", "ons18", "nhs"):
        found = codelist("ethnicity", scheme).find(said)
        if found:
            return Coded(scheme, *found)
    return Coded(named or "as said", said[:LONGEST])


def _disabilities(row: CsvRow) -> tuple[Coded, ...]:
    said = row.text("disabilities")
    if not said:
        return ()
    codes = codelist("cin", "disability")
    kept = []
    for one in _APART.split(said)[:30]:
        found = codes.find(one)
        kept.append(Coded("cin", *found) if found else Coded("as said", one[:LONGEST]))
    return tuple(kept)


def _addresses(row: CsvRow, protected: bool) -> tuple[Address, ...]:
    lines = tuple(filter(None, (row.short(f"address_{one}") for one in (1, 2, 3))))
    if not lines and (whole := row.text("address")):
        lines = tuple(part.strip()[:LONGEST] for part in whole.split(",") if part.strip())[:10]
    town, code = row.short("town"), row.text("postcode")
    if not (lines or town or code):
        return ()
    known = postcode(code)
    if code and known is None:
        row.notes.caution(row.heading("postcode"), code, "not the shape of a postcode; kept as it was said")
    began, ended = row.date("address_from"), row.date("address_to")
    row.notes.order(row.heading("address_to"), began, ended, "left before moving in; both kept as said")
    return (Address(lines, town, known or code[:20], row.text("uprn")[:12], began, ended, protected),)


def _phones(row: CsvRow) -> tuple[Phone, ...]:
    kept = []
    for name in ("phone", "phone_2"):
        said = row.text(name)
        if said:
            number = phone(said)
            if number is None:
                row.notes.caution(row.heading(name), said, "not the shape of a phone number; kept as it was said")
            kept.append(Phone(number or said[:40]))
    return tuple(kept)


def _place(row: CsvRow, name: str, code: str) -> Place | None:
    told = Place(row.short(name), row.text(code)[:20])
    return told if told.name or told.code else None


def _worker(row: CsvRow, local_id: str) -> Iterator[WorkerSaid]:
    worker, team = row.short("worker"), row.short("worker_team")
    if worker or team:
        columns = [name for name in ("worker", "worker_team", "worker_role", "worker_phone") if name in row.told]
        yield WorkerSaid(
            local_id,
            worker,
            team,
            row.short("worker_role"),
            row.text("worker_phone")[:40],
            said={row.heading(name): row.whole(name) for name in columns},
            folder_category=row.text("category").lower()[:40],
            line=row.notes.line,
            part=row.notes.part,
        )
