"""An inspection workbook (Ofsted Annex A): children and what was done, from lists 1 to 10.

List 11 is about adults who apply to adopt; its rows are not held. A child met in several lists is stated
once, from all of them; where two lists differ the first is used and a caution says so. Adoption (list 10)
is stated apart, under its own folder category, and never taken together with the other lists.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # only the exception: parsing is openpyxl's over defusedxml

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from . import annex_care, annex_lists, gate
from .annex_columns import PERSON, ListSpec, is_header_like, list_of
from .annex_row import EMPTY, AnnexRow, Cell, as_text
from .codes import codelist
from .recognising import content_key
from .refusals import BrokenFile, NotThisSource
from .remarks import References, Remarks, sex_of
from .shapes import Coded, PersonSaid, Read, Reject, WorkerSaid
from .values import yes_no

_WIDEST = 200
_HEADER_WITHIN = 20  # rows of titles and notes that may stand above the column names
_ENTRIES = {
    1: annex_lists.contact,
    2: annex_lists.early_help,
    3: annex_lists.referral,
    4: annex_lists.assessment,
    5: annex_lists.enquiry,
    6: annex_lists.in_need,
    7: annex_lists.protection_plan,
    8: annex_care.in_care,
    9: annex_care.left_care,
    10: annex_care.adoption,
}
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    ParseError,
    zipfile.BadZipFile,
    InvalidFileException,
)


@dataclass
class _Sheet:
    name: str
    spec: ListSpec
    headings: list[str]
    at: dict[str, int]
    begins: int


@dataclass
class _Child:
    """What the lists together say of one child; the first word on each thing stands."""

    row: AnnexRow
    told: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)


def read(path: Path, *, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the workbook now (raising a named refusal) and read it as rows are asked for.

    The cells are held in memory, because a child is stated from all lists before anything that happened.
    """
    gate.check(Path(path), accepts=(gate.WORKBOOK,), limit=limit)
    try:
        # A file waits under a name without an ending, which openpyxl would turn away unread; an open one it reads.
        opened = Path(path).open("rb")  # noqa: SIM115 - read from for as long as rows are asked for
        book = openpyxl.load_workbook(opened, read_only=True, data_only=False, keep_links=False)
        sheets, unknown = _sheets(book)
    except _BROKEN as error:
        raise BrokenFile("This workbook is damaged and cannot be read. Save it again and send the new copy.") from error
    if not sheets:
        book.close()
        raise NotThisSource("No sheet of this workbook has the columns of an Annex A list.")
    return _rows(book, sheets, unknown)


def _sheets(book: Any) -> tuple[list[_Sheet], list[str]]:
    found, unknown = [], []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a sheet may claim a million empty rows
        known = None
        for line, cells in enumerate(sheet.iter_rows(max_row=_HEADER_WITHIN, max_col=_WIDEST), start=1):
            headings = [as_text(cell.value) for cell in cells]
            if is_header_like(headings) and (known := list_of(sheet.title, headings)):
                spec, columns = known
                at = {ours: position for position, ours in columns.items()}
                wide = max(count for count, heading in enumerate(headings, 1) if heading)
                found.append(_Sheet(sheet.title, spec, headings[:wide], at, line))
                break
        if known is None:
            unknown.append(sheet.title)
    return sorted(found, key=lambda sheet: sheet.spec.number), unknown


def _rows(book: Any, sheets: list[_Sheet], unknown: list[str]) -> Iterator[Read]:
    try:
        for name in unknown:
            notes = Remarks(name)
            notes.caution("", "", "no columns of a list were found on this sheet; it is passed over")
            yield from notes.taken()
        references, workers = References(), set[str]()
        rows = [row for sheet in sheets for row in _read_sheet(book, sheet, references)]
        yield from _people([row for row in rows if isinstance(row, AnnexRow)])
        for row in rows:
            yield from [row] if isinstance(row, Reject) else _entries(row, workers)
    finally:
        book.close()


def _read_sheet(book: Any, sheet: _Sheet, references: References) -> Iterator[AnnexRow | Reject]:
    notes = Remarks(sheet.name)
    source = book[sheet.name]
    source.reset_dimensions()
    rows = source.iter_rows(min_row=sheet.begins + 1, max_col=len(sheet.headings))
    line = sheet.begins
    while True:
        line += 1
        try:
            read = [_cell(cell) for cell in next(rows)]
        except StopIteration:
            return
        except _BROKEN as error:
            why = f"the sheet breaks off here ({type(error).__name__}); what comes after could not be read"
            yield Reject(line, sheet.name, "", "", why)
            return
        if any(cell.text.strip() for cell in read):
            yield AnnexRow(sheet.spec, sheet.headings, sheet.at, read, line, notes, references)


def _cell(cell: Any) -> Cell:
    if cell.value is None:
        return EMPTY
    return _kept(as_text(cell.value), cell.data_type == "f")


@lru_cache(maxsize=65536)
def _kept(text: str, is_formula: bool) -> Cell:
    return Cell(text, is_formula)  # the same words stand in many cells; one is enough in memory


def _people(rows: list[AnnexRow]) -> Iterator[Read]:
    children: dict[tuple[str, str], _Child] = {}
    for row in rows:
        if row.spec.number != 11 and row.fault() is None:
            row.notes.line = row.line
            child = children.setdefault((row.folder_category, row.local_id), _Child(row))
            _take_in(child, row)
            yield from row.notes.taken()
    for child in children.values():
        yield _person(child)
        yield from child.row.notes.taken()


def _take_in(child: _Child, row: AnnexRow) -> None:
    child.said[row.notes.part] = row.said_of_person()
    for name in PERSON:
        told = row.text(name)
        if not told or name == "age":
            continue
        before = child.told.setdefault(name, told)
        if before != told and not _means_the_same(name, before, told):
            row.notes.caution(row.heading(name), told, f"another list says {before[:60]}; that is used, both are kept")


def _means_the_same(name: str, before: str, told: str) -> bool:
    if name == "sex":
        return codelist("cin", "sex").find(before) == codelist("cin", "sex").find(told)
    if name == "ethnicity":
        return codelist("ethnicity", "dfe").find(before) == codelist("ethnicity", "dfe").find(told)
    return name == "disabled" and yes_no(before) is not None and yes_no(before) == yes_no(told)


def _person(child: _Child) -> PersonSaid:
    row, told = child.row, child.told
    row.notes.line = row.line
    sex, _ = row.notes.code(codelist("cin", "sex"), row.heading("sex"), told.get("sex", ""))
    born_on, estimated = row.born_as(told.get("born", ""))
    if born_on is None:
        row.notes.caution(row.heading("born"), told.get("born", ""), "no date of birth is given")
    disabled = yes_no(told.get("disabled", ""))
    return PersonSaid(
        local_id=row.local_id,
        kind="" if row.spec.number == 9 else "child",  # a young person who left care may be grown up
        sex=sex_of(sex),
        born_on=born_on,
        born_estimated=estimated,
        ethnicity=row.notes.coded(
            "dfe", codelist("ethnicity", "dfe"), row.heading("ethnicity"), told.get("ethnicity", "")
        ),
        disabilities=(Coded("annex-a", "yes", "a disability, not said which"),) if disabled else (),
        further={"disability_stated": "yes" if disabled else "no"} if disabled is not None else {},
        said=child.said,
        folder_category=row.folder_category,
        line=row.line,
        part=row.notes.part,
    )


def _entries(row: AnnexRow, workers: set[str]) -> Iterator[Read]:
    row.notes.line = row.line
    if row.spec.number == 11:
        row.notes.reject("", "", "not held: this list is about adults who apply to adopt")
    elif fault := row.fault():
        row.notes.reject(*fault)
    else:
        row.look_for_formula_text()
        yield from _worker(row, workers)
        yield from _ENTRIES[row.spec.number](row)
    yield from row.notes.taken()


def _worker(row: AnnexRow, workers: set[str]) -> Iterator[WorkerSaid]:
    worker, team = row.text("worker"), row.text("team") or row.text("organisation")
    if not worker and not team:
        return
    role = "early help" if row.spec.number == 2 else "allocated worker"
    found = WorkerSaid(
        row.local_id,
        worker,
        team,
        role,
        category="social care",
        said=row.said("team", "worker", "organisation"),
        folder_category=row.folder_category,
        line=row.line,
        part=row.notes.part,
    )
    if (key := content_key(found)) not in workers:
        workers.add(key)
        yield found
