"""The shape of a rule of the nightly finder: plain, visible, without a score."""

from dataclasses import dataclass
from datetime import date

from kingfisher.rulebook.shapes import Entry

PATTERNS = ("repeated", "shared", "new_adult", "gathering", "together", "lacking", "stale", "answered_by_ending")


@dataclass(frozen=True, kw_only=True)
class FindingRule(Entry):
    """What is looked for (one of PATTERNS) among facts of these `codes`, how far back, and from how many on.

    `unless` are codes of facts that answer it. More than `at_most` children sharing one thing make it a switchboard,
    a school or a block of flats (0: no limit). `goes_to` are roles, the first asked first. A rule that is
    `withdrawn_on` finds no more; what it found stays to be listed, so that what was done because of it can be looked
    at again.
    """

    looks_for: str
    codes: tuple[str, ...]
    look_back_days: int
    at_least: int
    goes_to: tuple[str, ...]
    asks: str
    unless: tuple[str, ...] = ()
    at_most: int = 0
    is_alert: bool = False
    withdrawn_on: date | None = None
    withdrawn_why: str = ""

    def finds(self, on: date) -> bool:
        """Is it in force on that day and not withdrawn?"""
        return self.is_in_force(on) and not (self.withdrawn_on and self.withdrawn_on <= on)
