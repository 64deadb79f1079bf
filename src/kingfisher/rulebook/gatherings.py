"""Meetings in the rulebook: who must be there, what the minutes hold, which clocks they move; what has begun."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One place at a meeting's table, filled by any of these kinds of agency."""

    who: str
    kinds: tuple[str, ...]
    needed: bool


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a meeting's minutes. `closed` lies in the folder the family's part never touches."""

    code: str
    title: str
    closed: bool = False
    family_safe: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingKind(Entry):
    """A kind of meeting: its quorum, its minutes, and the clocks it stops and starts on what it is about.

    `open_days` is how long its papers stay open to those invited, counted from the meeting; `action_days` is
    the ordinary time for an action. `without_children` may be about places and themes alone. `answers_in` is the
    closed part that begins with what agencies answered about its children in the `answers_days` before.
    """

    seat: tuple[Seat, ...]
    section: tuple[Section, ...]
    family_comes: bool
    open_days: int
    action_days: int
    others: int = 0
    without_children: bool = False
    answers_in: str = ""
    answers_days: int = 0
    stops: tuple[str, ...] = ()
    starts: str = ""
    decisions_clock: str = ""
    minutes_clock: str = ""
    papers_clock: str = ""

    def sections(self, *, closed: bool) -> tuple[Section, ...]:
        """The parts of its minutes that lie in the closed folder, or in the open one."""
        return tuple(one for one in self.section if one.closed == closed)


@dataclass(frozen=True, kw_only=True)
class Switch(Entry):
    """Something a partnership begins on a day of its own."""

    on: bool
