"""The matrix of access as workers meet it: every address that reaches a record, by role and by relation to it.

What `./kingfisher access matrix` says is what the site does. And every side door: a list, a search, a live refresh, a
notice, a picker says of a record that is not to be seen what it says of one that was never there.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from kingfisher.access.matrix import NOT_THERE, REFUSED, RELATIONS, SHOWN, expected, routes
from kingfisher.access.permissions import ROLES
from kingfisher.project.tests.reaching import RECORDS, SECRET, stand, worker

pytestmark = pytest.mark.django_db
# One role for each way of reaching: everything at home, a summary, that it exists, nothing; reading alone.
ROLES_TRIED = ("front_door_manager", "team_manager", "return_home_interviewer", "information_governance_lead",
               "licensing_officer", "inspector")  # fmt: skip
REACHING = [r for r in routes() if r.level and r.door == "page"]
GIVEN, FAMILY = SECRET.split()


@pytest.fixture
def clock(monkeypatch, now):
    """The doors' clock stands still: one test is one transaction, whose moment PostgreSQL takes for now."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now


def _address(route, key: UUID, more: dict[str, UUID]) -> str:
    names = re.findall(r"<\w+:(\w+)>", route.address)
    return reverse(route.name, kwargs={n: key if i == 0 else more.get(n, key) for i, n in enumerate(names)})


def _plain(response, *keys: object) -> str:
    """What was answered, without what differs each time: tokens, and the key that was asked for."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.content.decode())
    text = re.sub(r'challenge(&#34;|"): ?(&#34;|")[\w-]+', "challenge", text)  # a passkey's, another each time
    for key in keys:
        text = text.replace(str(key), "KEY")
    return text


def _headers(response, key: object) -> dict[str, str]:
    return {n: re.sub(r"nonce-[^']+", "", v).replace(str(key), "KEY") for n, v in response.headers.items()}


def test_every_sort_of_record_an_address_reaches_can_be_laid():
    missing = {r.reaches for r in routes() if r.level} - set(RECORDS)
    assert not missing, f"say in project/tests/reaching.py how to lay: {', '.join(missing)}"


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda r: r.name)
@pytest.mark.parametrize("reaches", RECORDS)
def test_what_the_matrix_says_is_what_a_worker_meets(reaches, relation, cast, clock):
    record = RECORDS[reaches](cast, clock)
    met = {}
    for code in ROLES_TRIED:
        who = worker(cast, clock, role=code, relation=relation.name)
        if not met or relation.name in ("on_the_team", "named", "conflict", "break_glass"):
            stand(cast, clock, who, relation.name, record, ROLES[code].permissions)
        for route in (r for r in REACHING if r.reaches == reaches):
            said = expected(route, ROLES[code], relation)
            if route.method == "POST" and said == SHOWN:
                continue  # it would be done
            address = _address(route, record.key, record.more)
            answer = getattr(who.client, route.method.lower())(address)
            # sent without its words a form may be sent back first, whether the record is there or not (see below)
            wanted = {REFUSED: (403,), NOT_THERE: (404,) if not route.also else (200, 302, 404)}.get(said)
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
        assert unseen.status_code == 404 or route.also
        assert _plain(unseen, record.key) == _plain(missing, nothing), f"{route.name} tells the two apart"
        assert _headers(unseen, record.key) == _headers(missing, nothing)
        assert len(asked) == len(asked_of_nothing), f"{route.name} takes longer over one of the two"


OWN_LOG = "trail:mine"  # it grows with every page one asks for, whatever there is to be seen
LISTS = [r for r in routes() if "<" not in r.address and r.method == "GET" and r.door == "page"]


@pytest.mark.parametrize("relation", ["none", "sealed", "conflict", "revoked", "expired"])
def test_no_list_search_picker_refresh_or_notice_tells_of_a_record_that_is_not_to_be_seen(relation, cast, clock):
    who = worker(cast, clock, role="front_door_manager", relation=relation)
    blank = {r.name: _plain(who.client.get(r.address)) for r in LISTS}
    laid = [lay(cast, clock) for lay in RECORDS.values()]
    for record in laid:
        stand(cast, clock, who, relation, record, ROLES["front_door_manager"].permissions)
    for route in LISTS:
        shown = _plain(who.client.get(route.address))
        assert shown == blank[route.name] or route.name == OWN_LOG, f"{route.name} tells that something is there"
        assert FAMILY not in shown
        renewed = who.client.get(route.address, headers={"HX-Request": "true"}).content.decode()
        assert FAMILY not in renewed
    for words in (SECRET, FAMILY, f"{GIVEN} 2/1/2012"):
        found = who.client.get("/people/search", {"q": words})
        nothing = who.client.get("/people/search", {"q": "Aurelio Nobodysname"})
        told = _plain(found, words, words.replace("/", "%2F"))
        assert FAMILY not in told.replace(words, ""), "the search tells of it"
        assert re.sub(r"\d+", "", found.content.decode()).count("<li") == nothing.content.decode().count("<li")
    for record in laid:
        picker = who.client.get(
            "/sharing/ask", {"person": str(record.key), "holder": str(cast.organisations["police"])}
        )
        assert FAMILY not in picker.content.decode()


def test_every_page_that_reads_is_tried_by_the_side_doors():
    there = {r.name for r in routes() if r.door == "page" and r.method == "GET" and "<" not in r.address}
    assert there == {r.name for r in LISTS} and "people:search" in there
    assert get_resolver() is not None
