"""Code lists in plain words, and tolerant matching of the ways people write a code.

The lists are data in `codes/*.toml`, each with its source. A value that is in no list is kept as it was
said: this file only ever adds understanding, it never replaces what was written.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from .values import is_nothing, tidy

_HOME = Path(__file__).with_name("codes")
_LETTERED = re.compile(r"([a-z]{1,2})\)\s*", re.I)
_CODE_FIRST = re.compile(r"([A-Za-z]{0,6}\d{0,2}[A-Za-z]?)\s*(?:$|[:\-–(])")
_NEAR = 92  # how alike, of 100, words must be to count as a misspelling of one entry


@dataclass(frozen=True)
class CodeList:
    """One list: `codes` give plain words, `also` other wordings, `letters` the inspection lettering."""

    title: str
    codes: dict[str, str]
    also: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def words(self, code: str) -> str:
        """Plain words for a code exactly as given, or "" if it is not in the list."""
        return self.codes.get(code, "")

    def find(self, value: str) -> tuple[str, str] | None:
        """(code, plain words) for what was written: "a) WBRI", "N1 - Abuse", "Physical abuse"."""
        return _find(self, tidy(value)[:200])

    def __hash__(self) -> int:
        return hash(self.title)


@cache
def codelist(file: str, name: str) -> CodeList:
    """The list `name` of `codes/<file>.toml`."""
    told = tomllib.loads((_HOME / f"{file}.toml").read_text(encoding="utf-8"))[name]
    told.pop("verified", None)
    codes = {str(code): words for code, words in told.get("codes", {}).items()}
    return CodeList(told["title"], codes, told.get("also", {}), told.get("letters", {}))


_seen: dict[tuple[str, str], tuple[str, str] | None] = {}


def _find(codes: CodeList, text: str) -> tuple[str, str] | None:
    key = (codes.title, text)
    if key not in _seen:
        if len(_seen) > 20_000:  # a file of nonsense must not fill the memory
            _seen.clear()
        _seen[key] = _by_code(codes, text) or _by_words(codes, text) or _by_letter(codes, text)
    return _seen[key]


def _by_code(codes: CodeList, text: str) -> tuple[str, str] | None:
    bare = _LETTERED.sub("", text, count=1) if _LETTERED.match(text) else text
    found = _CODE_FIRST.match(bare)
    code = found[1].upper() if found else ""
    return (code, codes.codes[code]) if code in codes.codes else None


def _by_words(codes: CodeList, text: str) -> tuple[str, str] | None:
    bare = _LETTERED.sub("", text, count=1).lower() if _LETTERED.match(text) else text.lower()
    if is_nothing(bare):
        return None
    wordings = {words.lower(): code for code, words in reversed(codes.codes.items())} | codes.also
    if bare in wordings:
        return wordings[bare], codes.words(wordings[bare])
    if len(bare) < 5:
        return None
    near = process.extractOne(bare, wordings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return (wordings[near[0]], codes.words(wordings[near[0]])) if near else None


def _by_letter(codes: CodeList, text: str) -> tuple[str, str] | None:
    found = _LETTERED.match(text)
    code = codes.letters.get(found[1].lower()) if found else None
    if code is None:
        return None
    return code, codes.words(code) or code
