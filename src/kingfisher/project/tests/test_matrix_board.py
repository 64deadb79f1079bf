"""Addresses ruled by what somebody is to a record, as workers meet them: the board, reviews, assurance, learning.

Whoever it is for opens it. Somebody of another agency, whose role meets the same address, is answered as of a record
that was never there: by the same bytes, and with as many questions to the database.
"""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kingfisher.access.matrix import routes
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.laid import SECRET
from kingfisher.project.tests.reaching import browser, worker
from kingfisher.project.tests.ruled import Lays
from kingfisher.project.tests.ruled_board import HELD, left_to_their_walks
from kingfisher.project.tests.walked import addresses_opened
from kingfisher.project.tests.world import left_as_it_was, one_moment
from tests.cast import gather

ROUTES = [r for r in routes() if r.rule and r.reaches in HELD and r.door == "page"]
FAMILY = SECRET.split()[1]
# What an address names beside the record, where a 1 would not do: a part of an edition, a standard, a list.
FURTHER = {"section": "levels", "standard": "voice", "sheet": "returns", "remarks": "turned-away"}


@pytest.fixture(scope="module")
def lay(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), one_moment() as now:
        yield Lays(gather.cast.own(), now)


@pytest.fixture
def held(lay, request):
    """The record of the sort this test is about, laid for it alone."""
    with left_as_it_was():
        yield HELD[request.getfixturevalue("reaches")](lay)


def _address(route, key: object) -> str:
    first, *more = re.findall(r"<(\w+):(\w+)>", route.address)
    beside = FURTHER.get(route.name.split(":")[1], 1)
    return reverse(route.name, kwargs={first[1]: key} | {name: beside for _, name in more})


def test_every_sort_laid_here_has_an_address():
    assert {r.reaches for r in ROUTES} == set(HELD)


def test_an_address_that_no_table_opens_is_opened_by_the_test_it_names_which_is_seen_while_that_runs(lay):
    """The root conftest.py fails a named walk that does not open its address. Here: that it could."""
    left = left_to_their_walks()
    assert left["referrals/tests/test_telling.py::test_nobody_opens_anothers_receipt_by_its_reference"] == {
        "/referrals/receipts/<str:ref>"
    }
    with addresses_opened() as opened:
        reverse("referrals:receipt", args=["KF-0000-0000"])
        assert opened == set(), "to speak of an address is not to open it"
        Client().get("/referrals/receipts/KF-0000-0000")
    assert "/referrals/receipts/<str:ref>" in opened


@pytest.mark.parametrize("reaches", HELD)
def test_it_is_opened_by_whom_it_is_for_and_is_nothing_to_anybody_else(reaches, held, lay):
    near = browser(lay.cast.placements[held.by], held.by)
    far = worker(lay.cast, lay.now, role=held.far, relation="none").client
    far.get("/desk")  # her first page notes that her session is alive; the ones compared do not
    opened, odd = set(), []
    for route in (r for r in ROUTES if r.reaches == reaches):
        if route.method == "GET":
            opened.add(near.get(_address(route, held.key)).status_code)
        nothing = 1999 if held.key == 2031 else uuid4()
        ask = getattr(far, route.method.lower())
        with CaptureQueriesContext(connection) as asked:
            unseen = ask(_address(route, held.key))
        with CaptureQueriesContext(connection) as asked_of_nothing:
            missing = ask(_address(route, nothing))
        if unseen.status_code not in (403, 404) or FAMILY.encode() in unseen.content:
            odd.append(f"{route.name} answers {unseen.status_code}")
        if plain(unseen, held.key) != plain(missing, nothing):
            odd.append(f"{route.name} tells the two apart")
        if len(asked) != len(asked_of_nothing):
            odd.append(f"{route.name} takes longer over one of the two")
    assert odd == []
    assert opened & {200, 302}, f"nobody opens it: {opened}"
    assert 404 not in opened, "whom it is for is told that nothing is there"
