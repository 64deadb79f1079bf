"""One row of an inspection list: its cells by column, what is wrong with it, and the entries made from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from .annex_columns import PERSON, ListSpec
from .formulas import is_formula_like
from .remarks import NOT_A_DAY, Day, References, Remarks, id_fault
from .shapes import ADOPTION, ORDINARY, EventSaid
from .values import born, day, is_nothing, tidy, yes_no

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?$")
_SERIAL_BEGINS = date(1899, 12, 30)
FORMULA_FAULT = (
    "this cell holds a formula, not a value. Copy the sheet, paste it as values, and send that; the row is not read"
)


class Cell(NamedTuple):
    """A cell as text, and whether it is a formula (never worked out, never believed)."""

    text: str = ""
    is_formula: bool = False


EMPTY = Cell()


def as_text(value: Any) -> str:
    """A value of a workbook in the words a person would read in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


@dataclass(slots=True)
class AnnexRow:
    """`at` is the position of each known column; `headings` are the sheet's own column names."""

    spec: ListSpec
    headings: Sequence[str]
    at: dict[str, int]
    cells: Sequence[Cell]
    line: int
    notes: Remarks
    references: References = field(default_factory=References)

    @property
    def local_id(self) -> str:
        return self.text("child_id")

    @property
    def folder_category(self) -> str:
        return ADOPTION if self.spec.number == 10 else ORDINARY

    def _cell(self, name: str) -> Cell:
        position = self.at.get(name, -1)
        return self.cells[position] if 0 <= position < len(self.cells) else EMPTY

    def text(self, name: str) -> str:
        """The cell without blanks; "" where it is empty or says in its own way that there is nothing."""
        told = tidy(self._cell(name).text)
        return "" if is_nothing(told) else told

    def heading(self, name: str) -> str:
        position = self.at.get(name, -1)
        return self.headings[position] if 0 <= position < len(self.headings) else name

    def yes(self, name: str) -> bool | None:
        return yes_no(self.text(name))

    def said(self, *names: str) -> dict[str, str]:
        """The cells of these columns as they stand, under the sheet's own headings."""
        return {self.heading(name): self._cell(name).text for name in names if name in self.at}

    def fault(self) -> tuple[str, str, str] | None:
        """(column, value, reason) of what keeps this row out; None if it can be read."""
        for name in self.at:
            if name != "age" and self._cell(name).is_formula:
                return self.heading(name), self._cell(name).text, FORMULA_FAULT
        if wrong := id_fault(self.local_id):
            return self.heading("child_id"), self.local_id, wrong
        birth = _without_serial(self.text("born"))
        if why := born(birth).why:
            return self.heading("born"), birth, why
        return self._date_fault()

    def _date_fault(self) -> tuple[str, str, str] | None:
        needs = self.spec.needs
        if not needs or any(day(_without_serial(self.text(name))) for name in needs):
            return None
        said = next((name for name in needs if self.text(name)), needs[0])
        why = NOT_A_DAY if self.text(said) else "there is no date here to place it by"
        return self.heading(said), self.text(said), why

    def date(self, name: str) -> date | None:
        """The day in a column; one that cannot be read is left out with a caution."""
        return self.notes.date(self.heading(name), _without_serial(self.text(name)))

    def born_as(self, said: str) -> tuple[Day | None, bool]:
        """(day, is it estimated) of a date of birth as one of the lists said it."""
        birth = born(_without_serial(said))
        return birth.on, birth.estimated

    def look_for_formula_text(self) -> None:
        for name in self.at:
            told = self._cell(name).text
            if is_formula_like(told):
                self.notes.caution(self.heading(name), told, "begins like a formula; kept as text and never run")

    def event(self, kind: str, on: Day | None, title: str, *columns: str, **more: Any) -> EventSaid:
        """An entry made from these columns; its reference is list, kind and day."""
        local_id = self.local_id
        stated = f"list {self.spec.number}:{kind}" + (f":{on}" if on else "")
        reference = f"{self.folder_category}:{more.pop('reference', stated)}"
        return EventSaid(
            local_id,
            kind,
            self.references.of(local_id, reference).removeprefix(":"),
            title,
            on,
            said=self.said(*columns),
            folder_category=self.folder_category,
            line=self.line,
            part=self.notes.part,
            **more,
        )

    def said_of_person(self) -> dict[str, str]:
        """The person's own columns as they stand; not the age, which is a different number every day."""
        return self.said(*(name for name in PERSON if name != "age"))


def _without_serial(text: str) -> str:
    """A spreadsheet's own day number (44090) as a day; any other text as it was."""
    if not _SERIAL.match(text):
        return text
    return (_SERIAL_BEGINS + timedelta(days=int(float(text)))).isoformat()
