"""When an account locks, when a session ends, what a device is called. Pure: the moments are told."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

WRONG_TRIES = 5
FIRST_LOCK_MINUTES = 15
LONGEST_LOCK_MINUTES = 240
RECENT_MINUTES = 30  # how fresh a sign-in must be for changing how one signs in
LINK_HOURS = 72
KEPT_HOURS = 12


def locked_until(wrong_at: Sequence[datetime]) -> datetime | None:
    """Until when an account is locked after wrong tries since the last right one (in the last 24 hours).

    Five lock it for 15 minutes, each five more for twice as long, four hours at most.
    """
    fives = len(wrong_at) // WRONG_TRIES
    if not fives:
        return None
    minutes = min(FIRST_LOCK_MINUTES * 2 ** (fives - 1), LONGEST_LOCK_MINUTES)
    return sorted(wrong_at)[fives * WRONG_TRIES - 1] + timedelta(minutes=minutes)


def ended_by(signed_in_at: datetime, seen_at: datetime, now: datetime, *, idle: int, longest: int) -> str:
    """Why a session is over: `idle`, `longest`, or empty while it lives. Limits are in minutes."""
    if now >= signed_in_at + timedelta(minutes=longest):
        return "longest"
    return "idle" if now >= seen_at + timedelta(minutes=idle) else ""


def is_recent(signed_in_at: datetime, now: datetime) -> bool:
    """Whether she signed in so lately that she may change how she signs in."""
    return now < signed_in_at + timedelta(minutes=RECENT_MINUTES)


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
            ("Mac OS", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"))  # fmt: skip


def device_in_words(user_agent: str) -> str:
    """A browser and a system somebody may recognise as hers: “Firefox on Windows”."""
    browser = next((words for mark, words in _BROWSERS if mark in user_agent), "A browser")
    system = next((words for mark, words in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def issuer_gaps(address: str, *, loopback: bool = False) -> str:
    """What is wrong with a provider's address, as a sentence; empty when nothing is.

    It must be https, without a query: whoever may name it makes this server ask there. Loopback is for trying out.
    """
    if loopback and re.fullmatch(r"http://(127\.0\.0\.1|localhost):\d+(/[^?#\s]*)?", address):
        return ""
    if re.fullmatch(r"https://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(:\d+)?(/[^?#\s]*)?", address):
        return ""
    return "The address must begin with https:// and be the one your provider calls its issuer"
