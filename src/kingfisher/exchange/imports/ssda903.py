"""The return on children looked after (SSDA903): header, episodes and missing, singly or together.

Together means in a folder or a zip. Each file is known by its columns, not its name. The header says who the
children are; a child met only in episodes or missing is named in passing, so that a header read earlier or
later is never overwritten.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import gate
from .refusals import FileEmpty, NotThisSource, TooBig
from .remarks import References, Remarks, id_fault
from .shapes import Read
from .ssda903_rows import episode, header, missing
from .texts import Dialect, dialect_of, rows_of
from .values import tidy

HEADER, EPISODES, MISSING = "header", "episodes", "missing"
_KNOWN_BY = {
    HEADER: {"CHILD", "SEX", "DOB", "ETHNIC"},
    EPISODES: {"CHILD", "DECOM", "RNE", "LS", "PLACE"},
    MISSING: {"CHILD", "MISSING", "MIS_START"},
}
_ORDER = (HEADER, EPISODES, MISSING)
_NOT_HELD = {
    "reviews": {"REVIEW", "REVIEW_CODE"},
    "unaccompanied children": {"DUC"},
    "health and outcomes": {"SDQ_SCORE", "CONVICTED"},
    "care leavers": {"IN_TOUCH", "ACTIV"},
    "adoption": {"DATE_INT", "DATE_MATCH"},
    "placed for adoption": {"DATE_PLACED"},
    "previous permanence": {"PREV_PERM"},
    "social workers": {"SW_ID", "SW_DECOM"},
    "deprivation of liberty": {"DOLO_START"},
}
_CELL = 200


@dataclass(frozen=True)
class _Member:
    sort: str
    name: str
    dialect: Dialect
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def read(path: Path, *, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the file, folder or zip now (raising a named refusal) and read it as asked."""
    path = Path(path)
    passed = gate.check(path, accepts=(gate.TEXT, gate.FOLDER, gate.ZIP), limit=limit)
    members, passed_over = _members(path, passed, limit)
    if not members:
        raise NotThisSource(
            f"This is the part of the looked-after return on {passed_over[0]}, which is not held."
            if passed_over
            else "This is not a looked-after return: no header, episodes or missing columns were found."
        )
    return _rows(members, passed_over)


def _members(path: Path, passed: gate.Passed, limit: int) -> tuple[list[_Member], list[str]]:
    found: list[_Member] = []
    passed_over: list[str] = []
    for name in passed.names or (path.name,):
        if passed.kind != gate.TEXT and not name.lower().endswith((".csv", ".txt")):
            continue
        opener = _opener(path, name, passed.kind)
        with opener() as stream:
            if passed.kind == gate.FOLDER and (path / name).stat().st_size > limit:
                raise TooBig(f"{name} is larger than this site takes.")
            how = passed.text or dialect_of(stream)
            _, header = next(rows_of(stream, how), (0, None))
        sort = _sort_of(header or [])
        if sort in _KNOWN_BY:
            found.append(_Member(sort, Path(name).name, how, opener))
        elif sort:
            passed_over.append(sort)
    if passed.kind != gate.TEXT and not found and not passed_over:
        raise FileEmpty("There is no CSV file of the return in there.")
    return sorted(found, key=lambda member: (_ORDER.index(member.sort), member.name)), passed_over


def _opener(path: Path, name: str, kind: str) -> Callable[[], AbstractContextManager[IO[bytes]]]:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        if kind == gate.ZIP:
            with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
                yield stream
        else:
            with (path / name if kind == gate.FOLDER else path).open("rb") as stream:
                yield stream

    return opened


def _sort_of(header: list[str]) -> str:
    columns = {tidy(cell).upper() for cell in header}
    for sort in (MISSING, EPISODES, HEADER):
        if _KNOWN_BY[sort] <= columns:
            return sort
    return next((sort for sort, some in _NOT_HELD.items() if "CHILD" in columns and some & columns), "")


def _rows(members: list[_Member], passed_over: list[str]) -> Iterator[Read]:
    known: set[str] = set()
    references = References()
    readers = {HEADER: header, EPISODES: episode, MISSING: missing}
    for member in members:
        notes = Remarks(member.name)
        if member.dialect.fell_back:
            notes.caution("", "", "not saved as UTF-8; read as Windows text, so check accented letters", 1)
        with member.open() as stream:
            rows = rows_of(stream, member.dialect)
            columns = [tidy(cell).upper() for cell in next(rows)[1] or []]
            for line, cells in rows:
                notes.line = line
                row = _row(columns, cells, notes)
                if row is not None:
                    yield from readers[member.sort](row, notes, known, references)
                yield from notes.taken()
    for sort in passed_over:
        notes = Remarks(sort)
        notes.reject("", "", f"the part on {sort} is not held by this import", 0)
        yield from notes.taken()


def _row(columns: list[str], cells: list[str] | None, notes: Remarks) -> dict[str, str] | None:
    """The row by column, untouched; None (and a reject) where it cannot belong to a child."""
    if cells is None:
        notes.reject("", "", "the quotation marks in this line do not pair up")
        return None
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        notes.reject("", ",".join(cells)[:_CELL], "this line has more cells than there are columns")
        return None
    row = dict(zip(columns, cells, strict=False))
    if fault := id_fault(tidy(row.get("CHILD"))):
        notes.reject("CHILD", row.get("CHILD"), fault)
        return None
    return row
