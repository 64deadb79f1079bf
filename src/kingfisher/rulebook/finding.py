"""The shape of a rule of the nightly finder: plain, visible, without a score."""

from dataclasses import dataclass
from datetime import date

from kingfisher.rulebook.shapes import Entry

PATTERNS = ("repeated", "shared", "new_adult", "gathering", "together", "lacking", "stale", "answered_by_ending")


@dataclass(frozen=True, kw_only=True)
class FindingRule(Entry):
    """What is looked for (one of PATTERNS) among facts of these `codes`, how far back, and from how many on.

    `unless` are codes of facts that answer it. More than `at_most` children sharing one thing make it a switchboard,
    a school or a block of flats (0: no limit). What rests on `needs_sign` codes alone says little (a telephone two
    families give may be a grandmother's, or a number given out anew): it counts where a fact of the `signs` codes says
    that somebody is worried about one of the children. Keys in `ignores` join nobody, by this partnership's own word.

    `goes_to` are roles, the first asked first. A rule that is `withdrawn_on` finds no more; what it found stays to be
    listed, so that what was done because of it can be looked at again.
    """

    looks_for: str
    codes: tuple[str, ...]
    look_back_days: int
    at_least: int
    goes_to: tuple[str, ...]
    asks: str
    unless: tuple[str, ...] = ()
    at_most: int = 0
    needs_sign: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    is_alert: bool = False
    withdrawn_on: date | None = None
    withdrawn_why: str = ""

    @property
    def wants(self) -> set[str]:
        """The codes of every fact this rule reads."""
        return {*self.codes, *self.unless, *self.signs}

    def finds(self, on: date) -> bool:
        """Is it in force on that day and not withdrawn?"""
        return self.is_in_force(on) and not (self.withdrawn_on and self.withdrawn_on <= on)
