"""When an account locks and a session ends, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.accounts import rules

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def minutes(*said: float) -> list[datetime]:
    return [NOON + timedelta(minutes=m) for m in said]


@pytest.mark.parametrize(
    ("wrong", "until"),
    [
        ((), None),
        ((0, 1, 2, 3), None),
        ((0, 1, 2, 3, 4), 4 + 15),
        ((0, 1, 2, 3, 4, 20), 4 + 15),
        ((0, 1, 2, 3, 4, 20, 21, 22, 23, 24), 24 + 30),
        (tuple(range(100)), 99 + 240),
    ],
)
def test_five_wrong_tries_lock_and_five_more_lock_for_longer(wrong, until):
    assert rules.locked_until(minutes(*wrong)) == (minutes(until)[0] if until else None)


@pytest.mark.parametrize(
    ("began", "seen", "now", "why"),
    [(0, 0, 29, ""), (0, 0, 30, "idle"), (0, 719, 720, "longest"), (0, 25, 54, ""), (0, 25, 55, "idle")],
)
def test_a_session_ends_when_nothing_is_done_and_when_it_was_long_enough(began, seen, now, why):
    assert rules.ended_by(*minutes(began, seen, now), idle=30, longest=720) == why


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://login.council.example/tenant/v2.0", True),
        ("http://login.council.example", False),
        ("https://10.0.0.5/", False),
        ("https://localhost/", False),
        ("https://login.council.example/?next=", False),
        ("file:///etc/passwd", False),
        ("https://a@b.example/", False),
        ("http://127.0.0.1:9999", False),
    ],
)
def test_a_provider_is_asked_at_an_https_address_with_a_name(address, good):
    assert bool(rules.issuer_gaps(address)) is not good


def test_only_in_the_demonstration_may_a_provider_be_on_this_machine():
    assert rules.issuer_gaps("http://127.0.0.1:9999", loopback=True) == ""
    assert rules.issuer_gaps("http://10.0.0.5:9999", loopback=True)


@given(st.text(max_size=300))
def test_any_address_and_any_browser_is_read_without_a_fault(words):
    assert isinstance(rules.issuer_gaps(words), str)
    assert rules.device_in_words(words)
