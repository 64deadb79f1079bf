"""Rejects and cautions gathered while one row or element is read, and reading what causes them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .codes import CodeList
from .shapes import Caution, Coded, Reject, shown
from .values import day, is_nothing, tidy

NOT_A_DAY = "this is not a day in the calendar; write it as 31/12/2010 or 2010-12-31"
LONGEST_ID = 64


Day = date  # `Remarks.date` is a method, and would be taken for the type


class Remarks:
    """What is wrong with the rows of one part (a sheet, an element, a file), in the order it was found."""

    def __init__(self, part: str, line: int = 0):
        self.part = part
        self.line = line
        self._told: list[Reject | Caution] = []

    def reject(self, field: str, value: object, reason: str, line: int | None = None) -> None:
        self._told.append(Reject(self.line if line is None else line, self.part, field, shown(value), reason))

    def caution(self, field: str, value: object, reason: str, line: int | None = None) -> None:
        self._told.append(Caution(self.line if line is None else line, self.part, field, shown(value), reason))

    def taken(self) -> list[Reject | Caution]:
        """What was gathered so far; the list begins afresh."""
        told, self._told = self._told, []
        return told

    def date(self, field: str, text: str, line: int | None = None) -> date | None:
        """A day that may be empty; one that cannot be read is left out and cautioned about."""
        text = tidy(text)
        if is_nothing(text):
            return None
        found = day(text)
        if found is None:
            self.caution(field, text, f"left out: {NOT_A_DAY}", line)
        return found

    def code(self, codes: CodeList, field: str, text: str, line: int | None = None) -> tuple[str, str]:
        """(code, plain words); a value in no list comes back as ("", the words as said) with a caution."""
        text = tidy(text)
        if is_nothing(text) and text.upper() not in codes.codes:  # NONE is a code of one list
            return "", ""
        found = codes.find(text)
        if found is None:
            self.caution(field, text, "not a code we know; kept as it was said", line)
            return "", text[:200]
        return found

    def coded(self, scheme: str, codes: CodeList, field: str, text: str) -> Coded | None:
        """The same as a `Coded`, keeping the scheme; None where nothing was said."""
        code, words = self.code(codes, field, text)
        return Coded(scheme, code or words, words if code else "") if code or words else None

    def order(self, field: str, first: Day | None, then: Day | None, reason: str, line: int | None = None) -> None:
        """Caution when `then` lies before `first`."""
        if first and then and then < first:
            self.caution(field, then, reason, line)


class References:
    """Keeps two events of one person apart that would otherwise bear the same reference."""

    def __init__(self) -> None:
        self._used: Counter[tuple[str, str]] = Counter()

    def of(self, local_id: str, wanted: str) -> str:
        """The reference as wanted, or with #2, #3 ... where this person already has it."""
        self._used[local_id, wanted] += 1
        times = self._used[local_id, wanted]
        return wanted if times == 1 else f"{wanted}#{times}"


def id_fault(local_id: str) -> str:
    """Why this cannot be the sender's own number for a person; "" if it can."""
    if is_nothing(local_id):
        return "there is no number here to know the person by"
    if len(local_id) > LONGEST_ID:
        return f"longer than {LONGEST_ID} characters, so it is no number for a person"
    return ""


def sex_of(code: str) -> str:
    """male, female, other or unknown, whichever list the code came from."""
    return {"M": "male", "1": "male", "F": "female", "2": "female", "9": "other"}.get(code, "unknown" if code else "")
