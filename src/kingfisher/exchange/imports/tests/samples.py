"""Where the real sample files lie, if they are on this machine at all; and small files made on the spot."""

import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kingfisher.exchange.imports.shapes import Caution, PersonSaid, Read, Reject

TOP = Path(__file__).resolve().parents[5]
_PLACES = (
    Path(os.environ.get("KINGFISHER_SAMPLES", "/nowhere")),
    TOP.parent / "shared" / "samples",
    TOP.parent.parent / "shared" / "samples",
)
SAMPLES = next((place for place in _PLACES if (place / "cin").is_dir()), None)

needs_samples = pytest.mark.skipif(SAMPLES is None, reason="the sample files are not on this machine")


def sample(name: str) -> Path:
    assert SAMPLES is not None
    return SAMPLES / name


def people(rows: list[Read]) -> list[PersonSaid]:
    return [row for row in rows if isinstance(row, PersonSaid)]


def rejects(rows: list[Read]) -> list[Reject]:
    return [row for row in rows if isinstance(row, Reject)]


def cautions(rows: list[Read]) -> list[Caution]:
    return [row for row in rows if isinstance(row, Caution)]


def said(rows: list[Read], kind: str) -> Iterator[Read]:
    return (row for row in rows if getattr(row, "kind", None) == kind)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


CONTACTS = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Date of Contact", "Contact Source"]
