"""Where a history is silent although something ran, and what shows that a prepared one was not changed. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Something that ran from one day to another, and what it was: a plan, a time limit."""

    from_on: date
    until_on: date
    what: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a line: the first and the last silent day, whole weeks between, and what ran meanwhile."""

    from_on: date
    until_on: date
    weeks: int
    while_ran: tuple[str, ...]


def gaps(days: Iterable[date], spans: Iterable[Span], *, weeks: int, today: date) -> list[Gap]:
    """Each silence of at least `weeks` weeks, oldest first, that overlaps something that ran for all those weeks.

    The beginning and the end of each span count as edges of a silence, so that a plan under which nobody ever
    wrote is found too. A silence cut short by the plan's own beginning or end is as long as what is left.
    """
    spans = [s for s in spans if s.from_on <= s.until_on]
    written = set(days)
    found: dict[tuple[date, date], list[str]] = {}
    for span in spans:
        last = min(span.until_on, today)
        inside = sorted({d for d in written if span.from_on <= d <= last} | {span.from_on, last})
        for before, after in pairwise(inside):
            if (after - before).days < 7 * weeks:
                continue
            first = before + timedelta(days=1) if before in written else before
            end = after - timedelta(days=1) if after in written else after
            what = found.setdefault((first, end), [])
            if span.what not in what:
                what.append(span.what)
    return [Gap(a, b, (b - a).days // 7, tuple(what)) for (a, b), what in sorted(_widest(found).items())]


def _widest(found: dict[tuple[date, date], list[str]]) -> dict[tuple[date, date], list[str]]:
    """A silence that lies within a longer one is the same silence: it only adds what ran."""
    kept: dict[tuple[date, date], list[str]] = {}
    for (a, b), what in sorted(found.items(), key=lambda one: (one[0][0] - one[0][1], one[0])):
        home = next(((x, y) for x, y in kept if x <= a and b <= y), None)
        if home is None:
            kept[(a, b)] = list(what)
        else:
            kept[home] += [each for each in what if each not in kept[home]]
    return kept


def digest_of(held: dict[str, Any]) -> str:
    """What shows that a prepared chronology is word for word what it was."""
    return hashlib.sha256(json.dumps(held, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
