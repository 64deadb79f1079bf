"""What the page frame needs to know of the request: who is looking, for whom, why, and what was just done.

No person's record is read here. The links at the top are not this module's: a page (or another context
processor) passes `navigation` (a list of `NavItem`s and `NavMenu`s), `search_url`, `change_url` and `sign_out_url`;
what is not passed is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate

from kingfisher.rulebook import ask
from kingfisher.ui.bound import upper_first
from kingfisher.ui.filters import moment

LEFT_OPEN = "left_open"  # in a reader's session: whose hard accounts she chose to leave open today
NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True)
class NavItem:
    """`count` (short text) stands beside the words, such as how many wait. A dict with these keys will do."""

    text: str
    href: str
    active: bool = False
    count: str = ""


@dataclass(frozen=True)
class NavMenu:
    """Links under one word of the bar, opened by a press: works without JavaScript."""

    text: str
    links: tuple[NavItem, ...]


@dataclass(frozen=True)
class WhoBar:
    """Who is looking, for whom, as what, and why."""

    worker: str
    organisation: str
    role: str
    purpose: str = ""


@dataclass(frozen=True)
class Flash:
    text: str
    tone: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """This will give the layouts their words, as `frame`; a context processor. Works with no actor.

    What a page passes as `at`, `who`, `partnership_name`, `demo` or `exit_url` is used instead. They are
    not loose names here because Django lets a processor overwrite what the page passed.
    """
    actor = getattr(request, "actor", None)
    words = {
        "service_name": "Kingfisher",
        "partnership_name": getattr(settings, "PARTNERSHIP", ""),
        "area": getattr(settings, "AREA", {}),
        "demo": bool(getattr(settings, "DEMO", False)),
        "exit_url": getattr(settings, "EXIT_URL", "") or NEUTRAL_PAGE,
        "path": request.path,
        "who": who_is(actor),
        "at": getattr(actor, "at", None) or timezone.now(),
        "flashes": _flashes(request),
        "watermark": watermark(actor),
        "left_open": left_open(request, localdate(getattr(actor, "at", None))),
    }
    return {"frame": words}


def left_open(request: HttpRequest, today: date) -> list[str]:
    """Keys of those whose accounts behind a warning this reader chose to leave open today; it ends with its day."""
    kept = getattr(request, "session", {}).get(LEFT_OPEN) or {}
    return list(kept.get("of", ())) if kept.get("on") == today.isoformat() else []


def who_is(actor: Any) -> WhoBar | None:
    """The who-am-I bar's words, from an Actor; None for a visitor."""
    if actor is None or not getattr(actor, "worker_name", ""):
        return None
    return WhoBar(
        actor.worker_name,
        actor.organisation_name,
        upper_first(str(actor.role).replace("_", " ")),
        _purpose_in_words(str(actor.purpose or "")),
    )


def watermark(actor: Any) -> str:
    """What stands across every page of somebody let in to read: who, when, what for; empty for others."""
    if actor is None or not getattr(actor, "reads_only", False):
        return ""
    return f"{actor.worker_name}, {moment(actor.at)}, {actor.given_for}"


def _purpose_in_words(code: str) -> str:
    if not code:
        return ""
    try:
        return ask.purpose(code).title
    except ask.NotInRulebook:
        return upper_first(code.replace("_", " "))


def _flashes(request: HttpRequest) -> list[Flash]:
    if not hasattr(request, "_messages"):
        return []
    return [Flash(str(one), one.level_tag or "info") for one in get_messages(request)]
