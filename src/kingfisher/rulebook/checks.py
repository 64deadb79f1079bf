"""What must hold across the whole rulebook: dates in order, names that lead somewhere, sourced claims."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import time
from itertools import pairwise
from typing import cast
from urllib.parse import urlsplit

from kingfisher.rulebook import assuring, disrupting, gatherings, indicators, shapes

Entries = Mapping[tuple[str, str], tuple[shapes.Entry, ...]]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STANDINGS = ("statute", "statutory_guidance", "local")


def faults_in(entries: Entries) -> list[str]:
    """Every fault that takes more than one field or entry to see, as sentences; empty for a sound book."""
    faults: list[str] = []
    for (kind, _), wordings in entries.items():
        faults += _dates(wordings)
        for one in wordings:
            faults += [f"{one.id!r}: {fault}" for fault in _claims(one)]
            faults += [f"{one.id!r}: {fault}" for fault in CHECKS.get(kind, _nothing)(one, entries)]
    return faults


def _dates(wordings: tuple[shapes.Entry, ...]) -> Iterator[str]:
    begun = [(one.from_, one.until, one.id) for one in wordings if one.from_]
    for (from_, until, _), (next_from, _, id_) in pairwise(begun):
        if from_ == next_from or (until and until >= next_from):
            yield f"{id_!r}: two wordings apply on {next_from:%d %B %Y}."
    for from_, until, id_ in begun:
        if until and until < from_:
            yield f"{id_!r}: ends before it begins."
    if len(wordings) - len(begun) > 1:
        yield f"{wordings[0].id!r}: more than one wording has no date to begin."


def _claims(one: shapes.Entry) -> Iterator[str]:
    if one.verified and not one.source.read_on:
        yield "verified, but nobody says when the source was read."
    if not (one.source.address or one.source.key):
        yield "the source has neither an address nor a key."
    if one.source.address and urlsplit(one.source.address).scheme != "https":
        yield "the source's address must begin https://."


def _nothing(one: shapes.Entry, entries: Entries) -> Iterator[str]:
    yield from ()


def _missing(kind: str, ids: Iterable[str], entries: Entries) -> Iterator[str]:
    for id_ in ids:
        if (kind, id_) not in entries:
            yield f"names the {kind} {id_!r}, which is not in the rulebook."


def _clock(one: shapes.ClockRule, entries: Entries) -> Iterator[str]:
    yield from _missing("calendar", [one.calendar], entries)
    if one.amount < 1:
        yield "a limit must be at least 1."
    if one.standing not in STANDINGS:
        yield f"standing must be one of {', '.join(STANDINGS)}."
    if one.counts_back and not one.unit.is_day:
        yield "only whole days, weeks and months can be counted back."


def _rag(one: shapes.RagPolicy, entries: Entries) -> Iterator[str]:
    yield from _missing("clock", (name for row in one.rating for name in (row.clock, row.check_clock)), entries)
    yield from _repeated(row.code for row in one.rating)


def _calendar(one: shapes.WorkingCalendar, entries: Entries) -> Iterator[str]:
    for row in one.hours:
        if not row.days or set(row.days) - set(DAYS):
            yield f"days must be among {', '.join(DAYS)}."
        try:
            if time.fromisoformat(row.opens) >= time.fromisoformat(row.closes):
                yield f"opens at {row.opens} but closes at {row.closes}."
        except ValueError:
            yield f"{row.opens} to {row.closes} are not times like 08:30."


def _basis(one: shapes.Basis, entries: Entries) -> Iterator[str]:
    yield from _missing("basis", one.needs_one_of, entries)


def _gateway(one: shapes.Gateway, entries: Entries) -> Iterator[str]:
    if one.force not in ("power", "duty"):
        yield "force must be power or duty."


def _check(one: shapes.CheckSet, entries: Entries) -> Iterator[str]:
    yield from _missing("basis", [one.art6, one.art9, one.sch1], entries)
    yield from _missing("gateway", [one.gateway], entries)
    yield from _missing("purpose", [one.purpose], entries)
    for kind in one.kinds:
        others = [w[-1] for (found, id_), w in entries.items() if found == "check" and id_ != one.id]
        if any(kind in cast(shapes.CheckSet, other).kinds for other in others):
            yield f"agencies of kind {kind!r} have another set as well."


def _ready(one: shapes.ReadyAnswers, entries: Entries) -> Iterator[str]:
    found = entries.get(("basis", one.basis)) or entries.get(("gateway", one.basis))
    if not found:
        yield f"answers for {one.basis!r}, which is no basis or gateway."
    elif len(one.answers) != len(cast(shapes.Basis, found[-1]).questions):
        yield f"has {len(one.answers)} answers to another number of questions of {one.basis!r}."


def _codes(one: shapes.CodeList, entries: Entries) -> Iterator[str]:
    yield from _repeated(row.code for row in one.code)
    for row in one.code:
        for scheme, code in row.maps:
            lists = cast(tuple[shapes.CodeList, ...], entries.get(("codes", scheme), ()))
            if any(code not in [target.code for target in found.code] for found in lists):
                yield f"{row.code!r} maps to {code!r}, which is not in {scheme!r}."


def _indicators(one: indicators.IndicatorSet, entries: Entries) -> Iterator[str]:
    yield from _repeated(row.code for row in one.indicator)
    for row in one.indicator:
        if row.kind not in indicators.KINDS:
            yield f"{row.code!r}: kind must be one of {', '.join(indicators.KINDS)}."
    if [row.level for row in one.band] != list(reversed(indicators.LEVELS)):
        yield "bands must be high, medium and low, in this order."
    if one.look_back_weeks < 1:
        yield "the look-back must be at least a week."


def _category(one: shapes.FolderCategory, entries: Entries) -> Iterator[str]:
    yield from _missing("marking", [one.marking] if one.marking else [], entries)
    if not (one.exists_answers or one.marking):
        yield "what is never said to exist must carry a marking."
    yield from _missing("retention", [one.retention], entries)


def _meeting(one: gatherings.MeetingKind, entries: Entries) -> Iterator[str]:
    named = (*one.stops, one.starts, one.decisions_clock, one.minutes_clock, one.papers_clock)
    yield from _missing("clock", filter(None, named), entries)
    yield from _repeated(row.code for row in one.section)
    if one.answers_in and not (one.answers_in in {s.code for s in one.sections(closed=True)} and one.answers_days > 0):
        yield "agencies' answers stand in a closed part of the minutes, for some days."
    kinds = {
        code.code for found in entries.get(("codes", "agency_kind"), ()) for code in cast(shapes.CodeList, found).code
    }
    for seat in one.seat:
        if strange := sorted(set(seat.kinds) - kinds):
            yield f"the seat {seat.who!r} names {', '.join(strange)}, no kind of agency."
    for row in one.section:
        if row.closed and row.family_safe:
            yield f"the part {row.code!r} cannot be closed and safe for the family."


def _retention(one: shapes.RetentionRule, entries: Entries) -> Iterator[str]:
    yield from _missing("retention", [one.follows] if one.follows else [], entries)
    if bool(one.follows) == (one.amount is not None):
        yield "must say either how long, or whose rule it follows."


def _repeated(codes: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield f"{code!r} stands there twice."
        seen.add(code)


def _power(one: disrupting.Power, entries: Entries) -> Iterator[str]:
    """Facts, targets and kinds of agency lead somewhere; a law not shown to have begun says so, and no other."""
    yield from _in_list("disruption_fact", [fact for facts in one.opens_on for fact in facts], entries)
    yield from _in_list("agency_kind", one.kinds, entries)
    if one.group not in disrupting.GROUPS or not set(one.targets) <= disrupting.TARGETS.keys() or not one.targets:
        yield "its group or what it is used on is not one there is."
    if one.commencement not in disrupting.COMMENCEMENT or not one.opens_on or not one.kinds:
        yield "it does not say whether it has begun, on which facts, or by whom it is used."
    if any(not reading.of or set(reading.of) - disrupting.SAYS.keys() for reading in one.reads):
        yield "a reading names nothing that a power says."
    if one.verified and one.unread:
        yield f"verified, but nobody read {', '.join(one.unread)}."
    if (one.from_ is None) != (one.commencement == "check"):
        yield "what is not shown to have begun has no day it began, and the other way about."


def _in_list(list_id: str, codes: Iterable[str], entries: Entries) -> Iterator[str]:
    lists = cast(tuple[shapes.CodeList, ...], entries.get(("codes", list_id), ()))
    known = {row.code for found in lists for row in found.code}
    for code in codes:
        if code not in known:
            yield f"names {code!r}, which is not in {list_id!r}."


def _assessment(one: assuring.Assessment, entries: Entries) -> Iterator[str]:
    yield from _repeated(row.code for row in one.standard)
    if one.weeks < 1 or one.every_months < 1:
        yield "agencies have at least a week, and are asked again after at least a month."


def _pack(one: assuring.PackKind, entries: Entries) -> Iterator[str]:
    yield from _repeated(row.code for row in one.item)


CHECKS: dict[str, Callable[..., Iterator[str]]] = {
    "clock": _clock,
    "rag": _rag,
    "calendar": _calendar,
    "basis": _basis,
    "gateway": _gateway,
    "check": _check,
    "ready": _ready,
    "codes": _codes,
    "category": _category,
    "retention": _retention,
    "meeting": _meeting,
    "power": _power,
    "indicators": _indicators,
    "assessment": _assessment,
    "pack": _pack,
}
