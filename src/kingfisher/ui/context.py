"""What the page frame needs, from the request and one setting. No person's record is read here.

`settings.KINGFISHER_FRAME` is a dict; every key may be left out:
`partnership_name`; `demo` (True shows that all people are invented); `exit_url` (where "Exit this page" leads);
`home_url`, `search_url`, `change_url`, `sign_out_url` (addresses, or "" to leave the thing out);
`navigation`: dotted path of a function of the request that returns `NavItem`s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from kingfisher.ui.bound import upper_first

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True)
class NavItem:
    """`count` (short text) stands beside the label, such as the number waiting."""

    label: str
    href: str
    count: str = ""


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


@lru_cache(maxsize=4)
def _function(path: str) -> Callable[[HttpRequest], list[NavItem]]:
    return import_string(path)


def frame(request: HttpRequest) -> dict[str, Any]:
    """This will give the layout its words, as `frame`; a context processor. Works with no actor and no setting.

    What a view passes under the same name (`navigation`, `at`, `who`, `search_url`, ...) is used instead: the
    layouts ask the page first. They are not loose names because Django lets a processor overwrite the view.
    """
    said: dict[str, Any] = getattr(settings, "KINGFISHER_FRAME", {})
    actor = getattr(request, "actor", None)
    navigation = _function(said["navigation"])(request) if said.get("navigation") else []
    words = {
        "service_name": said.get("service_name", "Kingfisher"),
        "partnership_name": said.get("partnership_name", ""),
        "demo": bool(said.get("demo", False)),
        "exit_url": said.get("exit_url") or NEUTRAL_PAGE,
        "home_url": said.get("home_url", "/"),
        "search_url": said.get("search_url", ""),
        "change_url": said.get("change_url", ""),
        "sign_out_url": said.get("sign_out_url", ""),
        "navigation": navigation,
        "path": request.path,
        "who": who_is(actor),
        "at": getattr(actor, "at", None) or timezone.now(),
        "flashes": _flashes(request),
    }
    return {"frame": words}


def who_is(actor: Any) -> WhoBar | None:
    """The who-am-I bar's words, from anything shaped like an Actor; None for a visitor."""
    if actor is None or not getattr(actor, "worker_name", ""):
        return None
    purpose = getattr(actor, "purpose", "") or ""
    return WhoBar(
        actor.worker_name,
        getattr(actor, "organisation_name", ""),
        _in_words(getattr(actor, "role_name", "") or getattr(actor, "role", "")),
        _in_words(getattr(purpose, "label", purpose)),
    )


def _in_words(code: Any) -> str:
    return upper_first(str(getattr(code, "value", code)).replace("_", " "))


def _flashes(request: HttpRequest) -> list[Flash]:
    if not hasattr(request, "_messages"):
        return []
    return [Flash(str(one), one.level_tag or "info") for one in get_messages(request)]
