"""How often a door may be knocked at from one address: counted in PostgreSQL, for all processes at once, and bounded.

An address is put into one of SLOTS slots by a keyed hash, so that the count holds no address and has at most SLOTS rows
a door, whoever knocks. Generous: a whole council may stand behind one address. Accounts have their own lock.
"""

import ipaddress
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kingfisher.accounts.signing.sealing import keyed_digest

SLOTS = 4096
# door: (times, minutes). Reading a public page costs little; sending, guessing and asking for tokens cost more. A
# `report` is one that somebody sent without an account and that is read at once, beside what `public` counts. Each of
# them counts by itself: places asked for on courses, and ways to training records.
LIMITS = {"signing_in": (300, 5), "public": (120, 5), "machine": (3000, 5),
          "report": (60, 60), "training": (30, 60), "training_record": (10, 15)}  # fmt: skip
_COUNT = """
    INSERT INTO accounts_tally AS t (place, began_at, times) VALUES (%(place)s, %(now)s, 1)
    ON CONFLICT (place) DO UPDATE SET
      times = CASE WHEN t.began_at <= %(since)s THEN 1 ELSE t.times + 1 END,
      began_at = CASE WHEN t.began_at <= %(since)s THEN %(now)s ELSE t.began_at END
    RETURNING times, began_at"""


def address_of(request: HttpRequest) -> str:
    """Where a request came from: the last of KINGFISHER_PROXIES trusted proxies says, else the connection itself."""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(said) >= settings.PROXIES:
        shown = said[-settings.PROXIES].strip()
    else:
        shown = request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(shown))
    except ValueError:
        return ""


def wait(door: str, whom: str, now: datetime) -> int:
    """Count one knock; how many seconds to wait before the next, 0 for none."""
    most, minutes = LIMITS[door]
    slot = zlib.crc32(keyed_digest(whom).encode()) % SLOTS
    since = now - timedelta(minutes=minutes)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"place": f"{door}:{slot}", "now": now, "since": since})
        times, began_at = cursor.fetchone()
    return 0 if times <= most else max(1, int((began_at - since).total_seconds()))


class RateLimits:
    """Middleware: doors that anybody may knock at count who knocks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        door = "machine" if request.path.startswith("/api/") else str(getattr(view, "declared", ""))
        if door not in LIMITS or (door != "machine" and request.method in ("GET", "HEAD")):
            return None
        seconds = wait(door, address_of(request), timezone.now())
        if not seconds:
            return None
        return too_often(request, seconds)


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """429, as a page or as a problem a machine reads; with how long to wait."""
    if request.path.startswith("/api/"):
        body = '{"type": "about:blank", "title": "Too often", "status": 429, "detail": "Wait, then ask again."}'
        answer = HttpResponse(body, content_type="application/problem+json", status=429)
    else:
        minutes = -(-seconds // 60)
        answer = render(request, "accounts/pages/_too_often.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
