"""Addresses ruled by a sentence, as workers meet them: who may not know of a record is told nothing of it.

What the sentence lets somebody do has tests in its room (`walk` in access/routes.toml). Here each such address is
opened by workers who may not know of the record: of another agency, one whose access was ended, one with a conflict of
interest, one who lacks the clearance. Each is answered as of a record that was never there, by the same bytes and with
as many questions to the database.
"""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.matrix import routes
from kingfisher.access.roles import ROLES
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.laid import SECRET
from kingfisher.project.tests.reaching import Worker, worker
from kingfisher.project.tests.ruled import RULED, Lays, Ruled

pytestmark = pytest.mark.django_db
ROUTES = [r for r in routes() if r.rule and r.reaches in RULED and r.door == "page"]
ROLE = {"council": "front_door_manager", "police": "detective_inspector"}
FAMILY = SECRET.split()[1]
RELATIONS = ("none", "revoked", "expired", "conflict")
LISTS = [r for r in routes() if "<" not in r.address and r.method == "GET" and r.door == "page"]
FURTHER = {"power_id": "sro", "power": "sro"}  # what an address names beside the record, where a 1 would not do
OWN_LOG = "trail:mine"  # it grows with every page one asks for


def _address(route, key: UUID) -> str:
    first, *more = re.findall(r"<(\w+):(\w+)>", route.address)
    return reverse(route.name, kwargs={first[1]: key} | {name: FURTHER.get(name, 1) for _, name in more})


def _somebody(cast, now, relation: str, record: Ruled) -> Worker:
    who = worker(cast, now, role=ROLE[record.agency], relation=relation, at_home=record.agency)
    with Lays(cast, now).be(record.by) as owner:
        given = {"folder_id": record.folder_id, "level": 3, "basis": "ca2004_s10", "because": "a test", "at": now}
        to = access.Receiver(organisation_id=cast.organisations["harbour"])
        if relation == "revoked":
            access.end_grant(owner, grant_id=access.grant(owner, to=to, **given), why="over", at=now)
        if relation == "expired":
            span = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
            access.grant(owner, to=to, **given, **span)
        if relation == "conflict":
            access.bar(owner, folder_id=record.folder_id, worker_id=who.worker_id, why="a test", at=now)
    return who


def test_every_sort_laid_here_has_an_address():
    assert {r.reaches for r in ROUTES} == set(RULED)


@pytest.mark.parametrize("reaches", RULED)
def test_whoever_works_on_it_opens_each_of_its_addresses(reaches, cast, clock, signed_in):
    record = RULED[reaches](Lays(cast, clock))
    client = signed_in(record.by)
    opening = [r for r in ROUTES if r.reaches == reaches and r.method == "GET"]
    met = {r.name: client.get(_address(r, record.key)).status_code for r in opening}
    assert 404 not in met.values(), met
    assert {200, 302} & set(met.values()), f"her role opens none of {met}"


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("reaches", RULED)
def test_of_what_is_not_for_her_she_is_told_nothing(reaches, relation, cast, clock):
    record = RULED[reaches](Lays(cast, clock))
    who = _somebody(cast, clock, relation, record)
    who.client.get("/desk")  # her first page notes that her session is alive; the ones compared do not
    for route in (r for r in ROUTES if r.reaches == reaches):
        if route.permission not in ROLES[ROLE[record.agency]].permissions:
            continue
        nothing, ask = uuid4(), getattr(who.client, route.method.lower())
        with CaptureQueriesContext(connection) as asked:
            unseen = ask(_address(route, record.key))
        with CaptureQueriesContext(connection) as asked_of_nothing:
            missing = ask(_address(route, nothing))
        assert (unseen.status_code, missing.status_code) == (404, 404), route.name
        assert plain(unseen, record.key) == plain(missing, nothing), f"{route.name} tells the two apart"
        assert len(asked) == len(asked_of_nothing), f"{route.name} takes longer over one of the two"


@pytest.mark.parametrize("role", ["front_door_manager", "detective_inspector"])
def test_no_list_count_or_search_tells_of_any_of_them(role, cast, clock):
    """As every list and number was before they were laid, so it is after, to a worker of another agency."""
    who = worker(cast, clock, role=role, relation="none")
    before = {r.name: plain(who.client.get(r.address)) for r in LISTS}
    for lay in RULED.values():
        lay(Lays(cast, clock))
    for route in LISTS:
        after = plain(who.client.get(route.address))
        assert FAMILY not in after, route.name
        assert after == before[route.name] or route.name == OWN_LOG, f"{route.name} tells that something is there"
    found = who.client.get("/people/search", {"q": FAMILY}).content.decode()
    assert found.count("<li") == who.client.get("/people/search", {"q": "Nobodysname"}).content.decode().count("<li")


@pytest.mark.parametrize("reaches", ["disruption plan", "report of intelligence"])
def test_what_is_marked_for_police_is_nothing_to_whoever_is_not_cleared_even_by_name(reaches, cast, clock):
    record = RULED[reaches](Lays(cast, clock))
    who = worker(cast, clock, role="front_door_manager", relation="named")
    with Lays(cast, clock).be(record.by) as owner:
        to = access.Receiver(placement_id=who.placement_id)
        access.grant(
            owner, folder_id=record.folder_id, to=to, level=3, basis="ca2004_s10", because="a test", at=clock
        )  # fmt: skip
    with acting_as(actor_for(who.placement_id, at=clock, purpose="safeguard_child")) as actor:
        assert policy.levels(actor, [record.folder_id]).get(record.folder_id, 0) == 0
