"""One line of the plain CSV: its cells by our column names, and what makes it unfit to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .csv_columns import Layout
from .formulas import is_formula_like
from .remarks import References, Remarks, id_fault
from .values import is_mangled_number, is_nothing, yes_no

LONGEST = 200


@dataclass(slots=True)
class CsvRow:
    layout: Layout
    cells: list[str]
    notes: Remarks
    references: References
    seen: set[str]

    told: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.told = told = {}
        for name, at in self.layout.at.items():
            if at < len(self.cells) and (cell := self.cells[at]):
                tidied = " ".join(cell.split())
                if not is_nothing(tidied):
                    told[name] = tidied

    def text(self, name: str) -> str:
        """The cell without blanks; "" where it is empty or says in its own way that there is nothing."""
        return self.told.get(name, "")

    def short(self, name: str) -> str:
        """The cell, cut (with a caution) where it is far longer than such a thing can be."""
        told = self.told.get(name, "")
        if len(told) <= LONGEST:
            return told
        self.notes.caution(
            self.heading(name), told, f"longer than {LONGEST} characters; the rest is only in the original"
        )
        return told[:LONGEST]

    def whole(self, name: str) -> str:
        """Free text as it stands, with its line breaks."""
        at = self.layout.at.get(name)
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def date(self, name: str) -> date | None:
        told = self.text(name)
        return self.notes.date(self.heading(name), told) if told else None

    def yes(self, name: str) -> bool | None:
        told = self.text(name)
        return yes_no(told) if told else None

    def heading(self, name: str) -> str:
        at = self.layout.at.get(name)
        return self.layout.header[at] if at is not None else name

    def said(self) -> dict[str, str]:
        """Every cell untouched, under the file's own headings; a heading used twice is numbered."""
        told = dict(zip(self.layout.header, self.cells, strict=False))
        if len(told) < min(len(self.layout.header), len(self.cells)):
            told = {
                f"{head} ({at})": cell
                for at, (head, cell) in enumerate(zip(self.layout.header, self.cells, strict=False), 1)
            }
        return told

    def reject(self, name: str, reason: str) -> None:
        self.notes.reject(self.heading(name), self.whole(name), reason)

    def reject_if_unfit(self) -> bool:
        """Reject a line with stray cells or no number for the person; flag cells like formulas."""
        wide = len(self.layout.header)
        if len(self.cells) > wide and any(cell.strip() for cell in self.cells[wide:]):
            self.notes.reject("", ",".join(self.cells), "this line has more cells than there are columns")
            return True
        local_id = self.text("person_id")
        if fault := id_fault(local_id):
            self.reject("person_id", fault)
            return True
        if is_mangled_number(local_id):
            self.reject("person_id", "a spreadsheet has shortened this number and its digits are lost")
            return True
        for at, cell in enumerate(self.cells):
            if cell[:1] in "=+-@\t\r" and cell and is_formula_like(cell):
                heading = self.layout.header[at] if at < wide else ""
                self.notes.caution(heading, cell, "begins like a formula; kept as text and never run")
        return False
