"""Read one extract of the contract, row by row, whatever state it is in; refuse in one sentence what is none.

Pure but for the file. Needs nothing but Python, so that an agency can encode on any machine.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

_HEADER = (
    "record_id agency kind first_name middle_names surname known_as alias dob sex nhs_number upn pnc_id "
    "address town postcode phone parent_name school recorded_on"
)
HEADER = tuple(_HEADER.split())
NAMES = ("first_name", "surname", "known_as", "alias")
LONGEST = 10_000_000  # characters of one field: above that a quotation mark was never closed


class BadExtract(ValueError):
    """The folder or a file in it is not what the contract says; the message is one sentence."""


def lines_of(path: Path) -> Iterator[list[str]]:
    """This will give each record's fields in the contract's order; columns it does not know are left out, fields
    that are missing are empty, and letters that are no UTF-8 become a mark and lose nothing else.

    Raises BadExtract for a file without the columns, with unknown ones only, or cut off within a field.
    """
    csv.field_size_limit(LONGEST)
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        lines = csv.reader((line.replace("\0", "") for line in file), strict=True)
        try:
            places, width = _places(path, next(lines, []))
            for row in lines:
                if not any(row):
                    continue
                row += [""] * (width - len(row))
                fields = [row[p] if p >= 0 else "" for p in places]
                if not fields[0].strip():
                    raise BadExtract(f"Line {lines.line_num} of {path.name} has no record id.")
                yield fields
        except csv.Error as why:
            raise BadExtract(
                f"Line {lines.line_num} of {path.name} cannot be read as CSV; is a quotation mark unclosed? ({why})"
            ) from None


def _places(path: Path, header: list[str]) -> tuple[list[int], int]:
    named = [name.strip().lower() for name in header]
    if "record_id" not in named:
        hint = " Is it parted by semicolons?" if any(";" in name for name in named) else ""
        raise BadExtract(f"{path.name} has no column record_id.{hint}")
    twice = next((name for name in named if name in HEADER and named.count(name) > 1), None)
    if twice:
        raise BadExtract(f"{path.name} has the column {twice} twice.")
    if not set(named) & set(NAMES):
        raise BadExtract(f"{path.name} has no column of names: one of {', '.join(NAMES)} is needed.")
    return [named.index(name) if name in named else -1 for name in HEADER], len(header)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """This will give each record by the contract's names."""
    for fields in lines_of(path):
        yield dict(zip(HEADER, fields, strict=True))
