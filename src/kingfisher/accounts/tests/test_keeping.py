"""An agency's administrator keeps her own people: joining, moving, leaving, a lost telephone; and no one else's."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail as letters
from django.test import Client

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.models import AuditLine
from kingfisher.accounts import queries
from kingfisher.organisations import queries as organisations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def minutes_ago(clock, now):
    """PostgreSQL's clock stands at the beginning of the test: what is given at a door just before it holds for it."""
    clock.at = now - timedelta(minutes=5)


@pytest.fixture
def office(at_browser, gita):
    """Gita at her desk, signed in."""
    one = at_browser("gita")
    one.sign_in()
    return one


@pytest.fixture
def worker_of(cast, now):
    """`worker_of("dele")`: the key of the worker."""
    return lambda name: organisations.place(cast.placements[name], now=now).worker_id


@pytest.fixture
def letters_go(settings):
    settings.SENDS_MAIL = True
    letters.outbox.clear()
    return letters.outbox


def add(office, email="new@council.example"):
    answer = office.browser.post("/workers/add", {"name": "Nell Archer", "email": email, "phone": ""})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def give(office, where, **more):
    said = {"do": "give", "organisation": "council", "role": "social_worker", "job_title": "", **more}
    return office.browser.post(where, said)


def link_in(text: str) -> str:
    return re.search(r"http://testserver(/sign-in/link/[\w-]+)", text)[1]


def begin_with(link: str) -> Client:
    """Somebody opens her link and chooses a password."""
    browser = Client()
    assert "Choose a password" in browser.get(link).content.decode()
    said = {"password": "lantern-gravel-teapot", "again": "lantern-gravel-teapot"}
    assert browser.post(link, said)["Location"] == "/sign-in/second"
    return browser


def test_a_new_worker_joins_by_a_link_chooses_a_password_and_sets_up_a_second_factor(office, letters_go):
    where = add(office)
    assert give(office, where).status_code == 302
    office.browser.post(where, {"do": "invite"})
    (letter,) = letters_go
    assert letter.to == ["new@council.example"]
    assert "lantern" not in letter.body and "password:" not in letter.body.lower()
    browser = begin_with(link_in(letter.body))
    assert browser.get("/sign-in/second")["Location"] == "/sign-in/set-up"
    assert browser.get("/account").status_code == 302


def test_a_link_works_once_and_for_three_days(office, letters_go, clock, now):
    where = add(office)
    give(office, where)
    office.browser.post(where, {"do": "invite"})
    first = link_in(letters_go[0].body)
    begin_with(first)
    assert Client().get(first).status_code == 410
    office.browser.post(where, {"do": "invite"})
    second = link_in(letters_go[1].body)
    clock.at = now + timedelta(hours=73)
    assert "This link is over" in Client().get(second).content.decode()


def test_opening_a_link_does_not_use_it_up(office, letters_go):
    where = add(office)
    give(office, where)
    office.browser.post(where, {"do": "invite"})
    link = link_in(letters_go[0].body)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    begin_with(link)


def test_without_a_mail_server_the_link_is_shown_once_to_hand_over(office):
    where = add(office)
    give(office, where)
    office.browser.post(where, {"do": "invite"})
    begin_with(link_in(office.sees(where)))
    assert "/sign-in/link/" not in office.sees(where)


def test_ending_a_place_signs_its_holder_out_and_shuts_everything(office, at_browser, cast, worker_of, now):
    dele = at_browser("dele")
    dele.sign_in()
    assert dele.is_in()
    answer = office.browser.post(f"/workers/{worker_of('dele')}", {"do": "end", "place": str(cast.placements["dele"])})
    assert answer.status_code == 302
    assert dele.browser.get("/account")["Location"].startswith("/sign-in")
    assert "no place in this partnership" in dele.sign_in().content.decode()


def test_moving_gives_the_new_place_and_ends_the_old(office, cast, worker_of, now):
    dele = worker_of("dele")
    give(office, f"/workers/{dele}", role="team_manager", moves=[str(cast.placements["dele"])])
    shown = office.sees(f"/workers/{dele}")
    assert "Team manager, Council" in shown and "Ended" in shown


def test_a_suspended_worker_is_out_at_once_and_comes_back_when_let(office, at_browser, worker_of):
    dele = at_browser("dele")
    dele.sign_in()
    office.browser.post(f"/workers/{worker_of('dele')}", {"do": "suspend"})
    assert not dele.is_in()
    assert "Suspended since" in office.sees(f"/workers/{worker_of('dele')}")
    office.browser.post(f"/workers/{worker_of('dele')}", {"do": "lift"})
    assert dele.sign_in().status_code == 302 and dele.is_in()


def test_a_lost_telephone_is_mended_by_a_new_link_and_the_old_ways_in_are_void(
    office, at_browser, worker_of, letters_go
):
    dele = at_browser("dele")
    dele.sign_in()
    office.browser.post(f"/workers/{worker_of('dele')}", {"do": "reset"})
    assert not dele.is_in()
    assert "is not right" in dele.password().content.decode()
    browser = begin_with(link_in(letters_go[0].body))
    assert browser.get("/sign-in/second")["Location"] == "/sign-in/set-up"


@pytest.mark.parametrize("do", ["suspend", "lift", "invite", "reset", "out", "end"])
def test_nothing_is_done_to_a_worker_of_another_agency(office, cast, worker_of, do, now):
    tom = worker_of("tom")
    office.browser.post(f"/workers/{tom}", {"do": do, "place": str(cast.placements["tom"])})
    assert actor_for(cast.placements["tom"], at=now).worker_id == tom
    with acting_as(actor_for(cast.placements["tom"], at=now)) as actor:
        assert not AuditLine.objects.filter(what__startswith="accounts.").exists()
        assert not queries.has_open_link(actor, tom)


def test_a_worker_without_that_right_sees_none_of_it(at_browser, worker_of):
    priya = at_browser("priya")
    priya.sign_in()
    for address in ("/workers", "/workers/add", f"/workers/{worker_of('dele')}", "/systems", "/single-sign-on"):
        assert priya.browser.get(address).status_code == 403


def test_a_link_for_somebody_who_works_elsewhere_too_is_never_shown_on_a_screen(office, worker_of):
    tom = worker_of("tom")
    give(office, f"/workers/{tom}")
    office.browser.post(f"/workers/{tom}", {"do": "reset"})
    shown = office.sees(f"/workers/{tom}")
    assert "can only go to her by e-mail" in shown and "/sign-in/link/" not in shown
    assert get_user_model().objects.get(username="tom")


def test_an_address_that_is_known_leads_to_the_worker_who_has_it(office, worker_of):
    answer = office.browser.post("/workers/add", {"name": "T", "email": "tom@police.example"})
    assert f"/workers/{worker_of('tom')}" in answer.content.decode()


@pytest.fixture
def ina(office, at_browser, letters_go, now):
    """An inspector, let in by the council and signed in."""
    where = add(office, "ina@inspectors.example")
    ends = now + timedelta(days=10)
    day = {"ends-day": ends.day, "ends-month": ends.month, "ends-year": ends.year}
    assert "say what the visit is for" in office.sees(give(office, where, role="inspector")["Location"])
    give(office, where, role="inspector", given_for="Joint inspection", **day)
    assert "reads only" in office.sees(where)
    one = at_browser("ina@inspectors.example")
    one.sign_in()
    return one


def test_an_inspector_is_let_in_to_read_and_every_page_says_so(ina):
    shown = ina.sees("/desk")
    assert "kf-watermark" in shown and "Nell Archer" in shown and "Joint inspection" in shown


def test_nothing_an_inspector_types_is_promised_to_be_kept_not_when_her_session_ends_either(ina, clock, now):
    assert "kf-drafts" not in ina.sees("/desk")
    clock.at = now + timedelta(minutes=31)
    answer = ina.browser.post("/access/purpose", {"purpose": "inspection", "next": "/desk"})
    assert answer.status_code == 302 and "again" not in answer["Location"]
    assert "is kept" not in ina.sees(answer["Location"])
    assert ina.browser.get("/desk").status_code == 302


def test_forgetting_a_password_is_answered_alike_for_every_address(at_browser, letters_go):
    at_browser("priya")
    pages = [Client().post("/sign-in/forgotten", {"email": e}).content.decode() for e in
             ("priya@council.example", "nobody@council.example")]  # fmt: skip
    stripped = [re.sub(r'X-CSRFToken": "[^"]*"|value="[^"]*"', "", page) for page in pages]
    assert stripped[0] == stripped[1]
    (letter,) = letters_go
    assert letter.to == ["priya@council.example"]
    browser = begin_with(link_in(letter.body))
    assert browser.get("/sign-in/second").status_code == 200, "her second factor is still asked for"


def test_a_system_gets_a_key_with_what_it_may_do_a_new_one_and_an_end(office):
    made = office.browser.post(
        "/systems", {"do": "make", "label": "Case system", "scopes": ["referrals:concern:submit"]}
    )
    key = re.search(r"kf_[\w-]{30,}", made.content.decode())[0]
    assert Client().get("/api/v1/requests", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 403
    shown = office.sees("/systems")
    assert key not in shown and "Raise concerns" in shown
    key_id = re.search(r'name="key" value="([0-9a-f-]{36})"', shown)[1]
    renewed = office.browser.post("/systems", {"do": "rotate", "key": key_id})
    new = re.search(r"kf_[\w-]{30,}", renewed.content.decode())[0]
    assert new != key
    for found in set(re.findall(r'name="key" value="([0-9a-f-]{36})"', office.sees("/systems"))):
        office.browser.post("/systems", {"do": "end", "key": found})
    assert Client().get("/api/v1/requests", HTTP_AUTHORIZATION=f"Bearer {new}").status_code == 401


def test_nobody_ends_a_key_of_another_agency(office, cast, now):
    from kingfisher.access import actions as access
    from kingfisher.access import queries as keys
    from tests.cast import gather

    with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
        secret = access.make_machine_key(installer, placement_id=cast.placements["police_system"], label="x", at=now)
        (row,) = keys.keys_of(installer, {cast.placements["police_system"]})
    office.browser.post("/systems", {"do": "end", "key": str(row.id)})
    assert Client().get("/api/v1/requests", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 200
