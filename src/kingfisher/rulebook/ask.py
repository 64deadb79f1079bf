"""Ask the rulebook: the only way in for the rest of the building.

Dated questions take `on`, the day that matters to the record (never "today" by default). An id nobody wrote
down raises NotInRulebook: that is a fault in the program, and `tests/house` looks for it.
"""

import os
import re
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from kingfisher.kernel.timing import Calendar
from kingfisher.rulebook import gatherings, histories, identity, indicators, shapes
from kingfisher.rulebook.checks import DAYS
from kingfisher.rulebook.emergency import EmergencyRule
from kingfisher.rulebook.load import Book, read_book
from kingfisher.rulebook.searches import SearchRule

Kind = TypeVar("Kind", bound=shapes.Entry)


class NotInRulebook(LookupError):
    """No entry of that kind has that id."""


class NotInForce(LookupError):
    """The entry exists, but no wording of it applied on that day."""


@cache
def book() -> Book:
    """The book in use, read once: what ships, with `KINGFISHER_LOCAL`/rulebook laid over it.

    Call it when the program starts. Raises BrokenRulebook, or FileNotFoundError for a local folder that is
    not there, so that a mistyped setting is not taken for "no local rules".
    """
    if (said := os.environ.get("KINGFISHER_LOCAL", "")) and not Path(said).is_dir():
        raise FileNotFoundError(f"KINGFISHER_LOCAL names {said}, which is not a folder.")
    return read_book(Path(said) / "rulebook" if said else None)


def clock(rule_id: str, *, on: date) -> shapes.ClockRule:
    """The time limit as it stood on that day. Raises NotInRulebook or NotInForce."""
    return _dated("clock", rule_id, on, shapes.ClockRule)


def clocks(*, on: date) -> tuple[shapes.ClockRule, ...]:
    """Every time limit in force on that day, by id."""
    return _all("clock", shapes.ClockRule, on)


def rag(policy_id: str = "contact", *, on: date) -> shapes.RagPolicy:
    """How contacts are rated by urgency, as it stood on that day. Raises NotInForce."""
    return _dated("rag", policy_id, on, shapes.RagPolicy)


@cache
def calendar(calendar_id: str = "england") -> Calendar:
    """The calendar to count by, with every closure ever made and the newest service hours."""
    entry = _newest("calendar", calendar_id, shapes.WorkingCalendar)
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for row in entry.hours:
        for day in map(DAYS.index, row.days):
            hours[day] = (*hours.get(day, ()), (time.fromisoformat(row.opens), time.fromisoformat(row.closes)))
    return Calendar(calendar_id, frozenset(c.day for c in entry.closure), hours, entry.open_on_bank_holidays)


def codes(list_id: str) -> shapes.CodeList:
    """The closed list of values with this id, in its newest wording, retired values included."""
    return _newest("codes", list_id, shapes.CodeList)


def label(list_id: str, code: str) -> str:
    """What to show for this value of this list; the value itself when the list does not know it.

    Old and imported rows may carry values the list never had; they are shown as they came, not hidden.
    """
    try:
        return codes(list_id).coded(code).label
    except KeyError:
        return code


def bases(*, layer: str = "") -> tuple[shapes.Basis, ...]:
    """Lawful bases and conditions, of one layer (`art6`, `art9`, `sch1`, ...) or of all, in order."""
    return tuple(one for one in _all("basis", shapes.Basis) if layer in ("", one.layer))


def basis(basis_id: str) -> shapes.Basis:
    """The lawful basis or condition with this id. Raises NotInRulebook."""
    return _newest("basis", basis_id, shapes.Basis)


def gateways(*, on: date | None = None) -> tuple[shapes.Gateway, ...]:
    """Statutory gateways: those in force on a day, or all, so a page can show what is not yet in force."""
    return _all("gateway", shapes.Gateway, on)


def gateway(gateway_id: str) -> shapes.Gateway:
    """The statutory gateway with this id; ask it `is_in_force(on)` before relying on it."""
    return _newest("gateway", gateway_id, shapes.Gateway)


def prompts(kind: str = "") -> tuple[shapes.Prompt, ...]:
    """What to show while someone decides to share: `rule` to bear in mind, `ask` to answer, or both."""
    return tuple(one for one in _all("prompt", shapes.Prompt) if kind in ("", one.kind))


def check_set(agency_kind: str) -> shapes.CheckSet:
    """What an agency of this kind is asked when nothing else is said; else the set for any agency."""
    fits = (one for one in _all("check", shapes.CheckSet) if agency_kind in one.kinds)
    return next(fits, _newest("check", "check_any", shapes.CheckSet))


def ready_answers(basis_or_gateway_id: str) -> tuple[str, ...]:
    """The ordinary answers to what this basis or gateway obliges us to answer; empty where there are none."""
    return next((one.answers for one in _all("ready", shapes.ReadyAnswers) if one.basis == basis_or_gateway_id), ())


def purposes() -> tuple[shapes.Purpose, ...]:
    """Every purpose for which a record may be looked at or shared."""
    return _all("purpose", shapes.Purpose)


def purpose(purpose_id: str) -> shapes.Purpose:
    """The purpose with this id. Raises NotInRulebook."""
    return _newest("purpose", purpose_id, shapes.Purpose)


def categories() -> tuple[shapes.FolderCategory, ...]:
    """Every sort of folder."""
    return _all("category", shapes.FolderCategory)


def category(category_id: str) -> shapes.FolderCategory:
    """The sort of folder with this id. Raises NotInRulebook."""
    return _newest("category", category_id, shapes.FolderCategory)


def markings() -> tuple[shapes.Marking, ...]:
    """Every mark a folder or field may carry."""
    return _all("marking", shapes.Marking)


def marking(marking_id: str) -> shapes.Marking:
    """The mark with this id. Raises NotInRulebook."""
    return _newest("marking", marking_id, shapes.Marking)


def emergency(rule_id: str = "break_glass", *, on: date) -> EmergencyRule:
    """How a folder may be opened in an emergency, as it stood on that day. Raises NotInForce."""
    return _dated("emergency", rule_id, on, EmergencyRule)


def gap_weeks(*, on: date) -> int:
    """How many weeks without a line make a gap in a child's history, as of that day. Raises NotInForce."""
    return _dated("history", "gap", on, histories.HistoryRule).gap_weeks


def searches(*, on: date) -> SearchRule:
    """Which searches somebody should ask about, as it stood on that day. Raises NotInForce."""
    return _dated("search", "ask_about", on, SearchRule)


def retention(kind_of_record: str) -> shapes.RetentionRule:
    """How long this kind of record is kept; one that follows another's rule still says so itself."""
    return _newest("retention", kind_of_record, shapes.RetentionRule)


def retentions() -> tuple[shapes.RetentionRule, ...]:
    """Every retention rule, by kind of record."""
    return _all("retention", shapes.RetentionRule)


def meeting_kind(kind_id: str) -> gatherings.MeetingKind:
    """This kind of meeting: who must be there, what its minutes hold, which clocks it stops. NotInRulebook."""
    return _newest("meeting", kind_id, gatherings.MeetingKind)


def meeting_kinds() -> tuple[gatherings.MeetingKind, ...]:
    """Every kind of meeting."""
    return _all("meeting", gatherings.MeetingKind)


def is_on(switch_id: str, *, on: date) -> bool:
    """Has this begun here by that day? Raises NotInRulebook for a switch nobody wrote down."""
    return any(cast(gatherings.Switch, one).on for one in _wordings("switch", switch_id) if one.is_in_force(on))


def language_hints(text: str) -> tuple[tuple[str, shapes.LanguageHint], ...]:
    """The words found in the text that are worth a second thought, each with its hint; whole words only.

    To show beside the text, once, with no record of who wrote it. Never a reason to refuse a save.
    """
    text, found = text.replace("\u2019", "'"), []
    for hint in _all("hint", shapes.LanguageHint):
        either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in hint.words)
        if seen := re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE):
            found.append((seen.group(), hint))
    return tuple(found)


def name_lists() -> tuple[identity.NameList, ...]:
    """Every list of names and their other forms."""
    return _all("names", identity.NameList)


def comparisons() -> tuple[identity.Comparison, ...]:
    """Every comparison of two statements about a person, in the order to show them."""
    return _all("comparison", identity.Comparison)


def matching_keys() -> tuple[identity.KeyRule, ...]:
    """What two statements must have in common to be compared at all."""
    return _all("key", identity.KeyRule)


def linking(id_: str = "people") -> identity.Linking:
    """Cut-offs for linking statements, and when it may be done without a person."""
    return _newest("linking", id_, identity.Linking)


def indicator_sets(*, on: date) -> tuple[indicators.IndicatorSet, ...]:
    """Every set of signs of exploitation in force on that day, a partnership's own first."""
    return tuple(sorted(_all("indicators", indicators.IndicatorSet, on), key=lambda one: one.id == "default"))


def _wordings(kind: str, id_: str) -> tuple[shapes.Entry, ...]:
    if (kind, id_) not in book().entries:
        raise NotInRulebook(f"The rulebook has no {kind} {id_!r}.")
    return book().entries[kind, id_]


def _dated(kind: str, id_: str, on: date, shape: type[Kind]) -> Kind:
    if found := next((one for one in _wordings(kind, id_) if one.is_in_force(on)), None):
        return cast(Kind, found)
    raise NotInForce(f"The rulebook has no wording of {kind} {id_!r} for {on:%d %B %Y}.")


def _newest(kind: str, id_: str, shape: type[Kind]) -> Kind:
    return cast(Kind, ([one for one in _wordings(kind, id_) if one.from_] or _wordings(kind, id_))[-1])


def _all(kind: str, shape: type[Kind], on: date | None = None) -> tuple[Kind, ...]:
    ids = [id_ for found, id_ in book().entries if found == kind]
    if on is None:
        return tuple(_newest(kind, id_, shape) for id_ in ids)
    return tuple(cast(Kind, one) for id_ in ids for one in _wordings(kind, id_) if one.is_in_force(on))
