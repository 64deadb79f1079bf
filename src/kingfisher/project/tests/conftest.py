"""What the tests of the matrix share: a clock that stands still; an answer without what differs each time."""

import re

import pytest


@pytest.fixture
def clock(monkeypatch, now):
    """The doors' clock stands still: one test is one transaction, whose moment PostgreSQL takes for now."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now


def plain(response, *keys: object) -> str:
    """What was answered, without what differs each time: tokens, and the key that was asked for."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.content.decode(errors="replace"))
    text = re.sub(r'challenge(&#34;|"): ?(&#34;|")[\w-]+', "challenge", text)  # a passkey's, another each time
    text = re.sub(r'name="once" value="[^"]+"', "", text)
    if text.startswith("%PDF"):  # when a paper was made, and the mark of that making
        text = re.sub(r"D:\d{14}Z?|<xmp:\w+Date>[^<]*|<xmpMM:\w+ID>[^<]*|/ID ?\[[^\]]*\]", "", text)
    for key in keys:
        text = text.replace(str(key), "KEY")
    return text
