"""One thing that waits for somebody, as a room offers it. The desk, or the page of the three, gathers them.

A room above the page of the three offers what it puts before them at start-up (apps.py), as with `links`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of somebody's work. Its title carries nothing of a child.

    `state` is of its clock and `rag` of its rating, "" where it has none. `note` says on the desk what it is about, and
    names nobody; no notice carries it.
    """

    title: str
    href: str
    due_at: datetime | None
    state: str
    rag: str
    since: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class ForPartners:
    """One line put before the three safeguarding partners. `key` tells two of a room apart; `is_named`: a child may
    be named behind it, so it opens with a reason.
    """

    key: str
    title: str
    detail: str
    href: str
    due_on: date | None = None
    is_late: bool = False
    is_named: bool = False


_for_partners: dict[str, Callable[..., list[ForPartners]]] = {}


def offer_to_partners(room: str, tell: Callable[..., list[ForPartners]]) -> None:
    """A room above says at start-up what it puts before the three: `tell(actor)`."""
    _for_partners[room] = tell


def offered_to_partners(room: str) -> Callable[..., list[ForPartners]] | None:
    """How the room above tells it; None when no such room is installed."""
    return _for_partners.get(room)
