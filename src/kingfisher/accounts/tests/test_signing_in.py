"""Nobody enters by a password alone; wrong tries lock and are recorded; a code is good once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.models import AuditLine
from kingfisher.accounts.models import Attempt
from kingfisher.accounts.signing import factors
from kingfisher.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_password_alone_opens_nothing(at_browser):
    priya = at_browser("priya")
    assert priya.password()["Location"] == "/sign-in/second"
    assert not priya.is_in()
    assert priya.browser.get("/desk")["Location"].startswith("/sign-in?")


def test_a_password_and_a_code_let_her_in(at_browser):
    priya = at_browser("priya")
    assert priya.sign_in(next="/account")["Location"] == "/account"
    assert "password and authenticator app" in priya.sees("/account")


def test_a_code_is_good_once(at_browser):
    priya = at_browser("priya")
    priya.password()
    code = priya.code()
    assert priya.browser.post("/sign-in/second", {"code": code}).status_code == 302
    again = Client()
    again.post("/sign-in", {"username": "priya", "password": PASSWORD})
    answer = again.post("/sign-in/second", {"code": code})
    assert answer.status_code == 200 and "was used already" in answer.content.decode()


def test_who_has_no_second_factor_sets_one_up_before_anything_opens(at_browser):
    dele = at_browser("dele", factor=False)
    dele.password()
    assert dele.browser.get("/sign-in/second")["Location"] == "/sign-in/set-up"
    shown = dele.sees("/sign-in/set-up")
    dele.secret = re.search(r'<code class="kf-secret">([A-Z2-7 ]+)</code>', shown)[1].replace(" ", "")
    assert not dele.is_in()
    answer = dele.browser.post("/sign-in/set-up", {"code": dele.code()})
    codes = re.findall(r'<code class="kf-secret">([0-9 ]+)</code>', answer.content.decode())
    assert len(codes) == 10 and dele.is_in()
    fresh = Client()
    fresh.post("/sign-in", {"username": "dele", "password": PASSWORD})
    assert fresh.post("/sign-in/second", {"code": codes[0]}).status_code == 302
    other = Client()
    other.post("/sign-in", {"username": "dele", "password": PASSWORD})
    assert other.post("/sign-in/second", {"code": codes[0]}).status_code == 200, "a recovery code is good once"


def test_the_secret_of_an_app_is_not_readable_in_the_database(at_browser):
    priya = at_browser("priya")
    row = factors.Authenticator.objects.get(user=priya.user)
    assert priya.secret not in str(row.data)


def test_nobody_learns_from_the_answer_whether_there_is_such_a_name(at_browser):
    at_browser("priya")

    def answer(name):
        said = Client().post("/sign-in", {"username": name, "password": "x"}).content.decode()
        return re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*"', "", said)

    assert answer("priya") == answer("nobody-of-that-name")


def test_five_wrong_passwords_lock_the_account_and_the_right_one_then_opens_nothing(at_browser, clock, now):
    priya = at_browser("priya")
    for _ in range(5):
        assert "is not right" in priya.password("wrong").content.decode()
    assert "locked until" in priya.password().content.decode()
    clock.at = now + timedelta(minutes=16)
    assert priya.password()["Location"] == "/sign-in/second"


def test_a_name_nobody_has_locks_alike(db, cast, clock):
    stranger = Client()
    for _ in range(5):
        stranger.post("/sign-in", {"username": "nobody", "password": "x"})
    assert "locked until" in stranger.post("/sign-in", {"username": "Nobody", "password": "x"}).content.decode()


def test_wrong_codes_lock_as_wrong_passwords_do(at_browser, clock):
    priya = at_browser("priya")
    priya.password()
    for _ in range(5):
        priya.browser.post("/sign-in/second", {"code": "000000"})
    assert "locked until" in priya.browser.post("/sign-in/second", {"code": priya.code()}).content.decode()
    assert not priya.is_in()


def test_signing_in_rightly_forgives_the_wrong_tries_before(at_browser, clock, now):
    priya = at_browser("priya")
    for _ in range(4):
        priya.password("wrong")
    priya.sign_in()
    fresh = at_browser("priya", factor=False)
    for _ in range(4):
        fresh.password("wrong")
    assert fresh.password().status_code == 302


def test_a_wrong_try_is_recorded_for_her_agency_with_no_name_and_no_password(at_browser, cast, now):
    at_browser("priya").password("hunter2-hunter2")
    with acting_as(actor_for(cast.placements["priya"], at=now)) as priya:
        line = AuditLine.objects.filter(what="accounts.sign_in.failed").latest("id")
        tried = Attempt.objects.filter(worker_id=priya.worker_id).latest("id")
    assert (line.worker_id, tried.outcome, tried.step) == (priya.worker_id, "wrong", "password")
    assert "hunter2" not in f"{line.facts}{tried.name_digest}" and "priya" not in tried.name_digest


def test_tries_are_read_by_nobody_elses_agency(at_browser, be, cast):
    at_browser("priya").password("wrong")
    with be("tom"):
        assert not Attempt.objects.exists()


def test_half_way_is_over_after_a_quarter_of_an_hour(at_browser, clock, now):
    priya = at_browser("priya")
    priya.password()
    clock.at = now + timedelta(minutes=16)
    assert priya.browser.post("/sign-in/second", {"code": priya.code()})["Location"] == "/sign-in"


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "{", '{"id": 1}', '{"id":"a","rawId":"a","type":"public-key","response":{}}']
)
def test_whatever_a_browser_sends_for_a_passkey_lets_nobody_in(at_browser, sent):
    priya = at_browser("priya")
    priya.password()
    assert priya.browser.post("/sign-in/second", {"passkey": sent}).status_code == 200
    assert not priya.is_in()


def test_where_to_go_afterwards_is_only_ever_here(at_browser):
    priya = at_browser("priya")
    assert priya.sign_in(next="https://elsewhere.example/")["Location"] == "/"


def test_the_session_key_changes_when_she_is_let_in(at_browser):
    priya = at_browser("priya")
    priya.password()
    before = priya.browser.session.session_key
    priya.browser.post("/sign-in/second", {"code": priya.code()})
    assert priya.browser.session.session_key != before


def test_an_account_made_inactive_does_not_open(at_browser):
    priya = at_browser("priya")
    get_user_model().objects.filter(username="priya").update(is_active=False)
    assert "is not right" in priya.password().content.decode()
