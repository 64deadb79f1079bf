"""Who must be there, what an invitation file says, and whom a late action is put before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kingfisher.rulebook.gatherings import MeetingKind

THERE = ("there", "by_call")
CALLER_AFTER_DAYS = 7
SAFE_CHARACTERS = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


@dataclass(frozen=True, slots=True)
class AtTable:
    """One agency at the table: its key as text, its kind, and whether whoever came may decide for it."""

    agency: str
    kind: str
    decides: bool


def quorum_gaps(kind: MeetingKind, there: Iterable[AtTable]) -> tuple[str, ...]:
    """Who is missing for this kind of meeting, in words; empty when it may decide.

    A needed seat counts only with somebody who may decide for her agency. `others` counts further agencies.
    """
    present, taken, gaps = list(there), set(), []
    for seat in kind.seat:
        fit = [a for a in present if a.kind in seat.kinds]
        if seat.needed and not fit:
            gaps.append(f"{seat.who} is not there.")
        elif seat.needed and not any(a.decides for a in fit):
            gaps.append(f"Nobody from {lower_first(seat.who)} may decide for it.")
        if seat.needed and fit:
            taken.add(next((a.agency for a in fit if a.decides), fit[0].agency))
    others = len({a.agency for a in present} - taken)
    if others < kind.others:
        lack = kind.others - others
        gaps.append(f"{lack} more {'agency' if lack == 1 else 'agencies'} must be there.")
    return tuple(gaps)


def seats_open(kind: MeetingKind, invited: Iterable[AtTable]) -> tuple[str, ...]:
    """The seats nobody has been asked for yet, needed ones first."""
    kinds = {a.kind for a in invited}
    wanted = sorted(kind.seat, key=lambda seat: not seat.needed)
    return tuple(seat.who for seat in wanted if not kinds & set(seat.kinds))


def lower_first(words: str) -> str:
    """Police -> police."""
    return words[:1].lower() + words[1:]


def issue_gaps(decisions: int) -> tuple[str, ...]:
    """What is lacking before decisions go out."""
    return () if decisions else ("Write down what was decided; “no decision” is a decision too.",)


def days_late(due_on: date, today: date) -> int:
    """How many days ago an open action was due; 0 until the day after."""
    return max((today - due_on).days, 0)


def late_words(days: int) -> str:
    """1 day late."""
    return f"{days} {'day' if days == 1 else 'days'} late" if days else ""


def open_until(kind: MeetingKind, ends_at: datetime) -> datetime:
    """Until when the papers of this meeting stay open to those who were asked."""
    return ends_at + timedelta(days=kind.open_days)


def calendar_file(
    *, ref: str, starts_at: datetime, ends_at: datetime, place: str, sequence: int, made_at: datetime, called_off: bool
) -> str:
    """An iCalendar invitation (RFC 5545) that names nobody: its reference, its time and its place alone."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kingfisher//Meetings//EN", "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if called_off else 'REQUEST'}", "BEGIN:VEVENT", f"UID:{ref}@kingfisher",
        f"DTSTAMP:{_utc(made_at)}", f"DTSTART:{_utc(starts_at)}", f"DTEND:{_utc(ends_at)}", f"SEQUENCE:{sequence}",
        f"SUMMARY:Meeting {_escaped(ref)}", f"LOCATION:{_escaped(place)}", "CLASS:CONFIDENTIAL",
        f"STATUS:{'CANCELLED' if called_off else 'CONFIRMED'}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    return "".join(SAFE_CHARACTERS.get(c, c) for c in words if c >= " " or c == "\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, the later ones begun by a space; no character is cut in two."""
    parts, now = [], ""
    for character in line:
        if len((now + character).encode()) > 75:
            parts.append(now)
            now = " "
        now += character
    return [*parts, now]
