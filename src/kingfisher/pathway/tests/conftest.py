"""Signing in as one of the cast, through the door a browser uses."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def signed_in(cast, now, monkeypatch) -> Callable[[str], Client]:
    """`signed_in("priya")`: a browser in which she is signed in and has said why she is here.

    A test is one transaction, in which PostgreSQL's clock stands still; so does the doors' clock, at `now`.
    """
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def enter(name: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        session = client.session
        session["placement"], session["purpose"] = str(cast.placements[name]), "safeguard_child"
        session.save()
        return client

    return enter
