"""The children in need census (XML, collections 2021-22 to 2025-26): children, referrals, assessments, plans.

A child without the council's own number, or with neither a birth date nor an expected one, is rejected. A
date out of order or a code nobody knows is let in as said, with a caution.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kingfisher.kernel.numbers import upn

from . import gate
from .cin_episodes import Episode, episode
from .codes import codelist
from .refusals import NotThisSource
from .remarks import References, Remarks, id_fault, sex_of
from .shapes import Coded, Identifier, PersonSaid, Read, Reject
from .values import born, is_nothing
from .xmltree import BreaksOff, Node, elements

SCHEME = "dfe"
PART = "Child"
LONGEST_NUMBER = 40


def read(path: Path, *, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the file now (raising a named refusal) and read it as the rows are asked for."""
    passed = gate.check(path, accepts=(gate.XML,), limit=limit)
    if passed.root.rpartition("}")[2] != "Message":
        raise NotThisSource("This XML file is not a children in need census: it does not begin with “Message”.")
    with Path(path).open("rb") as stream:
        first = next(elements(stream, "CollectionDetails", "Child"), None)
    if isinstance(first, Node) and first.tag == "CollectionDetails" and first.text("Collection").upper() != "CIN":
        raise NotThisSource(
            f"This is the return “{first.text('Collection')[:20]}”, not the children in need census (“CIN”)."
        )
    if not isinstance(first, Node):
        raise NotThisSource("There is no child in this file, so it is not a children in need census.")
    return _rows(Path(path))


def _rows(path: Path) -> Iterator[Read]:
    seen: set[str] = set()
    references = References()
    closes_on: date | None = None
    with path.open("rb") as stream:
        for node in elements(stream, "CollectionDetails", "Child"):
            if isinstance(node, BreaksOff):
                why = f"the file breaks off here ({node.why}); what comes after could not be read"
                yield Reject(node.line, PART, "", "", why)
            elif node.tag == "CollectionDetails":
                closes_on = born(node.text("ReferenceDate")).on
            else:
                yield from _child(node, seen, references, closes_on)


def _child(node: Node, seen: set[str], references: References, closes_on: date | None) -> Iterator[Read]:
    notes = Remarks(PART, node.line)
    person = _person(node, notes)
    if person is None:
        yield from notes.taken()
        return
    if person.local_id in seen:
        notes.caution("LAchildID", person.local_id, "this child stands in the file more than once; taken together")
    else:
        yield person
    seen.add(person.local_id)
    conferences: set[date] = set()
    for found in node.all("CINdetails"):
        yield from episode(Episode(found, person, closes_on, notes, references, conferences))
    yield from notes.taken()


def _person(node: Node, notes: Remarks) -> PersonSaid | None:
    about = node.first("ChildIdentifiers") or Node("ChildIdentifiers", node.line)
    local_id = about.text("LAchildID")
    if fault := id_fault(local_id):
        notes.reject("LAchildID", local_id, fault)
        return None
    arrival = _birth(about, notes)
    if arrival is None:
        return None
    died = notes.date("PersonDeathDate", about.text("PersonDeathDate"))
    notes.order("PersonDeathDate", arrival[0], died, "this death is before the birth; both kept as said")
    if about.words:
        notes.caution("ChildIdentifiers", about.words, "loose words between the elements; not part of any of them")
    sex, _ = notes.code(codelist("cin", "sex"), "Sex", about.text("Sex") or about.text("GenderCurrent"))
    marks = node.first("ChildCharacteristics") or Node("ChildCharacteristics", node.line)
    return PersonSaid(
        local_id=local_id,
        kind="child",
        sex=sex_of(sex),
        born_on=arrival[0],
        expected_on=arrival[1],
        died_on=died,
        ethnicity=notes.coded(SCHEME, codelist("ethnicity", "dfe"), "Ethnicity", marks.text("Ethnicity")),
        disabilities=_disabilities(marks, notes),
        identifiers=_identifiers(about, notes),
        further=_further(about, notes),
        said={"ChildIdentifiers": about.said(), "ChildCharacteristics": marks.said()},
        line=node.line,
        part=PART,
    )


def _birth(about: Node, notes: Remarks) -> tuple[date | None, date | None] | None:
    said, expected_said = about.text("PersonBirthDate"), about.text("ExpectedPersonBirthDate")
    birth, expected = born(said), born(expected_said)
    for field, value, found in (
        ("PersonBirthDate", said, birth),
        ("ExpectedPersonBirthDate", expected_said, expected),
    ):
        if found.why:
            notes.reject(field, value, found.why)
            return None
    if birth.on is None and expected.on is None:
        notes.reject("PersonBirthDate", said, "neither a date of birth nor an expected one is given")
        return None
    if birth.on and expected.on:
        notes.caution("ExpectedPersonBirthDate", expected_said, "a born child has an expected date too; both kept")
    return birth.on, expected.on


def _disabilities(marks: Node, notes: Remarks) -> tuple[Coded, ...]:
    codes = codelist("cin", "disability")
    box = marks.first("Disabilities")
    said = [node.words for node in box.all("Disability")] if box else []
    found = [notes.coded("cin", codes, "Disability", value) for value in said]
    if len(found) > 1 and any(one and one.code == "NONE" for one in found):
        notes.caution("Disability", "NONE", "“no disability” stands beside a disability; both kept as said")
    return tuple(one for one in found if one)


def _identifiers(about: Node, notes: Remarks) -> tuple[Identifier, ...]:
    kept = []
    for field, scheme in (("UPN", "upn"), ("FormerUPN", "former_upn")):
        checked = upn(about.text(field))
        if checked is None or is_nothing(checked.value):
            continue
        if not checked.valid:
            notes.caution(field, checked.value, f"this pupil number {checked.why}; kept as said, never matched on")
        kept.append(Identifier(scheme, checked.value[:LONGEST_NUMBER], "", checked.valid))
    return tuple(kept)


def _further(about: Node, notes: Remarks) -> dict[str, str]:
    said = about.text("UPNunknown")
    if is_nothing(said):
        return {}
    if about.text("UPN"):
        notes.caution("UPNunknown", said, "a pupil number is given, and also a reason for having none; both kept")
    code, words = notes.code(codelist("cin", "upn_unknown"), "UPNunknown", said)
    return {"no_upn_because": words or code}
