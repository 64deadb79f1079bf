"""Lists 1 to 7 of an inspection workbook as entries of a chronology: contact to protection plan."""

from __future__ import annotations

from collections.abc import Iterator

from .annex_row import AnnexRow
from .codes import codelist
from .shapes import EventSaid


def _code(row: AnnexRow, file: str, name: str, column: str) -> tuple[str, str]:
    return row.notes.code(codelist(file, name), row.heading(column), row.text(column))


def contact(row: AnnexRow) -> Iterator[EventSaid]:
    code, words = _code(row, "cin", "referral_source", "source")
    title = f"Contact from {words}" if words else "Contact"
    yield row.event("contact", row.date("contact_on"), title, "contact_on", "source", source_code=code)


def early_help(row: AnnexRow) -> Iterator[EventSaid]:
    began, ended = row.date("began"), row.date("ended")
    row.notes.order(row.heading("ended"), began, ended, "finished before it began; both kept as said")
    whose = row.text("organisation")
    title = f"Early help assessment by {whose}" if whose else "Early help assessment"
    team = whose or row.text("team")
    yield row.event("early_help", began, title, "began", "ended", "organisation", ended_on=ended, team=team)


def referral(row: AnnexRow) -> Iterator[EventSaid]:
    code, words = _code(row, "cin", "referral_source", "source")
    title = f"Referral from {words}" if words else "Referral"
    title += ": no further action" if row.yes("refused") else ""
    times = row.text("times")
    yield row.event(
        "referral",
        row.date("referred_on"),
        title,
        "referred_on",
        "source",
        "refused",
        "times",
        source_code=code,
        detail=f"Referrals in the last 12 months: {times}." if times else "",
    )


def assessment(row: AnnexRow) -> Iterator[EventSaid]:
    began, ended = row.date("began"), row.date("ended")
    row.notes.order(row.heading("ended"), began, ended, "finished before it began; both kept as said")
    told = []
    if row.yes("seen") is not None:
        told.append("The child was seen." if row.yes("seen") else "The child was not seen.")
    elif row.text("seen"):
        told.append(f"Child seen: {row.text('seen')}.")
    if row.yes("support") is not None:
        told.append("Social care support was needed." if row.yes("support") else "No social care support was needed.")
    elif row.text("support"):
        told.append(f"Outcome as said: {row.text('support')}.")
    yield row.event(
        "child_family_assessment",
        began,
        "Child and family assessment" + (" finished" if ended else " began"),
        "began",
        "seen",
        "ended",
        "support",
        "disabled",
        ended_on=ended,
        detail=" ".join(told),
    )


def enquiry(row: AnnexRow) -> Iterator[EventSaid]:
    on, conference = row.date("enquiry_on"), row.date("conference_on")
    row.notes.order(row.heading("conference_on"), on, conference, "before the enquiry began; both kept as said")
    told = ["No conference was needed."] if row.yes("unneeded") else []
    if row.text("enquiries"):
        told.append(f"Enquiries in the last 12 months: {row.text('enquiries')}.")
    yield row.event(
        "section47_enquiry",
        on,
        "Child protection enquiry (section 47)",
        "enquiry_on",
        "unneeded",
        "enquiries",
        detail=" ".join(told),
    )
    if conference:
        led = {
            True: "It led to a child protection plan.",
            False: "It did not lead to a child protection plan.",
        }
        yield row.event(
            "initial_cp_conference",
            conference,
            "Initial child protection conference",
            "conference_on",
            "planned",
            "conferences",
            detail=led.get(row.yes("planned"), ""),  # type: ignore[arg-type]
        )


def in_need(row: AnnexRow) -> Iterator[EventSaid]:
    began, ended = row.date("began"), row.date("ended")
    row.notes.order(row.heading("ended"), began, ended, "closed before it began; both kept as said")
    need, need_words = _code(row, "cin", "primary_need", "need")
    reason, reason_words = _code(row, "cin", "closure", "reason")
    status = row.text("status").partition(") ")[2] or row.text("status")
    told = [
        f"Closed: {reason_words}." if reason_words else "",
        f"Now: {status[:1].lower()}{status[1:]}." if status else "",
    ]
    yield row.event(
        "child_in_need",
        began,
        f"Child in need: {need_words}" if need_words else "Child in need",
        "began",
        "need",
        "ended",
        "reason",
        "status",
        ended_on=ended,
        source_code=need,
        codes={"primary_need": need, "reason_for_closure": reason},
        detail=" ".join(filter(None, told)),
    )
    yield from seen(row, "last_seen", "Child seen")


def protection_plan(row: AnnexRow) -> Iterator[EventSaid]:
    began, ended = row.date("began"), row.date("ended")
    row.notes.order(row.heading("ended"), began, ended, "ended before it began; both kept as said")
    first, first_words = _code(row, "cin", "abuse", "first")
    latest, latest_words = _code(row, "cin", "abuse", "latest")
    told = [f"Category now {latest_words}." if latest_words and latest_words != first_words else ""]
    if row.yes("emergency"):
        told.append("An emergency protection order or police protection in the six months before.")
    if row.text("before"):
        told.append(f"Plans before this one: {row.text('before')}.")
    yield row.event(
        "child_protection_plan",
        began,
        f"Child protection plan: {first_words}" if first_words else "Child protection plan",
        "began",
        "first",
        "latest",
        "ended",
        "emergency",
        "before",
        ended_on=ended,
        source_code=first,
        codes={"initial": first, "latest": latest},
        detail=" ".join(filter(None, told)),
    )
    alone = {True: "The child was seen alone.", False: "The child was not seen alone."}.get(row.yes("alone"), "")  # type: ignore[arg-type]
    yield from seen(row, "visited", "Child protection visit", "alone", detail=alone)
    yield from seen(row, "reviewed", "Review child protection conference", kind="review_cp_conference")


def seen(
    row: AnnexRow, column: str, title: str, *more: str, kind: str = "visit", detail: str = ""
) -> Iterator[EventSaid]:
    """A dated touch with the child (a visit, a review, a check), where the column has a day."""
    on = row.date(column)
    if on:
        reference = f"list {row.spec.number}:{column}:{on}"
        yield row.event(kind, on, title, column, *more, reference=reference, detail=detail)
