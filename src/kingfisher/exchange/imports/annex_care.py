"""Lists 8 to 10 of an inspection workbook: children in care, young people who left it, and adoption."""

from __future__ import annotations

from collections.abc import Iterator

from .annex_lists import _code, seen
from .annex_row import AnnexRow
from .codes import codelist
from .shapes import EventSaid

_ADOPTION_STEPS = (
    ("fostered_on", "Placed with foster carers who may adopt"),
    ("decided_on", "Decided that the child should be placed for adoption"),
    ("order_on", "Placement order made"),
    ("matched_on", "Matched with people who may adopt"),
    ("placed_on", "Placed for adoption"),
    ("adopted_on", "Adoption order made"),
)


def in_care(row: AnnexRow) -> Iterator[EventSaid]:
    began, ended = row.date("began"), row.date("ended")
    row.notes.order(row.heading("ended"), began, ended, "ended before it began; both kept as said")
    need, need_words = _code(row, "cin", "primary_need", "need")
    title = f"Started to be looked after: {need_words}" if need_words else "Started to be looked after"
    yield row.event(
        "care_started",
        began,
        title,
        "began",
        "need",
        "again",
        "ended",
        "plan",
        "placements",
        "missing",
        "away",
        "talk_offered",
        "talk_accepted",
        "seeking_asylum",
        ended_on=ended,
        source_code=need,
        detail=_care_detail(row),
    )
    if ended:
        reason, words = _code(row, "care", "care_ended", "reason")
        title = f"Stopped being looked after: {words}" if words else "Stopped being looked after"
        yield row.event("care_ended", ended, title, "ended", "reason", source_code=reason)
    yield from _legal_status(row)
    yield from _placement(row)
    yield from seen(row, "reviewed", "Review of a child in care", kind="review")
    yield from seen(row, "visited", "Visit by the social worker")
    yield from seen(row, "iro", "Contact by the independent reviewing officer")
    yield from seen(row, "health", "Health assessment", kind="health_check")
    yield from seen(row, "dental", "Dental check", kind="health_check")


def _care_detail(row: AnnexRow) -> str:
    told = []
    plan = codelist("care", "permanence").find(row.text("plan"))
    if row.text("plan"):
        told.append(f"Plan: {plan[1] if plan else row.text('plan')}.")
    for column, words in (
        ("missing", "Times missing in the last 12 months"),
        ("away", "Times away without authorisation in the last 12 months"),
        ("placements", "Placements in the last 12 months"),
    ):
        if row.text(column):
            told.append(f"{words}: {row.text(column)}.")
    if row.yes("talk_offered") is not None:
        told.append("A return talk was offered." if row.yes("talk_offered") else "No return talk was offered.")
    if row.yes("talk_accepted") is not None:
        told.append("It was accepted." if row.yes("talk_accepted") else "It was not accepted.")
    if row.yes("seeking_asylum"):
        told.append("An unaccompanied child seeking asylum.")
    return " ".join(told)


def _legal_status(row: AnnexRow) -> Iterator[EventSaid]:
    code, words = _code(row, "care", "legal_status", "status")
    on = row.date("status_on")
    if on and words:
        title = f"Legal status: {words}"
        yield row.event("legal_status", on, title, "status_on", "status", source_code=code)


def _placement(row: AnnexRow) -> Iterator[EventSaid]:
    on = row.date("placed_on")
    code, words = _code(row, "care", "placement", "placement")
    provider, provider_words = _code(row, "care", "provider", "provider")
    if not on:
        return
    yield row.event(
        "placement",
        on,
        f"Placement: {words}" if words else "Placement",
        "placed_on",
        "placement",
        "provider",
        "postcode",
        "urn",
        "location",
        "council",
        source_code=code,
        codes={"place": code, "place_provider": provider},
        detail=f"Provided by {provider_words}." if provider_words else "",
    )


def left_care(row: AnnexRow) -> Iterator[EventSaid]:
    """A standing statement without a day: what the council owes them, where they live, what they do."""
    home, home_words = _code(row, "care", "accommodation", "home")
    activity, activity_words = _code(row, "care", "activity", "activity")
    eligible = row.text("eligible").partition(") ")[2] or row.text("eligible")
    told = [
        f"Lives: {home_words}." if home_words else "",
        f"Does: {activity_words}." if activity_words else "",
    ]
    suitable = row.text("suitable").partition(") ")[2] or row.text("suitable")
    told.append(f"Accommodation: {suitable.lower()}." if suitable else "")
    told.append("The council is in touch." if row.yes("in_touch") else "")
    told.append("The council is not in touch." if row.yes("in_touch") is False else "")
    yield row.event(
        "care_leaver",
        None,
        f"Left care: {eligible.lower()}" if eligible else "Left care",
        "eligible",
        "in_touch",
        "home",
        "suitable",
        "activity",
        codes={"accommodation": home, "activity": activity},
        detail=" ".join(filter(None, told)),
    )


def adoption(row: AnnexRow) -> Iterator[EventSaid]:
    for column, title in _ADOPTION_STEPS:
        on = row.date(column)
        if on:
            reference = f"list 10:{column}"
            yield row.event("adoption", on, title, column, reference=reference, source_code=column)
    ended = row.date("ended_on")
    if ended:
        reason, words = _code(row, "care", "no_adoption", "reason")
        title = "Decided that the child should no longer be placed for adoption"
        yield row.event(
            "adoption",
            ended,
            title,
            "ended_on",
            "reason",
            reference="list 10:ended_on",
            source_code=reason,
            detail=f"Because {words}." if words else "",
        )
