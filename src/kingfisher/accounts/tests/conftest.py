"""Somebody at a browser, with an account and with or without a second factor; the time is the test's."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.accounts.signing import factors
from tests.cast import LONG_AGO, gather

PASSWORD = "kettle-otter-ladder"


@pytest.fixture
def clock(monkeypatch, now):
    """What the doors take for the time: `clock.at` may be moved on."""

    class Clock:
        at: datetime = now

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.at)
    return Clock


class Step:
    """The half minute the authenticator apps of these tests live in; each code asked for comes one later."""

    now = 50_000_000


@pytest.fixture(autouse=True)
def half_minutes(monkeypatch):
    """The library reads the machine's clock; here it reads the tests' own, so that none waits for a new code."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter(range(Step.now - 1, Step.now + 2)))


@dataclass
class Somebody:
    """One person of the cast at one browser."""

    user: object
    secret: str = ""
    browser: Client = field(default_factory=Client)

    def code(self) -> str:
        """A right code that was not used yet."""
        Step.now += 1
        return totp.format_hotp_value(totp.hotp_value(self.secret, Step.now))

    def password(self, said: str = PASSWORD, **more):
        return self.browser.post("/sign-in", {"username": self.user.username, "password": said, **more})

    def sign_in(self, **more):
        assert self.password(**more)["Location"] == "/sign-in/second"
        return self.browser.post("/sign-in/second", {"code": self.code()})

    def sees(self, address: str) -> str:
        return self.browser.get(address).content.decode()

    def is_in(self) -> bool:
        return self.browser.get("/account").status_code == 200


@pytest.fixture
def at_browser(cast, db):
    """`at_browser("priya")`: she has a password and an authenticator app; `factor=False`: a password only."""

    def make(name: str, *, factor: bool = True) -> Somebody:
        user = get_user_model().objects.get(username=name)
        user.set_password(PASSWORD)
        user.save()
        one = Somebody(user)
        if factor:
            one.secret = factors.new_secret()
            totp.TOTP.activate(user, one.secret)
        return one

    return make


@pytest.fixture
def gita(cast, db, now):
    """The council's administrator: her username, for `at_browser`, and her placement."""
    with acting_as(actor_for(gather.founded, at=LONG_AGO, via="command")) as installer:
        worker = access.add_worker(
            installer, name="Gita Vasquez", email="gita@council.example", username="gita", at=LONG_AGO
        )
        return access.give_place(
            installer, worker_id=worker, organisation_code="council", role_code="agency_administrator", at=LONG_AGO
        )
