"""The plain CSV for police, education and anyone else: persons, events, relationships, or where else persons are
known; one list a file.

The columns are documented in docs/host/import-csv.md; other headings are guessed, or mapped by the person
who sends the file. Every line becomes a row or a reject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from . import gate
from .csv_columns import EVENTS, KNOWN, PERSONS, RELATIONSHIPS, Layout, guess_mapping, layout_of
from .csv_people import person
from .csv_row import CsvRow
from .csv_said import event, known, tie
from .refusals import FileEmpty
from .remarks import References, Remarks
from .shapes import Read
from .texts import Dialect, rows_of

__all__ = ["guess_mapping", "preview", "read"]

_READERS: dict[str, Callable[[CsvRow], Iterator[Read]]] = {
    PERSONS: person,
    EVENTS: event,
    RELATIONSHIPS: tie,
    KNOWN: known,
}


def read(path: Path, *, mapping: Mapping[str, str] | None = None, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the file now (raising a named refusal) and read it as rows are asked for.

    `mapping` is {their heading: our column}; without it the headings are guessed.
    """
    path = Path(path)
    how = _checked(path, limit)
    with path.open("rb") as stream:
        header = next(rows_of(stream, how), (0, None))[1]
    if header is None:
        raise FileEmpty("There is no row of column names in this file.")
    return _rows(path, how, layout_of(header, mapping))


def preview(path: Path, *, rows: int = 10, limit: int = gate.LIMIT) -> tuple[list[str], list[list[str]]]:
    """(headings, first rows) as they stand in the file, for a person to look at before it is read."""
    path = Path(path)
    how = _checked(path, limit)
    with path.open("rb") as stream:
        told = [cells or [] for _, cells in islice(rows_of(stream, how), rows + 1)]
    if not told:
        raise FileEmpty("There is nothing in this file.")
    return told[0], told[1:]


def _checked(path: Path, limit: int) -> Dialect:
    passed = gate.check(path, accepts=(gate.TEXT,), limit=limit)
    assert passed.text is not None
    return passed.text


def _rows(path: Path, how: Dialect, layout: Layout) -> Iterator[Read]:
    notes = Remarks(layout.sort)
    references = References()
    reader = _READERS[layout.sort]
    seen: set[str] = set()
    if how.fell_back:
        notes.caution("", "", "not saved as UTF-8; read as Windows text, so check accented letters", 1)
    with path.open("rb") as stream:
        rows = rows_of(stream, how)
        next(rows, None)
        for line, cells in rows:
            notes.line = line
            row = CsvRow(layout, cells or [], notes, references, seen)
            if cells is None:
                notes.reject("", "", "the quotation marks in this line do not pair up")
            elif not row.reject_if_unfit():
                yield from reader(row)
            yield from notes.taken()
