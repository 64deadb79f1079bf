"""The side doors: what could tell of a record beside the page that is of it. Of one not to be seen none says anything.

A worker looks before and after a record of every sort was laid that she may not see: everything is as it was.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.matrix import SIDE_DOORS, routes
from kingfisher.access.roles import ROLES
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.laid import SECRET, Record
from kingfisher.project.tests.reaching import RECORDS, Worker, stand, worker
from tests.cast import gather

pytestmark = pytest.mark.django_db
GIVEN, FAMILY = SECRET.split()
OWN_LOG = "trail:mine"  # it grows with every page one asks for, whatever there is to be seen
LISTS = [r for r in routes() if "<" not in r.address and r.method == "GET" and r.door == "page"]
ROLE = "front_door_manager"
HIDDEN = ["none", "sealed", "conflict", "revoked", "expired"]


@dataclass
class Seen:
    """A worker, what she saw before, and what was laid since that she may not see."""

    who: Worker
    before: dict[str, str]
    laid: dict[str, Record]


@pytest.fixture
def hidden(cast, clock):
    """`hidden(relation)`: a worker, the lists as they were, then a record of every sort in that relation to her."""

    def lay(relation: str, only: tuple[str, ...] = (), sorts: tuple[str, ...] = tuple(RECORDS)) -> Seen:
        who = worker(cast, clock, role=ROLE, relation=relation)
        before = {r.name: plain(who.client.get(r.address)) for r in LISTS if not only or r.name in only}
        laid = {name: RECORDS[name](cast, clock) for name in sorts}
        for record in laid.values():
            stand(cast, clock, who, relation, record, ROLES[ROLE].permissions)
        return Seen(who, before, laid)

    return lay


def _route(name: str):
    return next(r for r in LISTS if r.name == name)


def test_every_side_door_there_is_has_its_test():
    assert set(SIDE_DOORS) >= {
        "list", "count", "search", "picker", "export", "print", "api", "live refresh", "notification", "error text",
        "file download", "size and time class",
    }  # fmt: skip


@pytest.mark.parametrize("relation", HIDDEN)
def test_no_list_shows_it(relation, hidden):
    seen = hidden(relation)
    assert "people:search" in seen.before
    for name, before in seen.before.items():
        after = plain(seen.who.client.get(_route(name).address))
        assert FAMILY not in after
        assert after == before or name == OWN_LOG, f"{name} tells that something is there"


@pytest.mark.parametrize("relation", ["none"])
def test_no_count_counts_it(relation, hidden):
    """Every number on every list, in the order they stand: headings, tabs, buttons, pages."""
    seen = hidden(relation)
    for name, before in seen.before.items():
        if name != OWN_LOG:
            after = re.findall(r"\d+", re.sub(r"<[^>]+>", " ", plain(seen.who.client.get(_route(name).address))))
            assert after == re.findall(r"\d+", re.sub(r"<[^>]+>", " ", before)), f"{name} counts it"


@pytest.mark.parametrize("relation", HIDDEN)
def test_no_search_finds_or_counts_it(relation, hidden):
    seen = hidden(relation, only=("people:search",), sorts=("person", "contact", "plan"))
    for words in (SECRET, FAMILY, f"{GIVEN} 2/1/2012"):
        found = seen.who.client.get("/people/search", {"q": words})
        nothing = seen.who.client.get("/people/search", {"q": "Aurelio Nobodysname"})
        assert FAMILY not in plain(found, words, words.replace("/", "%2F")).replace(words, "")
        assert found.content.decode().count("<li") == nothing.content.decode().count("<li")


@pytest.mark.parametrize("relation", ["none", "sealed"])
def test_no_picker_offers_it(relation, hidden, cast):
    seen = hidden(relation, only=("people:search",), sorts=("person", "contact", "request"))
    for record in seen.laid.values():
        for address, said in (
            ("/sharing/ask", {"person": str(record.key), "holder": str(cast.organisations["police"])}),
            ("/people/search", {"beside": str(record.key)}),
        ):  # fmt: skip
            assert FAMILY not in seen.who.client.get(address, said).content.decode()


@pytest.mark.parametrize("relation", ["none", "sealed"])
def test_no_export_holds_it(relation, hidden):
    """Calendars, sheets and files somebody takes away."""
    seen = hidden(relation, only=("people:search",), sorts=("person", "meeting", "request"))
    exports = [r for r in LISTS if re.search(r"\.(csv|ics|xlsx|json)$|export|download", r.address)]
    for route in exports:
        assert FAMILY.encode() not in seen.who.client.get(route.address).content
    for name, sort in (("meetings:invitation", "meeting"), ("casefile:calendar", "person")):
        assert seen.who.client.get(reverse(name, args=[seen.laid[sort].key])).status_code == 404
    taken = seen.who.client.get("/log/mine?format=csv")
    assert FAMILY.encode() not in taken.content


PRINTED = {"casefile:print": "person", "plans:print": "plan", "pathway:print": "child's steps",
           "meetings:paper": "meeting", "meetings:paper_pdf": "meeting", "meetings:family_pdf": "meeting"}  # fmt: skip


@pytest.mark.parametrize("relation", ["none", "sealed", "revoked"])
def test_no_printed_page_is_of_it(relation, hidden):
    seen = hidden(relation, only=("people:search",), sorts=tuple(set(PRINTED.values())))
    for name, sort in PRINTED.items():
        answer = seen.who.client.get(reverse(name, args=[seen.laid[sort].key]))
        assert (answer.status_code, FAMILY.encode() in answer.content) == (404, False), name


def test_no_system_is_told_of_it(hidden, cast, clock):
    seen = hidden("none", only=("people:search",), sorts=("request", "contact"))
    with acting_as(actor_for(gather.founded, at=clock, via="command")) as installer:
        key = access.make_machine_key(
            installer, placement_id=cast.placements["health_system"], label="health", at=clock
        )
    asked = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    assert Client().get("/api/v1/requests", **asked).json() == []
    answer = f"/api/v1/requests/{seen.laid['request'].key}/answer"
    told = Client().post(answer, {"status": "not_known"}, "application/json", **asked)
    nothing = answer.replace(str(seen.laid["request"].key), str(uuid4()))
    missing = Client().post(nothing, {"status": "not_known"}, "application/json", **asked)
    assert told.status_code == 404
    assert told.json() == missing.json()


@pytest.mark.parametrize("relation", ["none", "sealed"])
def test_no_part_that_renews_itself_shows_it(relation, hidden):
    seen = hidden(relation, only=("people:search",))
    for route in LISTS:
        renewed = seen.who.client.get(route.address, headers={"HX-Request": "true"}).content.decode(errors="replace")
        assert FAMILY not in renewed, route.name


@pytest.mark.parametrize("relation", ["none", "conflict"])
def test_the_desk_says_nothing_of_it(relation, hidden):
    seen = hidden(relation, only=("desk:home",))
    assert seen.before, "the desk is there"
    assert plain(seen.who.client.get(_route("desk:home").address)) == seen.before["desk:home"]


@pytest.mark.parametrize("relation", ["none", "sealed"])
def test_every_refusal_is_the_same_sentence(relation, hidden):
    """Whatever sort it is, the words of the refusal are those of a record that was never there."""
    seen = hidden(relation, only=("people:search",))
    said = set()
    for route in (r for r in routes() if r.level and r.door == "page" and not r.also and r.method == "GET"):
        names = re.findall(r"<\w+:(\w+)>", route.address)
        if len(names) == 1 and route.permission in ROLES[ROLE].permissions:
            key = seen.laid[route.reaches].key
            text = plain(seen.who.client.get(reverse(route.name, args=[key])), key)
            said.add(re.sub(r"\s+", " ", re.search(r"<main.*</main>", text, re.S)[0]))
    assert len(said) == 1, said


@pytest.mark.parametrize("relation", HIDDEN)
def test_no_file_is_given_out(relation, hidden):
    seen = hidden(relation, only=("people:search",), sorts=("document",))
    key = seen.laid["document"].key
    answer, missing = (seen.who.client.get(reverse("documents:open", args=[k])) for k in (key, uuid4()))
    assert answer.status_code == missing.status_code == 404
    assert len(answer.content) == len(missing.content)
    assert SECRET.encode() not in answer.content
