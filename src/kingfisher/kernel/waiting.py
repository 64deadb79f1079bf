"""One thing that waits for somebody, as a room offers it. Rooms make them; the desk gathers them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of somebody's work. Its title carries nothing of a child.

    `state` is of its clock and `rag` of its rating, "" where it has none.
    """

    title: str
    href: str
    due_at: datetime | None
    state: str
    rag: str
    since: datetime
