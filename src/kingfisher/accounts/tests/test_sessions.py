"""A session ends when nothing is done and when it was long enough; what was being written is given back."""

from datetime import timedelta

import pytest
from django.test import Client

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.accounts.models import KeptForm
from tests.cast import gather

pytestmark = pytest.mark.django_db
WORDS = "She came back on Tuesday with a new telephone.\r\n\r\nShe would not say from whom."
FORM = {"purpose": "safeguard_child", "notes": WORDS, "next": "/account", "csrfmiddlewaretoken": "x"}


def send_late(one, clock, now, **form):
    clock.at = now + timedelta(minutes=31)
    return one.browser.post("/access/purpose", {**FORM, **form})


def test_after_half_an_hour_of_nothing_she_is_asked_to_sign_in_again(at_browser, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    clock.at = now + timedelta(minutes=29)
    assert priya.is_in()
    clock.at = now + timedelta(minutes=58)
    assert priya.is_in(), "she was here at minute 29"
    clock.at = now + timedelta(minutes=88)
    answer = priya.browser.get("/account")
    assert answer["Location"] == "/sign-in?next=%2Faccount&ended=idle"
    assert "nothing was done for a while" in priya.sees(answer["Location"])
    assert not priya.is_in()


def test_a_list_that_looks_for_news_by_itself_does_not_keep_a_session_alive(at_browser, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    clock.at = now + timedelta(minutes=20)
    priya.browser.get("/account", HTTP_HX_REQUEST="true")
    clock.at = now + timedelta(minutes=31)
    answer = priya.browser.get("/account", HTTP_HX_REQUEST="true")
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith("/sign-in")


def test_after_twelve_hours_she_signs_in_again_however_busy_she_was(at_browser, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    for minutes in range(25, 720, 25):
        clock.at = now + timedelta(minutes=minutes)
        assert priya.is_in()
    clock.at = now + timedelta(minutes=720)
    assert priya.browser.get("/account")["Location"].endswith("ended=longest")


def test_what_was_being_sent_is_kept_and_given_back_after_signing_in(at_browser, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    answer = send_late(priya, clock, now)
    assert "What you had written is kept" in priya.sees(answer["Location"])
    back = priya.browser.get(answer["Location"])
    wanted = back.content.decode().split('name="next" value="')[1].split('"')[0]
    assert wanted.startswith("/account/again/")
    assert priya.sign_in(next=wanted)["Location"] == wanted
    shown = priya.sees(wanted)
    assert "She would not say from whom." in shown and 'action="/access/purpose"' in shown
    assert 'csrfmiddlewaretoken">\nx' not in shown


def test_what_a_page_keeps_by_itself_is_not_kept_a_second_time_as_a_form_to_send(at_browser, be, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    clock.at = now + timedelta(minutes=31)
    said = {"_form": "/x#y", "_window": "one", "notes": WORDS}
    assert priya.browser.post("/drafts/save", said, HTTP_X_REQUESTED_WITH="draft").status_code == 302
    with be("priya"):
        assert not KeptForm.objects.exists()


def test_it_is_sealed_and_shown_to_nobody_else(at_browser, be, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    send_late(priya, clock, now)
    with be("priya") as actor:
        (row,) = KeptForm.objects.filter(worker_id=actor.worker_id)
        assert "telephone" not in row.sealed
    with be("ruth"):
        assert not KeptForm.objects.exists()
    dele = at_browser("dele")
    dele.sign_in()
    assert dele.browser.get(f"/account/again/{row.id}").status_code == 404


def test_passwords_and_codes_are_never_kept(at_browser, be, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    answer = send_late(priya, clock, now, password="kettle", secret="abc", code="123456")
    wanted = priya.sees(answer["Location"]).split('name="next" value="')[1].split('"')[0]
    priya.sign_in(next=wanted)
    shown = priya.sees(wanted)
    assert "kettle" not in shown and "123456" not in shown


def test_letting_it_go_removes_it(at_browser, be, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    answer = send_late(priya, clock, now)
    wanted = priya.sees(answer["Location"]).split('name="next" value="')[1].split('"')[0]
    priya.sign_in(next=wanted)
    priya.browser.post(wanted)
    assert priya.browser.get(wanted).status_code == 404


def test_a_form_whose_token_is_out_of_date_is_given_back_too(at_browser):
    priya = at_browser("priya")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = priya.browser.cookies
    priya.sign_in()
    strict.cookies = priya.browser.cookies
    answer = strict.post("/access/purpose", FORM, HTTP_SEC_FETCH_SITE="same-origin")
    assert answer["Location"].startswith("/account/again/")
    foreign = strict.post("/access/purpose", FORM, HTTP_SEC_FETCH_SITE="cross-site")
    assert foreign.status_code == 403 and "Send it once more" in foreign.content.decode()


def test_when_her_place_has_ended_nothing_is_kept_and_nothing_opens(at_browser, cast, clock, now):
    priya = at_browser("priya")
    priya.sign_in()
    with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
        access.end_place(installer, placement_id=cast.placements["priya"], at=now - timedelta(seconds=1))
    assert priya.browser.get("/account").status_code == 403
    assert send_late(priya, clock, now)["Location"].startswith("/sign-in")


def test_she_sees_where_she_is_signed_in_and_signs_the_other_one_out(at_browser):
    office = at_browser("priya")
    office.sign_in()
    home = type(office)(office.user, office.secret, Client(HTTP_USER_AGENT="Mozilla/5.0 (iPad) Firefox/130.0"))
    home.sign_in()
    shown = office.sees("/account")
    assert "Firefox on iPad" in shown
    assert office.browser.post("/account/devices/out", {"device": "all"}).status_code == 302
    assert not home.is_in() and office.is_in()


def test_changing_a_password_signs_every_other_device_out(at_browser):
    office = at_browser("priya")
    office.sign_in()
    home = type(office)(office.user, office.secret, Client())
    home.sign_in()
    new = {"now": "kettle-otter-ladder", "password": "lantern-gravel-teapot", "again": "lantern-gravel-teapot"}
    assert office.browser.post("/account/password", new).status_code == 302
    assert office.is_in() and not home.is_in()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"now": "wrong", "password": "lantern-gravel-teapot", "again": "lantern-gravel-teapot"}, "not your password"),
        ({"now": "kettle-otter-ladder", "password": "short", "again": "short"}, "at least 12"),
        (
            {"now": "kettle-otter-ladder", "password": "lantern-gravel", "again": "lantern-grovel"},
            "same password twice",
        ),
    ],
)
def test_a_password_that_will_not_do_says_why(at_browser, new, said):
    priya = at_browser("priya")
    priya.sign_in()
    assert said in priya.browser.post("/account/password", new).content.decode()
