"""My work today: pulled from every room, in one list ordered by when it is due. Nothing announces itself here."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from kingfisher.kernel.actor import Actor

# Rooms that have work waiting for people. Each offers `queries.work_waiting(actor) -> list of Waiting-like rows`
# with: title, href, due_at, state, kind, note. Order here breaks ties only.
ROOMS = ("referrals", "sharing", "postroom")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to do: what, where, by when. Its title carries nothing a notice should not."""

    title: str
    href: str
    due_at: datetime | None
    state: str
    kind: str
    note: str


def for_worker(actor: Actor, *, at_most: int = 60) -> list[Piece]:
    """What waits for this worker, soonest due first; what has no due moment comes last."""
    found: list[Piece] = []
    for room in ROOMS:
        if find_spec(f"kingfisher.{room}") is None:
            continue
        waiting = getattr(import_module(f"kingfisher.{room}.queries"), "work_waiting", None)
        for w in waiting(actor) if waiting else ():
            found.append(Piece(w.title, w.href, w.due_at, w.state, w.kind, w.note))
    return sorted(found, key=lambda p: (p.due_at is None, p.due_at or actor.at))[:at_most]
