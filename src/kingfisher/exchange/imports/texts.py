"""Text files: which encoding, which separator, whether the quotation marks pair up. Read in a stream."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from typing import IO

from .formulas import is_running_formula
from .refusals import AbsurdField, FormulaAttack, UnbalancedQuotes, WrongEncoding, WrongType

LONGEST_CELL = 32_767  # what a spreadsheet cell can hold
WIDEST_ROW = 1_000
_BLOCK = 1 << 20
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Dialect:
    """How one text file is written. `fell_back` is set when it was not UTF-8 and is read as Windows text."""

    encoding: str
    separator: str
    fell_back: bool = False


def dialect_of(stream: IO[bytes]) -> Dialect:
    """Look through a whole text file once and say how to read it, or refuse it. Rewinds the stream."""
    encoding = _encoding(stream)
    stream.seek(0)
    head = stream.read(65_536).decode(encoding, "replace")
    separator = _separator(head)
    stream.seek(0)
    text = TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        _look_at_rows(text, separator)
    finally:
        text.detach()
    stream.seek(0)
    return Dialect(encoding, separator, encoding != "utf-8-sig")


def _encoding(stream: IO[bytes]) -> str:
    if _decodes(stream, "utf-8"):
        return "utf-8-sig"
    if _decodes(stream, "cp1252"):
        return "cp1252"
    raise WrongEncoding("The letters in this file cannot be read for certain. Save it as “CSV UTF-8”.")


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_first = True
    try:
        while block := stream.read(_BLOCK):
            if is_first and block.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise WrongEncoding("This file is saved as UTF-16. Save it as “CSV UTF-8” and send it again.")
            if b"\0" in block:
                raise WrongType("This is not a text file: it has zero bytes in it. Save the list as “CSV UTF-8”.")
            decoder.decode(block)
            is_first = False
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(head: str) -> str:
    line = next((one for one in head.splitlines() if one.strip()), "")
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_SEPARATORS, key=lambda mark: (bare.count(mark), mark == ","))


def _look_at_rows(text: TextIOWrapper, separator: str) -> None:
    rows = csv.reader(text, delimiter=separator, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            _refuse_quotes(str(error), line)
            continue  # one badly quoted line: the reader rejects it by its number
        if len(row) > WIDEST_ROW:
            raise AbsurdField(f"Line {line:,} has {len(row):,} cells; no list has more than {WIDEST_ROW:,}.")
        if sum(map(len, row)) > LONGEST_CELL and max(map(len, row)) > LONGEST_CELL:
            raise AbsurdField(_absurd(line))
        if any(cell[:1] in "=+-@ \t\r" for cell in row if cell):
            _refuse_running(row, line)


def _refuse_quotes(error: str, line: int) -> None:
    if "field larger" in error:
        raise AbsurdField(_absurd(line))
    if "unexpected end" in error:
        raise UnbalancedQuotes(
            f"A quotation mark opened on line {line:,} is never closed, so the lines after it run into "
            "each other. Mend that line and send the file again."
        )


def _refuse_running(row: list[str], line: int) -> None:
    if any(is_running_formula(cell) for cell in row):
        raise FormulaAttack(
            f"A cell on line {line:,} is made to run a program or call an outside address when the file is "
            "opened in a spreadsheet. Nothing of the file was kept. Ask the sender where it was made."
        )


def _absurd(line: int) -> str:
    return (
        f"A cell that begins on line {line:,} is longer than {LONGEST_CELL:,} characters, which no "
        "spreadsheet can hold. A quotation mark is probably missing there."
    )


def rows_of(stream: IO[bytes], how: Dialect) -> Iterator[tuple[int, list[str] | None]]:
    """(line number, cells) of each row that is not blank; None where the quotation marks go wrong."""
    text = TextIOWrapper(stream, encoding=how.encoding, errors="replace", newline="")
    rows = csv.reader(text, delimiter=how.separator, strict=True)
    try:
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield line, None
                continue
            if line == 1 and row and row[0].lower().startswith("sep="):
                continue
            if any(row) and any(cell.strip() for cell in row):
                yield line, row
    finally:
        with suppress(ValueError):  # the file may be shut before a half-read generator is let go
            text.detach()
