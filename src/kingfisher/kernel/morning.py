"""One line of the morning's briefing, as a room offers it. Rooms make them; the briefing gathers them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

# What a line may stand under, in the order of the briefing: code, title, what is said when nothing stands there, and
# the room without which nobody knows.
SECTIONS = (
    ("missing", "Missing, and back since yesterday", "Nobody is missing, and nobody came back.", "missing"),
    ("interviews", "Talks on return that are due", "No talk on return is due.", "missing"),
    ("children", "Children at high risk: their last day", "Nothing new of a child at high risk.", "exploitation"),
    ("bail", "Arrests, and bail that ends within a week", "No arrest, and no bail that ends.", "disruption"),
    ("court", "In court today", "Nothing is heard today.", "disruption"),
    ("orders", "Notices and orders that end within 28 days", "Nothing runs out within 28 days.", "disruption"),
    ("breaches", "Breaches since yesterday", "No breach.", "disruption"),
    ("overdue", "Overdue", "Nothing is overdue.", "disruption"),
    ("intelligence", "New intelligence", "No new report.", "intelligence"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """`section` is a code above; `tone` is red, amber or quiet; `when` orders lines.

    `person_id` says whom it is about, where it is a child, so that paper passes the safe-address guard.
    """

    section: str
    text: str
    href: str = ""
    when: date | datetime | None = None
    tone: str = "quiet"
    note: str = ""
    person_id: UUID | None = None
