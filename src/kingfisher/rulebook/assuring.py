"""The shapes of the rules about assurance: what agencies are asked of themselves, and what inspectors ask for."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class Standard:
    """One thing an agency says of itself. `asks` is what good looks like; `law` where that is asked for."""

    code: str
    title: str
    asks: str
    law: str


@dataclass(frozen=True, kw_only=True)
class Assessment(Entry):
    """A self-assessment: its standards, to which kinds of agency it goes, how long they have and how often."""

    standard: tuple[Standard, ...]
    kinds: tuple[str, ...]
    weeks: int
    every_months: int


@dataclass(frozen=True, kw_only=True)
class PackItem:
    """One list of a pack. `gathers` names what a room tells ("" where the hub holds none of it: said so).

    `limits`: what of it the hub does not hold. `of_children`: of single children or single cases, so opened to few.
    """

    code: str
    title: str
    asks: str
    gathers: str = ""
    of_children: bool = False
    limits: str = ""


@dataclass(frozen=True, kw_only=True)
class PackKind(Entry):
    """What inspectors ask for, list by list, over so many months back."""

    item: tuple[PackItem, ...]
    months: int
