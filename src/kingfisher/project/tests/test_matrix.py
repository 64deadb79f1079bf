"""The matrix of access as workers meet it: every address that reaches a record, by role and by relation to it.

What `./kingfisher access matrix` says is what the site does; the side doors are tried in test_side_doors.py.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.matrix import BY_RULE, NOT_THERE, REFUSED, RELATIONS, SHOWN, expected, routes
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from kingfisher.pathway import queries as pathway
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.laid import SECRET, child_steps
from kingfisher.project.tests.reaching import RECORDS, stand, worker
from tests.cast import gather

pytestmark = pytest.mark.django_db
ALL = routes()
REACHING = [r for r in ALL if r.level and r.door == "page"]
SYSTEMS = sorted(code for code in ROLES if code.endswith(("_system", "_service", "_witness", "_guard")))
PEOPLE = [code for code in ROLES if code not in (*SYSTEMS, "installer")]  # the others cannot sign in at a page
FAMILY = SECRET.split()[1]
UNASKED = {"sharing:ask", "sharing:disclose", "accounts:new_password"}  # nothing is there until one is named with it
SLOW = {"meetings:paper_pdf", "meetings:family_pdf"}  # each sets a paper: shown to one role, tried for every relation


def _address(route, key: UUID, more: dict[str, UUID]) -> str:
    names = re.findall(r"<\w+:(\w+)>", route.address)
    return reverse(route.name, kwargs={n: key if i == 0 else more.get(n, key) for i, n in enumerate(names)})


def _headers(response, key: object) -> dict[str, str]:
    return {n: re.sub(r"nonce-[^']+", "", v).replace(str(key), "KEY") for n, v in response.headers.items()}


def _alike(role: str) -> tuple:
    """What of a role the policy looks at: two roles that are alike here stand to every record in the same way."""
    found = ROLES[role]
    return found.own_level, Permission.EMERGENCY_OPEN in found.permissions, bool(found.visits_days)


def _tried(reaches: str, relation) -> dict[str, list]:
    """Which roles try which addresses: of roles alike one tries each; her own agency's record every role, somewhere."""
    found, had = {}, set()
    there = [r for r in REACHING if r.reaches == reaches]
    for n, code in enumerate(PEOPLE):
        for route in there:
            said = expected(route, ROLES[code], relation)
            once = (route.name, route.method, said, *(() if route.name in SLOW else _alike(code)))
            if said != REFUSED and once not in had:
                found.setdefault(code, []).append(route)
                had.add(once)
        may = [r for r in there if r.permission in ROLES[code].permissions and r.name not in SLOW]
        if relation.name == "own_agency" and may and code not in found:
            found[code] = [may[n % len(may)]]
    return found


def test_every_sort_of_record_an_address_reaches_can_be_laid():
    missing = {r.reaches for r in ALL if r.level} - set(RECORDS)
    assert not missing, f"say in project/tests/reaching.py how to lay: {', '.join(missing)}"


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda r: r.name)
@pytest.mark.parametrize("reaches", RECORDS)
def test_what_the_matrix_says_is_what_a_worker_meets(reaches, relation, cast, clock):
    record = RECORDS[reaches](cast, clock)
    met = {}
    for code, tried in _tried(reaches, relation).items():
        who = worker(cast, clock, role=code, relation=relation.name)
        if not met or relation.name in ("on_the_team", "named", "conflict", "break_glass"):
            stand(cast, clock, who, relation.name, record, ROLES[code].permissions)
        for route in tried:
            said = expected(route, ROLES[code], relation)
            if route.method == "POST" and said == SHOWN:
                continue  # it would be done
            answer = getattr(who.client, route.method.lower())(_address(route, record.key, record.more))
            # sent without its words a form may be sent back first, whether the record is there or not (see below)
            wanted = {REFUSED: (403,), NOT_THERE: (404,) if not route.also else (200, 302, 404, 409)}.get(said)
            status = answer.status_code
            fits = status in wanted if wanted else (status not in (403, 404) or bool(route.also))
            met[code, route.name] = (said, status, fits)
            if said != SHOWN:
                assert FAMILY not in answer.content.decode(), f"{route.name} tells {code}, {relation.name}"
    assert {k: v for k, v in met.items() if not v[2]} == {}


@pytest.mark.parametrize("relation", ["none", "sealed", "conflict", "revoked"])
@pytest.mark.parametrize("reaches", RECORDS)
def test_a_record_that_is_not_to_be_seen_is_answered_as_one_that_was_never_there(reaches, relation, cast, clock):
    record = RECORDS[reaches](cast, clock)
    who = worker(cast, clock, role="front_door_manager", relation=relation)
    stand(cast, clock, who, relation, record, ROLES["front_door_manager"].permissions)
    nothing = uuid4()
    who.client.get("/desk")  # her first page notes that her session is alive; the ones compared do not
    for route in (r for r in REACHING if r.reaches == reaches):
        ask = getattr(who.client, route.method.lower())
        with CaptureQueriesContext(connection) as asked:
            unseen = ask(_address(route, record.key, record.more))
        with CaptureQueriesContext(connection) as asked_of_nothing:
            missing = ask(_address(route, nothing, record.more))
        assert unseen.status_code == missing.status_code
        assert unseen.status_code in (403, 404) or route.also
        assert plain(unseen, record.key) == plain(missing, nothing), f"{route.name} tells the two apart"
        assert _headers(unseen, record.key) == _headers(missing, nothing)
        assert len(asked) == len(asked_of_nothing), f"{route.name} takes longer over one of the two"


@pytest.mark.parametrize("code", PEOPLE)
def test_every_role_at_every_address(code, cast, clock):
    """Refused where the role does not include it; of a key that is nothing's, told that nothing is there."""
    who = worker(cast, clock, role=code, relation="none")
    first = next(c for c in PEOPLE if _alike(c) == _alike(code)) == code  # of roles alike one asks for every list
    nothing, odd = UUID(int=7), {}
    for route in (r for r in ALL if r.door == "page"):
        said = expected(route, ROLES[code], RELATIONS[-1])
        if said == SHOWN and (route.method == "POST" or not first):
            continue
        address = re.sub(r"<uuid:\w+>", str(nothing), route.address)
        address = re.sub(r"<[^>]+>", "KF-0000-0000", re.sub(r"<int:\w+>", "2026", address))
        status = getattr(who.client, route.method.lower())(address).status_code
        shown = (200, 302, 404) if route.name in UNASKED else (200, 302)
        hidden = (403, 404, 200, 302, 409) if route.also else (404, 403, 302)
        wanted = {REFUSED: (403,), SHOWN: shown}.get(said, hidden)
        if said == BY_RULE:
            wanted = (*wanted, 200, 409)  # its own walk says what is shown (access/routes.toml)
        odd |= {} if status in wanted else {route.name: (said, status)}
    assert odd == {}


@pytest.mark.parametrize("role", SYSTEMS)
def test_every_system_at_every_operation(role, cast, clock):
    """A key and the token it was changed for meet the same: refused by role, or told that nothing is there."""
    with acting_as(actor_for(gather.founded, at=clock, via="command")) as installer:
        worker_id = access.add_worker(installer, name=role, is_service=True, at=clock)
        placement = access.give_place(
            installer, worker_id=worker_id, organisation_code="harbour", role_code=role, at=clock
        )
        key = access.make_machine_key(installer, placement_id=placement, label=role, at=clock)
    operations = [r for r in ALL if r.door == "machine"]
    assert operations, "there is an interface to walk"
    laid = RECORDS["request"](cast, clock)
    for route in operations:
        address = re.sub(r"<[^>]*request_id>", str(laid.key), route.address)
        address = re.sub(r"<[^>]+>", "KF-0000-0000", address)
        body = b'{"status": "not_known"}' if "answer" in route.address else b"{}"
        answer = Client().generic(route.method, address, body, "application/json", HTTP_AUTHORIZATION=f"Bearer {key}")
        if route.permission not in ROLES[role].permissions:
            assert answer.status_code == 403, f"{role} at {route.address}"
        elif "<" in route.address:
            assert answer.status_code in (404, 422), f"{role} at {route.address}: {answer.status_code}"
        else:
            assert answer.status_code in (200, 201, 202, 422), f"{role} at {route.address}: {answer.status_code}"
        assert FAMILY not in answer.content.decode()


def test_one_step_leads_to_its_page_and_to_nobody_elses(cast, clock):
    record = child_steps(cast, clock)
    near = worker(cast, clock, role="social_worker", relation="own_agency")
    far = worker(cast, clock, role="social_worker", relation="none")
    with acting_as(actor_for(cast.placements["dele"], at=clock, purpose="safeguard_child")) as dele:
        step = pathway.episode_file(dele, record.key).assessments[0].id
    address = reverse("pathway:of", args=[step])
    assert near.client.get(address).status_code == 302
    assert far.client.get(address).status_code == 404
    assert plain(far.client.get(address), step) == plain(far.client.get(reverse("pathway:of", args=[uuid4()])), step)
