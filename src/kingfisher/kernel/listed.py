"""Listed: one list for whoever must be handed what the hub holds, as a room tells it. A room above whoever gathers
them offers its own at start-up (apps.py), as `links` does with addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows under columns, all of them words. `people` are those it is about, for the guard."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    people: tuple[UUID, ...] = ()


_offered: dict[str, Callable[..., Listed]] = {}


def offer(what: str, tell: Callable[..., Listed]) -> None:
    """A room above says at start-up how it tells a list: `tell(actor, first=, last=)`."""
    _offered[what] = tell


def offered(what: str) -> Callable[..., Listed] | None:
    """How the room above tells it; None when no such room is installed."""
    return _offered.get(what)
