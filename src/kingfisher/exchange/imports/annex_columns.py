"""The lists of an inspection workbook (Annex A): which columns each has, and how a sheet is recognised.

The columns are data in `codes/annex_a.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .columns import match, plain

_HOME = Path(__file__).with_name("codes") / "annex_a.toml"


@dataclass(frozen=True)
class ListSpec:
    """One list: its columns beside those of the person, and the days of which at least one must be there."""

    number: int
    title: str
    columns: dict[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()

    def known(self) -> dict[str, tuple[str, ...]]:
        return PERSON | WORK | self.columns


def _columns(told: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {ours: tuple(headings) for ours, headings in told.items()}


_TOLD = tomllib.loads(_HOME.read_text(encoding="utf-8"))
PERSON = _columns(_TOLD["person"])
WORK = _columns(_TOLD["work"])
LISTS = {
    int(number): ListSpec(int(number), told["title"], _columns(told["columns"]), tuple(told.get("needs", ())))
    for number, told in _TOLD["lists"].items()
}
_NUMBER = re.compile(r"(?:\blist|^l|^)[ _.-]*0*(\d{1,2})\b", re.I)


def list_of(sheet_title: str, header: Sequence[object]) -> tuple[ListSpec, dict[int, str]] | None:
    """Which list a header row is, and its columns by position; the sheet's name is only a hint.

    None where it is no header of any list.
    """
    named = _NUMBER.search(sheet_title.strip())
    hinted = LISTS.get(int(named[1])) if named else None
    best: tuple[int, ListSpec, dict[int, str]] | None = None
    for spec in ([hinted] if hinted else []) + [spec for spec in LISTS.values() if spec is not hinted]:
        found = match(header, spec.known())
        own = sum(1 for ours in found.values() if ours in spec.columns)
        key = "adopter_id" if spec.number == 11 else "child_id"
        if key not in found.values() or own == 0:
            continue
        score = own * 2 + len(found) + (1 if spec is hinted else 0)
        if spec.needs and not set(spec.needs) & set(found.values()):
            continue
        if best is None or score > best[0]:
            best = (score, spec, found)
    return (best[1], best[2]) if best else None


def is_header_like(cells: Sequence[object]) -> bool:
    """Could this row be a header at all? Cheap, so that titles above the table are passed over quickly."""
    told = [plain(cell) for cell in cells]
    return sum(1 for words in told if words) >= 3 and any("id" in words or "birth" in words for words in told)
