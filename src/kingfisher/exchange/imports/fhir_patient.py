"""A FHIR patient (R4, UK Core or Personal Demographics Service) as a person, the people named, and the GP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kingfisher.kernel.numbers import nhs_number
from kingfisher.kernel.reach import phone, postcode

from .codes import codelist
from .fhir_tree import Resource, Tree, extension, text, texts, trees
from .remarks import Remarks, id_fault
from .shapes import (
    Address,
    Coded,
    Identifier,
    Name,
    PersonSaid,
    Phone,
    Place,
    Read,
    TieSaid,
    WorkerSaid,
    shown,
)
from .values import born, day

_RESTRICTED = {"R", "V", "REDACTED"}
_SEXES = {"male", "female", "other", "unknown"}
_LONGEST = 200
_MOST = 40  # names, addresses or numbers of one person; more is no record of a person


def patient(resource: Resource, notes: Remarks) -> Iterator[Read]:
    """Everything said of one patient; rejected without any number or with an unreadable birth date."""
    tree = resource.tree
    identifiers = _identifiers(tree, notes)
    local_id = text(tree, "id") or next((one.value for one in identifiers if one.scheme == "nhs_number"), "")
    said_born = text(tree, "birthDate")
    if fault := id_fault(local_id):
        notes.reject("id", local_id, fault)
        return
    if why := born(said_born).why:
        notes.reject("birthDate", said_born, why)
        return
    protected = any(text(one, "code").upper() in _RESTRICTED for one in trees(tree, "meta", "security"))
    yield _person(resource, local_id, identifiers, protected, notes)
    yield from _ties(tree, local_id, notes)
    yield from _practices(tree, local_id, notes)


def _person(
    resource: Resource, local_id: str, identifiers: tuple[Identifier, ...], protected: bool, notes: Remarks
) -> PersonSaid:
    tree = resource.tree
    birth = born(text(tree, "birthDate"))
    names = tuple(_name(one) for one in trees(tree, "name")[:_MOST])
    if not any(one.given or one.family for one in names):
        notes.caution("name", "", "no name is given")
    if birth.on is None:
        notes.caution("birthDate", "", "no date of birth is given")
    practice = next(iter(trees(tree, "generalPractitioner")), None)
    died = _day(text(tree, "deceasedDateTime"))
    if birth.on and died and died < birth.on:
        notes.caution("deceasedDateTime", died, "this death is before the birth; both kept as said")
    return PersonSaid(
        local_id=local_id,
        names=names,
        sex=text(tree, "gender") if text(tree, "gender") in _SEXES else "",
        born_on=birth.on,
        born_estimated=birth.estimated,
        died_on=died,
        ethnicity=_ethnicity(tree, notes),
        language=_language(tree),
        identifiers=identifiers,
        addresses=tuple(_address(one, protected, notes) for one in trees(tree, "address")[:_MOST]),
        phones=_phones(tree, notes),
        gp=Place(text(practice, "display"), text(practice, "identifier", "value")) if practice else None,
        further=_further(tree, notes),
        protected=protected,
        said=resource.said,
        line=resource.line,
        part=notes.part,
    )


def _day(said: str) -> date | None:
    return day(said[:10]) if said else None


def _name(said: Tree) -> Name:
    given = texts(said, "given")
    family = text(said, "family")[:_LONGEST]
    if not given and not family:
        given = [text(said, "text")]
    use = codelist("health", "name_use").words(text(said, "use")) or "usual"
    first = given[0][:_LONGEST] if given else ""
    middle = " ".join(given[1:])[:_LONGEST]
    return Name(first, middle, family, use, _day(text(said, "period", "start")), _day(text(said, "period", "end")))


def _identifiers(tree: Tree, notes: Remarks) -> tuple[Identifier, ...]:
    kept = []
    for said in trees(tree, "identifier")[:_MOST]:
        system, value = text(said, "system"), text(said, "value")
        if not value:
            continue
        if not system.endswith("nhs-number"):
            scheme = system.rstrip("/").rpartition("/")[2][:60] or "other"
            kept.append(Identifier(scheme, value[:64]))
            continue
        checked = nhs_number(value)
        status = _status(said)
        if checked and not checked.valid:
            notes.caution("identifier", value, f"this NHS number {checked.why}; kept as said, never matched on")
        if checked:
            kept.append(Identifier("nhs_number", checked.value[:64], status, checked.valid))
    return tuple(kept)


def _status(said: Tree) -> str:
    told = extension(said, "NHSNumberVerificationStatus")
    coding = next(iter(trees(told, "valueCodeableConcept", "coding")), None)
    return codelist("health", "verification").words(text(coding, "code")) or text(coding, "display")


def _ethnicity(tree: Tree, notes: Remarks) -> Coded | None:
    coding = next(iter(trees(extension(tree, "EthnicCategory"), "valueCodeableConcept", "coding")), None)
    code = text(coding, "code")
    if not code:
        return None
    words = codelist("ethnicity", "nhs").words(code)
    if not words:
        notes.caution("EthnicCategory", code, "not a code we know; kept as it was said")
    return Coded("nhs", code[:20], words or text(coding, "display")[:_LONGEST])


def _language(tree: Tree) -> str:
    spoken = extension(tree, "NHSCommunication")
    coding = next(iter(trees(extension(spoken, "language"), "valueCodeableConcept", "coding")), None)
    coding = coding or next(iter(trees(tree, "communication", "language", "coding")), None)
    return (text(coding, "display") or text(coding, "code"))[:_LONGEST]


def _address(said: Tree, protected: bool, notes: Remarks) -> Address:
    lines = tuple(line[:_LONGEST] for line in texts(said, "line")[:10])
    code = text(said, "postalCode")
    known = postcode(code)
    if code and known is None:
        notes.caution("postalCode", code, "not the shape of a postcode; kept as it was said")
    keys = [one for one in trees(said, "extension") if "AddressKey" in text(one, "url")]
    uprn = next(
        (
            text(extension(key, "value"), "valueString")
            for key in keys
            if text(extension(key, "type"), "valueCoding", "code") == "UPRN"
        ),
        "",
    )
    return Address(
        lines or ((text(said, "text")[:_LONGEST],) if text(said, "text") else ()),
        text(said, "city")[:_LONGEST],
        known or shown(code),
        uprn[:12],
        _day(text(said, "period", "start")),
        _day(text(said, "period", "end")),
        protected,
        text(said, "use") or "home",
    )


def _phones(said: Tree, notes: Remarks) -> tuple[Phone, ...]:
    kept = []
    for one in trees(said, "telecom")[:_MOST]:
        value = text(one, "value")
        if text(one, "system") not in ("phone", "sms") or not value:
            continue
        number = phone(value)
        if number is None:
            notes.caution("telecom", value, "not the shape of a phone number; kept as it was said")
        kept.append(Phone(number or shown(value), text(one, "use")))
    return tuple(kept)


def _further(tree: Tree, notes: Remarks) -> dict[str, str]:
    told = {
        "died": "yes" if text(tree, "deceasedBoolean") == "true" else "",
        "multiple_birth": text(tree, "multipleBirthInteger") or text(tree, "multipleBirthBoolean"),
        "interpreter_required": text(
            extension(extension(tree, "NHSCommunication"), "interpreterRequired"), "valueBoolean"
        ),
        "email": next((text(one, "value") for one in trees(tree, "telecom") if text(one, "system") == "email"), ""),
    }
    for link in trees(tree, "link"):
        if text(link, "type") == "replaced-by":
            other = text(link, "other", "reference")
            notes.caution("link", other, "the sender says another record replaces this one; both stay apart here")
            told["replaced_by"] = other
    if text(tree, "active") == "false":
        notes.caution("active", "false", "the sender no longer uses this record; kept as said")
    return {name: value[:_LONGEST] for name, value in told.items() if value}


def _ties(tree: Tree, local_id: str, notes: Remarks) -> Iterator[TieSaid]:
    for said in trees(tree, "contact")[:_MOST]:
        name = next(iter(trees(said, "name")), {})
        whole = " ".join([*texts(name, "given"), text(name, "family")]).strip() or text(name, "text")
        yield TieSaid(
            local_id,
            _relationship(said),
            other_name=(whole or text(said, "organization", "display"))[:_LONGEST],
            from_on=_day(text(said, "period", "start")),
            to_on=_day(text(said, "period", "end")),
            phones=_phones(said, notes),
            said=said,
            line=notes.line,
            part=notes.part,
        )


def _relationship(said: Tree) -> str:
    for one in trees(said, "relationship"):
        coding = next(iter(trees(one, "coding")), None)
        known = codelist("health", "contact").words(text(coding, "code"))
        told = text(one, "text") or known or text(coding, "display") or text(coding, "code")
        if told:
            return told[:_LONGEST].lower()
    return "contact"


def _practices(tree: Tree, local_id: str, notes: Remarks) -> Iterator[WorkerSaid]:
    for said in trees(tree, "generalPractitioner")[:_MOST]:
        code, name = text(said, "identifier", "value"), text(said, "display")
        if code or name:
            yield WorkerSaid(
                local_id,
                team=(name or f"GP practice {code}")[:_LONGEST],
                role="GP practice",
                from_on=_day(text(said, "identifier", "period", "start")),
                to_on=_day(text(said, "identifier", "period", "end")),
                category="health",
                said=said,
                line=notes.line,
                part=notes.part,
            )
