"""Addresses ruled by a sentence, as workers meet them: who may not know of a record is told nothing of it.

What the sentence lets somebody do has tests in its room (`walk` in access/routes.toml). Here each such address, and a
document kept beside the record, is opened by workers in every relation to it. Whoever may not know of it is answered
as of a record that was never there, by the same bytes and with as many questions to the database.
"""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.access.actions import NeverOpens
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.matrix import RELATIONS, routes
from kingfisher.access.roles import ROLES
from kingfisher.kernel.base import EXISTS
from kingfisher.kernel.verdict import NotThere
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.laid import SECRET
from kingfisher.project.tests.reaching import Worker, browser, worker
from kingfisher.project.tests.standing import Standing, role_for
from kingfisher.project.tests.world import ALL, World, look
from tests.cast import gather

ROUTES = [r for r in routes() if r.rule and r.reaches in ALL and r.door == "page"]
FILE = next(r for r in routes() if r.name == "documents:open")
FAMILY = SECRET.split()[1]
SHUT = ("none", "revoked", "expired", "conflict", "sealed")
OPENED = ("own_agency", "shared", "disclosed", "on_the_team", "named", "restricted", "break_glass")
FURTHER = {"power_id": "sro", "power": "sro"}  # what an address names beside the record, where a 1 would not do
# One's own log grows with every page one asks for; how often each agency shares or refuses is counted for all to see.
OPENLY = ("trail:mine", "sharing:refusals")
LEVEL = {each.name: each.level for each in RELATIONS}


def _address(route, key: UUID) -> str:
    first, *more = re.findall(r"<(\w+):(\w+)>", route.address)
    return reverse(route.name, kwargs={first[1]: key} | {name: FURTHER.get(name, 1) for _, name in more})


def test_every_sort_laid_here_has_an_address():
    assert {r.reaches for r in ROUTES} == set(ALL)


@pytest.mark.parametrize("reaches", ALL)
def test_whoever_works_on_it_opens_each_of_its_addresses(reaches, world):
    record = world.laid[reaches]
    client = browser(world.cast.placements[record.by], record.by)
    opening = [r for r in ROUTES if r.reaches == reaches and r.method == "GET"]
    met = {r.name: client.get(_address(r, record.key)).status_code for r in opening}
    assert 404 not in met.values(), met
    assert {200, 302} & set(met.values()), f"her role opens none of {met}"
    assert client.get(_address(FILE, world.documents[reaches])).status_code in (200, 403)


@pytest.mark.parametrize("relation", SHUT)
def test_of_what_is_not_for_her_she_is_told_nothing(relation, world):
    standing, odd = Standing(world, relation), []
    for sort, record in world.laid.items():
        who = standing.to(sort)
        tried = [(r, record.key) for r in ROUTES if r.reaches == sort] + [(FILE, world.documents[sort])]
        allowed = ROLES[role_for(world, sort)].permissions
        for route, key in ((r, k) for r, k in tried if r.permission in allowed):
            nothing, ask = uuid4(), getattr(who.client, route.method.lower())
            with CaptureQueriesContext(connection) as asked:
                unseen = ask(_address(route, key))
            with CaptureQueriesContext(connection) as asked_of_nothing:
                missing = ask(_address(route, nothing))
            if (unseen.status_code, missing.status_code) != (404, 404):
                odd.append(f"{route.name} of {sort} answers {unseen.status_code}, of nothing {missing.status_code}")
            elif plain(unseen, key) != plain(missing, nothing):
                odd.append(f"{route.name} of {sort} tells the two apart")
            elif len(asked) != len(asked_of_nothing):
                odd.append(f"{route.name} of {sort} takes longer over one of the two")
    assert odd == []


def _level(world: World, sort: str, relation: str, opened: bool) -> int:
    """How far she then sees by the rules alone, worked out without the database's policy."""
    folder, role = world.folder(sort), ROLES[role_for(world, sort)]
    level = LEVEL[relation](role) if relation != "break_glass" or opened else LEVEL["shared"](role)
    if folder["marking"] and folder["marking"] not in role.clearances:
        return 0
    if relation in ("own_agency", "restricted") and folder["team_only"]:
        level = min(level, EXISTS)
    if folder["restricted"] and not (relation == "break_glass" and opened):
        level = min(level, EXISTS)
    return level


@pytest.mark.parametrize("relation", OPENED)
def test_she_is_shown_what_was_opened_to_her_and_no_further(relation, world):
    standing, odd = Standing(world, relation), []
    for sort, record in world.laid.items():
        who = standing.to(sort)
        opened = relation == "break_glass" and _in_an_emergency(world, who, record.folder_id)
        level = _level(world, sort, relation, opened)
        with acting_as(actor_for(who.placement_id, at=world.now, purpose="safeguard_child")) as actor:
            ruled = policy.levels(actor, [record.folder_id]).get(record.folder_id, 0)
        if ruled != level:
            odd.append(f"{sort}: level {ruled}, not {level}")
        tried = [(r, record.key, record.reads) for r in ROUTES if r.reaches == sort and r.method == "GET"]
        allowed = ROLES[role_for(world, sort)].permissions
        for route, key, reads in [*tried, (FILE, world.documents[sort], 3)]:
            if route.permission not in allowed:
                continue
            answer = who.client.get(_address(route, key))
            if level < (reads or 3) and (answer.status_code != 404 or FAMILY.encode() in answer.content):
                odd.append(f"{route.name} of {sort} is shown at level {level}: {answer.status_code}")
            if reads and level >= reads and answer.status_code == 404:
                odd.append(f"{route.name} of {sort} is hidden at level {level}")
    assert odd == []


def _in_an_emergency(world: World, who: Worker, folder: UUID) -> bool:
    with acting_as(actor_for(who.placement_id, at=world.now, purpose="safeguard_child")) as actor:
        try:
            access.break_glass(actor, folder_id=folder, why="a child may be harmed tonight", at=world.now)
        except (NotThere, NeverOpens):
            return False
        return True


@pytest.mark.parametrize("role", ["front_door_manager", "detective_inspector"])
def test_no_list_count_or_search_tells_of_any_of_them(role, world):
    """As every list and number was before they were laid, so it is after, to a worker of another agency."""
    seen = world.onlookers[role, "none"]
    _as_before(seen.before, look(seen.who))
    renewed = look(seen.who, headers={"HX-Request": "true"})
    assert [name for name, text in renewed.items() if FAMILY in text] == [], "a part that renews itself tells of it"
    found, nothing = (seen.who.client.get("/people/search", {"q": q}).content for q in (FAMILY, "Nobodysname"))
    assert found.count(b"<li") == nothing.count(b"<li")


def _as_before(before: dict[str, str], after: dict[str, str]) -> None:
    assert [name for name, text in after.items() if FAMILY in text] == []
    changed = [name for name, text in after.items() if text != before[name] and name not in OPENLY]
    assert changed == [], "tell that something is there"


def test_no_system_of_another_agency_is_told_of_any_of_them(world):
    """The interface: every operation that names no record, by the system of an agency that has nothing of it."""
    with acting_as(actor_for(gather.founded, at=world.now, via="command")) as installer:
        system = access.add_worker(installer, name="Harbour's system", is_service=True, at=world.now)
        place = access.give_place(installer, worker_id=system, organisation_code="harbour", role_code="agency_system",
                                  at=world.now)  # fmt: skip
        key = access.make_machine_key(installer, placement_id=place, label="harbour", at=world.now)
    told = [r for r in routes() if r.door == "machine" and r.method == "GET" and "<" not in r.address]
    assert told
    for route in told:
        answer = Client().get(route.address, HTTP_AUTHORIZATION=f"Bearer {key}")
        assert FAMILY not in answer.content.decode()
        assert answer.status_code == 200 and answer.json() in ([], {"items": [], "count": 0}), route.address


@pytest.mark.parametrize("reaches", ["disruption plan", "report of intelligence", "crime"])
def test_what_is_marked_for_police_is_nothing_to_whoever_is_not_cleared_even_by_name(reaches, world):
    record = world.laid[reaches]
    who = worker(world.cast, world.now, role="front_door_manager", relation="named")
    with world.lay.be(record.by) as owner:
        to = access.Receiver(placement_id=who.placement_id)
        access.grant(
            owner, folder_id=record.folder_id, to=to, level=3, basis="ca2004_s10", because="a test", at=world.now
        )  # fmt: skip
    with acting_as(actor_for(who.placement_id, at=world.now, purpose="safeguard_child")) as actor:
        assert policy.levels(actor, [record.folder_id]).get(record.folder_id, 0) == 0


@pytest.mark.parametrize("role", ["front_door_manager", "detective_inspector"])
def test_whoever_is_kept_out_of_them_all_finds_every_list_of_her_own_agency_as_it_was(role, world):
    """A conflict of interest with every folder that was laid: nothing on any list says that one is there."""
    seen = world.onlookers[role, "conflict"]
    for name in world.cast.placements:
        with world.lay.be(name) as owner:
            for folder in _laid_since(owner, world.now):
                access.bar(owner, folder_id=folder, worker_id=seen.who.worker_id, why="a test", at=world.now)
    _as_before(seen.before, look(seen.who))


def _laid_since(owner, now) -> list[UUID]:
    """Folders of her own agency that she may write in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.id FROM access_folder f JOIN access_ruling r ON r.folder_id = f.id "
            "WHERE f.created_at >= %s AND r.holds_the_pen", [now - timedelta(days=40)]
        )  # fmt: skip
        return [key for (key,) in cursor]
