"""The cells of an Excel file in the order they are read, hidden rows, columns and sheets included."""

import html
import re
from collections.abc import Iterator, Mapping

_SHARED = re.compile(r"<si\b[^>]*>(.*?)</si>", re.S)
_ROW = re.compile(r"<row\b[^>]*>(.*?)</row>", re.S)
_CELL = re.compile(r"<c\b([^>]*)>(.*?)</c>", re.S)
_VALUE = re.compile(r"<v\b[^>]*>(.*?)</v>", re.S)
_TEXT = re.compile(r"<t\b[^>]*>(.*?)</t>", re.S)


def cells_of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(sheet, its rows as text). An address spread over cells of one row, or down a column, stands together."""
    shared = ["".join(_TEXT.findall(said)) for said in _SHARED.findall(_read(parts.get("xl/sharedStrings.xml", b"")))]
    for name, part in sorted(parts.items()):
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            rows = [_cells(row, shared) for row in _ROW.findall(_read(part))]
            yield f"sheet {name.rsplit('/', 1)[-1]}", "\n".join(" ".join(cells) for cells in rows)
            yield f"sheet {name.rsplit('/', 1)[-1]}", "\n".join(_down(rows))


def _read(part: bytes) -> str:
    return part.decode("utf-8", errors="replace")


def _cells(row: str, shared: list[str]) -> list[str]:
    found = []
    for attributes, body in _CELL.findall(row):
        value = _VALUE.search(body)
        if 't="s"' in attributes and value and value.group(1).isdigit() and int(value.group(1)) < len(shared):
            found.append(shared[int(value.group(1))])
        else:
            found.append("".join(_TEXT.findall(body)) or (value.group(1) if value else ""))
    return [html.unescape(said) for said in found]


def _down(rows: list[list[str]]) -> Iterator[str]:
    for column in range(max((len(r) for r in rows), default=0)):
        yield " ".join(r[column] for r in rows if column < len(r))
