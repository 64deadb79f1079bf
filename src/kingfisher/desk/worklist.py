"""My work today: pulled from every room, in one list ordered by when it is due. Nothing announces itself here."""

from dataclasses import astuple, dataclass
from importlib import import_module
from importlib.util import find_spec

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.waiting import Waiting

# Rooms that have work waiting for people. Each offers `queries.work_waiting(actor)`: rows with title, href, due_at,
# state (of its clock), rag and since.
ROOMS = ("referrals", "pathway", "meetings", "plans", "sharing", "people", "postroom", "access", "escalations",
         "trail", "partnership", "finder", "intelligence", "disruption", "missing", "exploitation",
         "patterns", "learning", "reviews", "assurance")  # fmt: skip
KINDS = {
    "partnership": "Board",
    "referrals": "Front door", "pathway": "Child", "meetings": "Meeting", "plans": "Plan", "sharing": "Request",
    "people": "Who is who", "postroom": "Arrival", "access": "Access", "escalations": "Disagreement",
    "trail": "Record", "finder": "What the facts say", "intelligence": "Intelligence",
    "disruption": "Disruption", "missing": "Missing",
    "exploitation": "Exploitation", "patterns": "Pattern", "learning": "Training", "reviews": "Review",
    "assurance": "Assurance",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece(Waiting):
    """What waits, and of which sort its room's work is."""

    kind: str = ""


def for_worker(actor: Actor, *, at_most: int = 60) -> list[Piece]:
    """What waits for this worker, soonest due first; what has no due moment comes last, the oldest first."""
    found: list[Piece] = []
    for room in ROOMS:
        if find_spec(f"kingfisher.{room}") is None:
            continue
        waiting = getattr(import_module(f"kingfisher.{room}.queries"), "work_waiting", None)
        for w in waiting(actor) if waiting else ():
            found.append(Piece(*astuple(w), kind=KINDS[room]))
    return sorted(found, key=lambda p: (p.due_at is None, p.due_at or p.since))[:at_most]
