"""A statement of the fictional county as the product takes it: names, numbers, addresses, who is involved."""

from collections.abc import Iterable
from datetime import date, datetime

from kingfisher.kernel import numbers
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, InvolvementSaid, Said
from kingfisher.rulebook import ask

from .census import Statement
from .filing import filed
from .place import workers
from .shapes import EntrySeed, PersonSeed, When

CHECKS = {"nhs_number": numbers.nhs_number, "upn": numbers.upn, "pnc_id": numbers.pnc_id}
SAID_BY = {"nhs_number": "health", "upn": "schools", "pnc_id": "police"}  # whose word on a number is good
CASEHOLDERS = ("femi", "claudia", "tariq", "wai", "jude")
WORKERS = {worker.username: worker for worker in workers()}


def said(person: PersonSeed, held: Statement, code: str, entries: Iterable[EntrySeed], now: datetime) -> Said:
    """One organisation's statement of a person; `entries` are its own about them, which show who is involved."""
    due = person.unborn_due
    first, _, last = held.alias.rpartition(" ")
    more = {"parent_or_carer": held.parent_name} if held.parent_name else {}
    if person.placed_by:
        more["looked_after_by"] = person.placed_by
    return Said(
        kind="unborn" if due else held.kind, local_id=held.record_id, given_name=held.first_name.strip(),
        middle_names=held.middle_names, family_name=held.surname.strip(), known_as=held.known_as,
        sex=held.sex, born_on=date.fromisoformat(held.dob) if held.dob else None,
        expected_on=due.on(now) if due else None, school=held.school,
        phones=(held.phone,) if held.phone else (),
        aliases=(AliasSaid("alias", first, last),) if held.alias else (),
        identifiers=tuple(identifiers(held, code)), addresses=tuple(addresses(held)),
        involvements=tuple(involved(person, code, entries, now)), more=more,
    )  # fmt: skip


def identifiers(held: Statement, code: str) -> Iterable[IdentifierSaid]:
    """The numbers of a statement, each with what is wrong with it; verified where its own agency says it."""
    for scheme, check in CHECKS.items():
        if value := getattr(held, scheme):
            checked = check(value)
            good = checked.valid and (code.startswith(SAID_BY[scheme]) or code == "council")
            yield IdentifierSaid(scheme, checked.value, verified=good, flaw=checked.why)


def addresses(held: Statement) -> Iterable[AddressSaid]:
    if held.address or held.town or held.postcode:
        yield AddressSaid(lines=held.address, town=held.town, postcode=held.postcode)


def involved(person: PersonSeed, code: str, entries: Iterable[EntrySeed], now: datetime) -> Iterable[InvolvementSaid]:
    """Who at the organisation works with the person, since their first entry.

    In a story it is whoever wrote of them; of the county's other children only social care's have a worker.
    """
    firsts: dict[str, When] = {}
    for entry in entries:
        if not ask.category(filed(entry).category).exists_answers:
            continue  # who wrote it is named in its own folder, which answers nobody
        firsts.setdefault(entry.author, entry.happened)
    if person.truth.person_id == person.key:
        if code != "council" or person.truth.kind != "child" or not firsts:
            return
        holder = CASEHOLDERS[int(person.key[1:]) % len(CASEHOLDERS)]
        firsts = {holder: max(firsts.values(), key=lambda when: when.days_ago)}
    for username, since in firsts.items():
        yield worker_of(username, since, now)


def worker_of(username: str, since: When, now: datetime) -> InvolvementSaid:
    worker = WORKERS[username]
    place = worker.placements[0]
    return InvolvementSaid(
        worker.name, place.team.replace("_", " ").replace("-", " "),
        place.title or place.role.replace("_", " "), worker.phone, since.on(now),
    )  # fmt: skip
