"""Which cells are formulas, and which formulas would run something or reach outside the sheet.

A spreadsheet treats text that begins with = + - @ as a formula when it opens a CSV file. Text like that is
kept as text and flagged; a cell made to start a program or call an address turns the whole file away.
"""

from __future__ import annotations

import re

_SIGNS = frozenset("=+-@\t\r")
_NUMBER_LIKE = re.compile(r"[+-]?[\d\s().,/-]*$")
_REACHES = (
    r"(?:HYPERLINK|WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|RTD|DDE(?:AUTO)?|EXEC|CALL|"
    r"REGISTER(?:\.ID)?|FILTERXML|IMAGE|SHELL)\s*\("
)
_PROGRAM = r"\b(?:cmd|powershell|mshta|rundll32|regsvr32|wscript|cscript|msexcel|excel|winword)(?:\.exe)?\s*\|"
_PIPE = r"\w\s*\|\s*'[^'!]{0,300}'\s*!"  # program|'topic'!item, as in dynamic data exchange
_ANYWHERE = re.compile(rf"{_PROGRAM}|{_PIPE}", re.I)
_AFTER_EQUALS = re.compile(rf"\b{_REACHES}|\w\|[^|!]{{0,300}}!|powershell|mshta|https?://|\\\\\w", re.I)
_AT_START = re.compile(rf"[=+\-@\s]*{_REACHES}", re.I)
_LOOKED_AT = 2_000


def is_running_formula(cell: str) -> bool:
    """Would this cell run a program or call an outside address if a spreadsheet opened it?"""
    cell = cell[:_LOOKED_AT].lstrip()
    if cell[:1] not in _SIGNS or not cell:
        return False
    if _ANYWHERE.search(cell) or _AT_START.match(cell):
        return True
    return cell[0] == "=" and bool(_AFTER_EQUALS.search(cell))


def is_formula_like(cell: str) -> bool:
    """Does this text begin like a formula? Numbers, dates and phone numbers with a sign do not count."""
    return cell[:1] in _SIGNS and bool(cell) and not _NUMBER_LIKE.match(cell)
