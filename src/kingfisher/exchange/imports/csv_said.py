"""A line of the plain events list as an entry of a chronology, of the relationships list as a tie, and where
somebody is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kingfisher.kernel.reach import phone

from .codes import codelist
from .csv_row import CsvRow
from .remarks import LONGEST_ID, NOT_A_DAY
from .shapes import EventSaid, KnownSaid, Phone, Read, TieSaid
from .values import day, moment


def event(row: CsvRow) -> Iterator[Read]:
    """One event; rejected without a day. A kind nobody knows becomes "other", with a caution."""
    when = row.text("happened_on")
    on = day(when)
    if on is None:
        row.reject("happened_on", NOT_A_DAY if when else "there is no date here to place it by")
        return
    clock = row.text("happened_time")
    at = moment(f"{on} {clock}") if clock else moment(when)
    if clock and at is None:
        row.notes.caution(row.heading("happened_time"), clock, "not a time of day; left out")
    said_kind = row.short("kind")
    found = codelist("kinds", "kinds").find(said_kind.replace("_", " ")) or codelist("kinds", "kinds").find(said_kind)
    known = codelist("kinds", "kinds").words(said_kind.lower())
    kind, words = (said_kind.lower(), known) if known else found or ("other", said_kind)
    if kind == "other" and said_kind.lower() != "other":
        row.notes.caution(row.heading("kind"), said_kind, "not a kind we know; kept as other, with their word for it")
    ended = row.date("ended_on")
    row.notes.order(row.heading("ended_on"), on, ended, "ends before it begins; both kept as said")
    local_id = row.text("person_id")
    code = row.text("code")[:40]
    yield EventSaid(
        local_id,
        kind,
        _reference(row, local_id, f"{kind}:{at or on}:{code}"),
        row.short("title") or f"{words[:1].upper()}{words[1:]}" or "Event",
        happened_on=None if at else on,
        happened_at=at,
        ended_on=ended,
        detail=row.whole("detail"),
        source_code=code,
        worker=row.short("worker"),
        team=row.short("team"),
        said=row.said(),
        folder_category=row.text("category").lower()[:40],
        line=row.notes.line,
        part=row.notes.part,
    )


def _reference(row: CsvRow, local_id: str, otherwise: str) -> str:
    """The sender's own number where there is one; else kind, moment and code, numbered where they repeat."""
    theirs = row.text("event_id")[:LONGEST_ID]
    return row.references.of(local_id, f"id:{theirs}" if theirs else otherwise)


def tie(row: CsvRow) -> Iterator[Read]:
    """One relationship; rejected without a word for it, or without saying whom it is with."""
    relationship = row.short("relationship").lower()
    other, name = row.text("other_person_id")[:LONGEST_ID], row.short("other_name")
    if not relationship:
        row.reject("relationship", "there is no word here for what they are to each other")
        return
    if not other and not name:
        row.reject("other_person_id", "nothing says whom this relationship is with")
        return
    if other == row.text("person_id"):
        row.reject("other_person_id", "a person cannot be tied to themselves")
        return
    began, ended = row.date("from_on"), row.date("to_on")
    row.notes.order(row.heading("to_on"), began, ended, "ends before it begins; both kept as said")
    said_phone = row.text("other_phone")
    yield TieSaid(
        row.text("person_id"),
        relationship,
        other_local_id=other,
        other_name=name,
        lives_together=row.yes("lives_together"),
        parental_responsibility=row.yes("parental_responsibility"),
        from_on=began,
        to_on=ended,
        phones=(Phone(phone(said_phone) or said_phone[:40]),) if said_phone else (),
        said=row.said(),
        folder_category=row.text("category").lower()[:40],
        line=row.notes.line,
        part=row.notes.part,
    )


def known(row: CsvRow) -> Iterator[Read]:
    """One agency that knows a person, found by tokens (`./kingfisher encode`); rejected without its reference."""
    agency, reference = row.text("known_to").lower(), row.short("their_ref")
    if not agency or not reference:
        row.reject("known_to" if not agency else "their_ref", "this line does not say who knows the person, or as what")
        return
    likely = row.text("likely") or "0"
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", likely):
        row.reject("likely", "how likely it is must be a number from 0 to 1")
        return
    yield KnownSaid(
        row.text("person_id"),
        agency[:40],
        reference,
        round(100 * float(likely)),
        said=row.said(),
        line=row.notes.line,
        part=row.notes.part,
    )
