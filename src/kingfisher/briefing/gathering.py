"""Gathering the morning from every room that has something for it. Each worker sees what the policy lets her see."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.morning import SECTIONS, Line
from kingfisher.kernel.timing import LONDON, local_day
from kingfisher.rulebook import ask

# Each offers `queries.for_briefing(actor, since=...)`, a list of kernel.morning.Line; a room not built is left out.
ROOMS = ("missing", "exploitation", "disruption", "intelligence")
audit.can_record(
    briefing__morning__opened="looked at the morning's briefing",
    briefing__morning__printed="printed the morning's briefing",
)


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines, the red ones first; `empty` is said when there are none."""

    code: str
    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything since nine yesterday, or since Friday's nine on a Monday."""

    since: datetime
    at: datetime
    sections: tuple[Section, ...]
    not_asked: tuple[str, ...]


def since_when(at: datetime) -> datetime:
    """Nine o'clock of the working day before, in London."""
    calendar = ask.calendar()
    day = local_day(at, calendar) - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(9), LONDON)


def gathered(actor: Actor, *, printed: bool = False) -> Briefing:
    """The briefing as this worker may see it, recorded. `not_asked` are rooms that are not built yet."""
    since, found, absent = since_when(actor.at), [], []
    for room in ROOMS:
        if find_spec(f"kingfisher.{room}") is None:
            absent.append(room)
            continue
        offers = getattr(import_module(f"kingfisher.{room}.queries"), "for_briefing", None)
        if offers is None:
            absent.append(room)
            continue
        found += offers(actor, since=since)
    sections = tuple(
        Section(code, title, tuple(_ordered([one for one in found if one.section == code])), empty)
        for code, title, empty, room in SECTIONS
        if room not in absent  # what nobody was asked about is left out: it must not read as “nothing”
    )
    audit.record(actor, f"briefing.morning.{'printed' if printed else 'opened'}", facts={"count": len(found)})
    return Briefing(since, actor.at, sections, tuple(absent))


def _ordered(lines: list[Line]) -> list[Line]:
    tones = {"red": 0, "amber": 1}
    return sorted(lines, key=lambda one: (tones.get(one.tone, 2), str(one.when or ""), one.text))
