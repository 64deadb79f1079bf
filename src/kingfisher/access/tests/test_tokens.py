"""An agency's system changes its key for a token: for minutes, and for no more than it was given."""

import base64
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from kingfisher.access import actions, machines
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.models import AuditLine, MachineKey
from kingfisher.access.permissions import Permission
from tests.cast import gather

pytestmark = pytest.mark.django_db
TOKEN = "/api/v1/token"


@pytest.fixture
def clock(monkeypatch, now):
    """What the doors take for the time; `clock.at` may be set."""

    class Clock:
        at = now

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.at)
    return Clock


@pytest.fixture
def key(cast, clock, now):
    """`key(scopes)`: name and secret of a key of the police's own system."""

    def make(*scopes: str) -> tuple[str, str]:
        with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
            secret = actions.make_machine_key(
                installer, placement_id=cast.placements["police_system"], label="Niche", scopes=scopes, at=now
            )
            row = MachineKey.objects.get(digest=machines.digest_of(secret))
        return str(row.id), secret

    return make


def post(body: dict, **headers: str):
    return Client().post(TOKEN, urlencode(body), content_type="application/x-www-form-urlencoded", **headers)


def ask(name: str, secret: str, **more):
    body = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret, **more}
    return post(body)


def told(token: str):
    return Client().get("/api/v1/requests", HTTP_AUTHORIZATION=f"Bearer {token}").status_code


def test_a_key_is_changed_for_a_token_that_opens_what_the_key_opens(key):
    name, secret = key()
    answer = ask(name, secret)
    assert answer.status_code == 200
    said = answer.json()
    assert said["token_type"] == "Bearer" and said["expires_in"] == machines.TOKEN_MINUTES * 60
    assert Permission.REQUEST_READ in said["scope"].split()
    assert "no-store" in answer["Cache-Control"]
    assert told(said["access_token"]) == 200


def test_the_name_and_the_key_may_come_by_basic_authentication(key):
    name, secret = key()
    shown = base64.b64encode(f"{name}:{secret}".encode()).decode()
    answer = post({"grant_type": "client_credentials"}, HTTP_AUTHORIZATION=f"Basic {shown}")
    assert answer.status_code == 200


def test_a_token_opens_no_more_than_the_scopes_asked_for(key):
    name, secret = key()
    token = ask(name, secret, scope=Permission.CONCERN_SUBMIT).json()["access_token"]
    assert told(token) == 403


def test_a_key_gives_no_scope_it_was_not_given(key):
    name, secret = key(Permission.CONCERN_SUBMIT)
    answer = ask(name, secret, scope=Permission.REQUEST_READ)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert told(ask(name, secret).json()["access_token"]) == 403
    assert told(secret) == 403


def test_a_scope_nobody_of_that_role_has_is_refused(key):
    name, secret = key()
    assert ask(name, secret, scope=Permission.PLACE_GIVE).json()["error"] == "invalid_scope"


@pytest.mark.parametrize("wrong", ["name", "secret", "grant", "nothing", "garbage"])
def test_whatever_is_wrong_the_answer_is_one_the_standard_words(key, wrong):
    name, secret = key()
    other, _ = key()
    answers = {
        "name": lambda: ask(other, secret),
        "secret": lambda: ask(name, "kf_guess"),
        "grant": lambda: ask(name, secret, grant_type="password"),
        "nothing": lambda: Client().post(TOKEN),
        "garbage": lambda: Client().post(TOKEN, b"\xff\x00" * 9000, content_type="application/x-www-form-urlencoded",
                                         HTTP_AUTHORIZATION="Basic %%%"),
    }  # fmt: skip
    answer = answers[wrong]()
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] in ("invalid_client", "unsupported_grant_type", "invalid_request")


def test_a_token_is_good_for_minutes(key, clock, now):
    name, secret = key()
    token = ask(name, secret).json()["access_token"]
    clock.at = now + timedelta(minutes=machines.TOKEN_MINUTES, seconds=1)
    assert told(token) == 401


def test_ending_a_key_ends_its_tokens_the_same_second(key, now):
    name, secret = key()
    token = ask(name, secret).json()["access_token"]
    with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
        actions.end_machine_key(installer, key_id=name, at=now)
    assert (told(token), told(secret)) == (401, 401)
    assert ask(name, secret).status_code == 401


def test_a_key_changed_for_a_new_one_is_good_for_a_day_more(key, clock, now):
    name, secret = key(Permission.REQUEST_ANSWER)
    with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
        new = actions.rotate_machine_key(installer, key_id=name, at=now)
    assert (told(secret), told(new)) == (200, 200)
    clock.at = now + timedelta(hours=25)
    assert (told(secret), told(new)) == (401, 200)


def test_changing_a_key_for_a_token_is_recorded(key, cast, now):
    name, secret = key()
    ask(name, secret)
    with acting_as(actor_for(cast.placements["police_system"], at=now)):
        line = AuditLine.objects.filter(what="access.machine.key_exchanged").latest("id")
    assert line.facts["key"] == name and secret not in str(line.facts)
