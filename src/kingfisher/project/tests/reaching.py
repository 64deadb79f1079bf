"""A record of each sort that an address may reach, and a worker standing to it in each relation. By actions alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from kingfisher.documents import actions as documents
from kingfisher.organisations import queries as places
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.postroom import actions as postroom
from kingfisher.project.tests import laid
from kingfisher.project.tests.laid import SECRET, Record
from kingfisher.referrals import queries as referrals
from kingfisher.referrals.tests.builders import sent
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.queries import request_file, subjects_from
from kingfisher.ui import paper
from tests.cast import Cast, gather

LETTER = b"""#let said = json(bytes(sys.inputs.said))
#set document(title: said.words)
#title()"""
TEAM = "those_who_work_in_it"
AT_HOME = {"own_agency", "sealed", "restricted", "conflict"}


def _person(cast: Cast, now: datetime) -> Record:
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        folder = access.open_folder(ruth, kind="person", category="child_in_need", at=now)
        given, family = SECRET.split()
        said = Said(given_name=given, family_name=family, born_on=date(2012, 1, 2))
        key, other = (people.state_person(ruth, folder_id=folder, said=said, at=now) for _ in range(2))
        return Record(key, folder, "child_in_need", {"right_id": other})


def _folder(cast: Cast, now: datetime) -> Record:
    found = _person(cast, now)
    return Record(found.folder_id, found.folder_id, found.category)


def _document(cast: Cast, now: datetime) -> Record:
    found = _person(cast, now)
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        key = documents.keep(
            ruth, folder_id=found.folder_id, about=("people.person", found.key), name="Letter.pdf",
            content=paper.as_pdf(LETTER, {"words": SECRET}, watermark=""), at=now,
        )  # fmt: skip
    return Record(key, found.folder_id, found.category)


def _arrival(cast: Cast, now: datetime) -> Record:
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        kept = postroom.accept_once(
            ruth, kind="concern", door="letter", body=SECRET.encode(), content_type="text/plain", at=now
        )
        return Record(kept.id, kept.folder_id, "front_door")


def _contact(cast: Cast, now: datetime) -> Record:
    taken = sent(cast, now, children=[{"name": SECRET, "born": "2 January 2012"}])
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        folder = referrals.contact_by_id(ruth, taken.contact_id).folder_id
    return Record(taken.contact_id, folder, "front_door", {"holder_id": cast.organisations["police"]})


def _request(cast: Cast, now: datetime) -> Record:
    named = _person(cast, now)
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        key = sharing.ask(
            ruth, holder_id=cast.organisations["police"], about=("people.mention", uuid4()),
            subjects=subjects_from(ruth, [named.key]), why="A teacher saw bruises.", at=now,
        )  # fmt: skip
        return Record(key, request_file(ruth, key).folder_id, "request", beside=(named.folder_id,))


# How to lay a record that an address of this sort reaches; a new sort in routes.toml with a level needs one here.
RECORDS: dict[str, Callable[[Cast, datetime], Record]] = {
    "person": _person, "folder": _folder, "document": _document, "arrival": _arrival, "contact": _contact,
    "request": _request, "plan": laid.plan, "meeting": laid.meeting, "child's steps": laid.child_steps,
    "complex abuse enquiry": laid.many_children,
}  # fmt: skip


@dataclass
class Worker:
    """Somebody of a role, in an agency of her own, and a browser in which she has signed in and said why."""

    placement_id: UUID
    worker_id: UUID
    organisation: str
    client: Client


def worker(
    cast: Cast, now: datetime, *, role: str, relation: str, at_home: str = "council", called: str = ""
) -> Worker:
    """A new worker: of the agency whose folder it is where the relation is to her own agency's, else of a charity."""
    organisation = at_home if relation in AT_HOME else "harbour"
    name = f"{role}_{relation}{called}"
    with acting_as(actor_for(gather.founded, at=now)) as installer:
        key = access.add_worker(installer, name=name, username=name, at=now)
        visit = ROLES[role].visits_days
        more = {"ends_at": now + timedelta(days=1), "given_for": "a test"} if visit else {}
        if relation == "on_the_team" and not places.team(installer, TEAM):
            access.add_team(installer, code=TEAM, name=TEAM, organisation_code="council", at=now)
        placement = access.give_place(
            installer,
            worker_id=key,
            organisation_code=organisation,
            role_code=role,
            at=now,
            team_codes=(TEAM,) if relation == "on_the_team" else (),
            **more,
        )
    return Worker(placement, key, organisation, browser(placement, name))


def browser(placement: UUID, username: str) -> Client:
    """In which she has signed in to this place and said why she is here."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    session = client.session
    session["placement"], session["purpose"] = str(placement), "safeguard_child"
    session.save()
    return client


def stand(cast: Cast, now: datetime, who: Worker, relation: str, record: Record, permissions: frozenset[str]) -> None:
    """Bring a worker into this relation to the record's folder, by those who may."""
    for beside in record.beside:
        stand(cast, now, who, relation, Record(record.key, beside, record.category), frozenset())
    folder = record.folder_id
    with acting_as(actor_for(cast.placements["ruth"], at=now, purpose="safeguard_child")) as ruth:
        given = {"folder_id": folder, "level": 3, "basis": "ca2004_s10", "because": "a test", "at": now}
        agency = access.Receiver(organisation_id=cast.organisations["harbour"])
        match relation:
            case "disclosed":
                access.grant(ruth, to=agency, **given)
            case "revoked":
                access.end_grant(ruth, grant_id=access.grant(ruth, to=agency, **given), why="over", at=now)
            case "expired":
                span = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
                access.grant(ruth, to=agency, **given, **span)
            case "on_the_team":
                team = places.team(ruth, TEAM)
                access.grant(ruth, to=access.Receiver(team_id=team), **given)
            case "named":
                access.grant(ruth, to=access.Receiver(placement_id=who.placement_id), **given)
            case "sealed" | "restricted":
                access.seal(
                    ruth, folder_id=folder, why="a test", restricted=relation == "restricted",
                    key_holders=[ruth.placement_id], at=now,
                )  # fmt: skip
            case "conflict":
                access.bar(ruth, folder_id=folder, worker_id=who.worker_id, why="a test", at=now)
    if relation in ("shared", "break_glass"):
        with acting_as(actor_for(cast.placements["ig_council"], at=now)) as lead:
            access.give_standing(
                lead, category=record.category, to=agency, level=2, agreement_ref="ISA-M", starts_at=now,
                ends_at=None, at=now,
            )  # fmt: skip
    if relation == "break_glass" and Permission.EMERGENCY_OPEN in permissions:
        with acting_as(actor_for(who.placement_id, at=now, purpose="safeguard_child")) as actor:
            access.break_glass(actor, folder_id=folder, why="a child may be harmed tonight", at=now)
