"""Everyday pages ask the database as often as questions.toml says and no more, however much there is to show."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kingfisher.pathway import queries as pathway
from kingfisher.pathway.tests.builders import begun, conferred
from kingfisher.plans.tests.builders import a_child
from kingfisher.referrals import queries as referrals
from kingfisher.referrals.tests.builders import sent
from kingfisher.sharing import queries as sharing
from kingfisher.sharing.tests.builders import MAYA, a_request, own_line, own_person

AT_MOST = tomllib.loads((Path(__file__).parent / "questions.toml").read_text())["pages"]
SISTERS = [{"name": f"{name} Reed", "born": "3 May 2012", "school": "Otterbrook School"} for name in ("Maya", "Noor")]


@pytest.fixture(autouse=True)
def _style_sheets_as_they_lie(settings):
    """`./kingfisher check` collects none; how often a page asks does not hang on it."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def questions(client: Client, address: str) -> int:
    """How often the database was asked; the page is opened once before, as on any second visit of the day."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


@pytest.fixture
def household(cast, be, now) -> Callable[[int], dict[str, object]]:
    """Contacts about two sisters whom police and health know, agencies asked and one answer back."""

    def build(how_many: int) -> dict[str, object]:
        for _ in range(how_many):
            taken = sent(cast, now, key=str(uuid4()), children=SISTERS)
            with be("tom") as tom:
                own_line(tom, own_person(tom, now), now)
            with be("asha") as asha:
                own_person(asha, now)
            with be("priya") as priya:
                child = referrals.contact_file(priya, taken.contact_id).children[0]
                about = ("referrals.contact", taken.contact_id)
                a_request(priya, cast, now, mention=child.person_id, about=about)
                a_request(priya, cast, now, holder="health", mention=child.person_id, about=about)
        with be("tom") as tom:
            request = sharing.inbox(tom)[0].id
        steps, _ = conferred(be, cast, now, key=begun(be, cast, now, child=a_child(be, now, given=str(uuid4()))))
        with be("dele") as dele:
            meeting = pathway.episode_file(dele, steps).meetings[0].id
        return {"contact": taken.contact_id, "child": child.person_id, "request": request, "steps": steps,
                "meeting": meeting}  # fmt: skip

    return build


def visits(sign: Callable[[str], Client], known: dict[str, object]) -> dict[str, int]:
    priya, tom, dele = sign("priya"), sign("tom"), sign("dele")
    return {
        "my work": questions(priya, reverse("desk:home")),
        "front door queue": questions(priya, reverse("referrals:queue")),
        "one contact": questions(priya, reverse("referrals:contact", args=[known["contact"]])),
        "find a child": questions(priya, f"{reverse('people:search')}?q={MAYA.given_name}+{MAYA.family_name}"),
        "a child's picture": questions(priya, reverse("casefile:child", args=[known["child"]])),
        "a child's picture, printed": questions(priya, reverse("casefile:print", args=[known["child"]])),
        "steps with a child": questions(dele, reverse("pathway:episode", args=[known["steps"]])),
        "one meeting": questions(dele, reverse("meetings:meeting", args=[known["meeting"]])),
        "requests": questions(tom, reverse("sharing:requests")),
        "answer a request": questions(tom, reverse("sharing:request", args=[known["request"]])),
    }


def test_no_everyday_page_asks_more_often_than_it_is_allowed(household, signed_in):
    asked = visits(signed_in, household(1))
    assert asked.keys() == AT_MOST.keys()
    assert {page: often for page, often in asked.items() if often > AT_MOST[page]} == {}


def test_five_times_as_much_to_show_takes_no_more_questions(household, signed_in):
    before = visits(signed_in, household(1))
    after = visits(signed_in, household(5))
    assert {page: (before[page], often) for page, often in after.items() if often > before[page]} == {}
