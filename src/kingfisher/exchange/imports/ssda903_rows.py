"""The rows of the looked-after return, each as a person or as entries of a chronology."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kingfisher.kernel.numbers import upn

from .codes import codelist
from .remarks import NOT_A_DAY, References, Remarks, sex_of
from .shapes import EventSaid, Identifier, PersonSaid, Read
from .values import day, is_nothing, tidy


def header(row: dict[str, str], notes: Remarks, known: set[str], _: References) -> Iterator[Read]:
    """A child as the header states them; one without a usable date of birth is rejected."""
    local_id = tidy(row["CHILD"])
    if local_id in known:
        notes.reject("CHILD", local_id, "this child stands in the header twice; the first is kept")
        return
    birth = tidy(row.get("DOB"))
    born_on = day(birth)
    if born_on is None:
        notes.reject("DOB", birth, "no date of birth is given" if is_nothing(birth) else NOT_A_DAY)
        return
    sex, _words = notes.code(codelist("cin", "sex"), "SEX", row.get("SEX", ""))
    known.add(local_id)
    yield PersonSaid(
        local_id=local_id,
        kind="child",
        sex=sex_of(sex),
        born_on=born_on,
        ethnicity=notes.coded("dfe", codelist("ethnicity", "dfe"), "ETHNIC", row.get("ETHNIC", "")),
        identifiers=_pupil_number(row.get("UPN", ""), notes),
        said=row,
        line=notes.line,
        part=notes.part,
    )
    became = notes.date("MC_DOB", row.get("MC_DOB", ""))
    if became:
        notes.order("MC_DOB", born_on, became, "before the young parent was born; kept as said")
        yield EventSaid(
            local_id,
            "became_parent",
            "became_parent",
            "Became a parent",
            became,
            said=row,
            line=notes.line,
            part=notes.part,
        )


def _pupil_number(said: str, notes: Remarks) -> tuple[Identifier, ...]:
    checked = upn(said)
    if checked is None or is_nothing(checked.value) or codelist("cin", "upn_unknown").words(checked.value):
        return ()
    if not checked.valid:
        notes.caution("UPN", checked.value, f"this pupil number {checked.why}; kept as said, never matched on")
    return (Identifier("upn", checked.value, "", checked.valid),)


def _in_passing(row: dict[str, str], notes: Remarks, known: set[str]) -> Iterator[Read]:
    local_id = tidy(row["CHILD"])
    if local_id not in known:
        known.add(local_id)
        said = {name: told for name, told in row.items() if name in ("CHILD", "DOB")}
        born_on = notes.date("DOB", row.get("DOB", ""))
        yield PersonSaid(local_id, "child", born_on=born_on, passing=True, said=said, line=notes.line, part=notes.part)


def _began(row: dict[str, str], field: str, notes: Remarks) -> date | None:
    said = tidy(row.get(field))
    found = day(said)
    if found is None:
        notes.reject(field, said, "there is no date here to place it by" if is_nothing(said) else NOT_A_DAY)
    return found


def episode(row: dict[str, str], notes: Remarks, known: set[str], references: References) -> Iterator[Read]:
    """A time in one placement under one legal status, and the end of care where it ended with it."""
    began = _began(row, "DECOM", notes)
    if began is None:
        return
    yield from _in_passing(row, notes, known)
    told = _codes(row, notes)
    ended = notes.date("DEC", row.get("DEC", ""))
    notes.order("DEC", began, ended, "ends before it begins; both kept as said")
    ends_care = told["REC"][0] not in ("", "X1")
    if ends_care and not ended:
        notes.caution("REC", row.get("REC"), "says why it ended, and not when; kept as said")
    local_id = tidy(row["CHILD"])
    title, kind = _episode_title(told)
    yield EventSaid(
        local_id,
        kind,
        references.of(local_id, f"episode:{began}"),
        title,
        began,
        ended_on=ended,
        detail=_episode_detail(told),
        source_code=told["LS"][0],
        codes={field.lower(): code for field, (code, _) in told.items()},
        said=row,
        line=notes.line,
        part=notes.part,
    )
    if ended and ends_care:
        yield _care_ended(row, ended, told["REC"], notes, references)


def _codes(row: dict[str, str], notes: Remarks) -> dict[str, tuple[str, str]]:
    return {
        field: notes.code(codelist(file, name), field, row.get(field, ""))
        for field, file, name in (
            ("RNE", "care", "reason_new_episode"),
            ("LS", "care", "legal_status"),
            ("CIN", "cin", "primary_need"),
            ("PLACE", "care", "placement"),
            ("PLACE_PROVIDER", "care", "provider"),
            ("REC", "care", "care_ended"),
            ("REASON_PLACE_CHANGE", "care", "place_change"),
        )
    }


def _episode_detail(told: dict[str, tuple[str, str]]) -> str:
    said = (
        ("PLACE_PROVIDER", "Provided by"),
        ("CIN", "Need:"),
        ("REASON_PLACE_CHANGE", "Placement changed:"),
    )
    return " ".join(f"{before} {told[field][1]}." for field, before in said if told[field][1])


def _care_ended(
    row: dict[str, str], ended: date, why: tuple[str, str], notes: Remarks, references: References
) -> EventSaid:
    local_id = tidy(row["CHILD"])
    return EventSaid(
        local_id,
        "care_ended",
        references.of(local_id, f"care_ended:{ended}"),
        f"Stopped being looked after: {why[1]}",
        ended,
        source_code=why[0],
        said={field: row.get(field, "") for field in ("DEC", "REC")},
        line=notes.line,
        part=notes.part,
    )


_TITLES = {
    "S": ("Started to be looked after", "care_started"),
    "L": ("Legal status changed", "legal_status"),
    "P": ("Moved placement", "placement"),
    "T": ("Moved placement with the same carers", "placement"),
    "B": ("Moved placement and legal status changed", "placement"),
    "U": ("Legal status and placement changed, same carers", "legal_status"),
}


def _episode_title(told: dict[str, tuple[str, str]]) -> tuple[str, str]:
    title, kind = _TITLES.get(told["RNE"][0], ("Looked after", "placement"))
    where = ", ".join(words for words in (told["LS"][1], told["PLACE"][1]) if words)
    return (f"{title}: {where}" if where else title), kind


def missing(row: dict[str, str], notes: Remarks, known: set[str], references: References) -> Iterator[Read]:
    """A time missing, or away from placement without authorisation."""
    began = _began(row, "MIS_START", notes)
    if began is None:
        return
    yield from _in_passing(row, notes, known)
    local_id = tidy(row["CHILD"])
    code, words = notes.code(codelist("care", "missing"), "MISSING", row.get("MISSING", ""))
    ended = notes.date("MIS_END", row.get("MIS_END", ""))
    notes.order("MIS_END", began, ended, "found before going missing; both kept as said")
    yield EventSaid(
        local_id,
        "missing_episode",
        references.of(local_id, f"missing:{began}"),
        f"Was {words}" if code else "Was missing or away",
        began,
        ended_on=ended,
        source_code=code,
        detail="" if ended else "No return is recorded.",
        said=row,
        line=notes.line,
        part=notes.part,
    )
