"""Read the rulebook: shipped TOML, a partnership's own laid over it, checked and hashed as one book.

Everything wrong is found here, when the program starts, and said in one list; nothing is left to fail when a
worker needs the rule. Asking questions of the book is `ask`'s job.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from kingfisher.rulebook import (
    assuring,
    checks,
    disrupting,
    emergency,
    finding,
    gatherings,
    histories,
    identity,
    indicators,
    measures,
    missing,
    nearness,
    searches,
    shapes,
    training,
)
from kingfisher.rulebook.build import Misfit, build
from kingfisher.rulebook.publishing import PublicationKind

SHIPPED = Path(__file__).parent / "data"

Raw = dict[str, Any]
Key = tuple[str, str]

# A folder holds one entry a file; a file named here holds several, each under its kind.
FOLDERS = {
    "clocks": "clock",
    "rag": "rag",
    "calendars": "calendar",
    "codes": "codes",
    "retention": "retention",
    "names": "names",
    "finder": "finding",
    "powers": "power",
    "indicators": "indicators",
    "measures": "measure",
}
FILES = {
    "lawful_bases.toml": ("basis", "gateway"),
    "prompts.toml": ("prompt",),
    "check_questions.toml": ("check", "ready"),
    "purposes.toml": ("purpose",),
    "markings.toml": ("marking", "category"),
    "language.toml": ("hint",),
    "emergency.toml": ("emergency",),
    "histories.toml": ("history",),
    "publications.toml": ("publication",),
    "matching.toml": ("comparison", "key", "linking"),
    "meetings.toml": ("meeting",),
    "missing.toml": ("threshold", "figures"),
    "nearness.toml": ("nearness",),
    "searches.toml": ("search",),
    "switches.toml": ("switch",),
    "training.toml": ("terms", "need"),
    "assurance.toml": ("assessment", "pack"),
}
SHAPES: dict[str, type[shapes.Entry]] = {
    "clock": shapes.ClockRule,
    "rag": shapes.RagPolicy,
    "calendar": shapes.WorkingCalendar,
    "codes": shapes.CodeList,
    "retention": shapes.RetentionRule,
    "basis": shapes.Basis,
    "gateway": shapes.Gateway,
    "prompt": shapes.Prompt,
    "check": shapes.CheckSet,
    "ready": shapes.ReadyAnswers,
    "purpose": shapes.Purpose,
    "marking": shapes.Marking,
    "category": shapes.FolderCategory,
    "hint": shapes.LanguageHint,
    "publication": PublicationKind,
    "assessment": assuring.Assessment,
    "pack": assuring.PackKind,
    "meeting": gatherings.MeetingKind,
    "switch": gatherings.Switch,
    "emergency": emergency.EmergencyRule,
    "history": histories.HistoryRule,
    "nearness": nearness.NearnessRule,
    "search": searches.SearchRule,
    "finding": finding.FindingRule,
    "threshold": missing.ThresholdRule,
    "figures": missing.MissingFigures,
    "terms": training.TrainingTerms,
    "need": training.TrainingNeed,
    "measure": measures.Measure,
    "names": identity.NameList,
    "power": disrupting.Power,
    "indicators": indicators.IndicatorSet,
    "comparison": identity.Comparison,
    "key": identity.KeyRule,
    "linking": identity.Linking,
}
# Rows that a partnership lays over the shipped ones singly, by their code.
LISTS = frozenset({"code", "indicator"})
# What a dated wording must say of itself; an entry with a single wording may say it outright.
OF_A_WORDING = ("from", "until", "source", "verified")


class BrokenRulebook(ValueError):
    """The rulebook cannot be used; the message lists every fault, one a line, with its file."""


@dataclass(frozen=True)
class Book:
    """Every entry by kind and id, as its dated wordings from oldest to newest; `hash` names the whole."""

    entries: Mapping[Key, tuple[shapes.Entry, ...]]
    hash: str


def read_book(local: Path | None = None, shipped: Path = SHIPPED) -> Book:
    """Read and check the whole rulebook; `local` is the partnership's `rulebook` folder, if it has one.

    Raises BrokenRulebook listing every fault found.
    """
    faults: list[str] = []
    raws = {key: (raw, where) for key, raw, where in _read(shipped, faults)}
    for key, raw, where in _read(local, faults) if local else ():
        if not str(raw.get("local_reason", "")).strip():
            faults.append(f"{where}: {key[1]!r} must state its local_reason.")
        raws[key] = (_laid_over(raws[key][0], raw) if key in raws else raw, where)
    entries = {key: _wordings(key, raw, where, faults) for key, (raw, where) in raws.items()}
    faults += checks.faults_in(entries) if not faults else []
    if faults:
        raise BrokenRulebook("The rulebook cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return Book(entries, _hash(sorted([*key, *(one.hash for one in found)] for key, found in entries.items())))


def _read(folder: Path, faults: list[str]) -> Iterator[tuple[Key, Raw, str]]:
    """Every entry below the folder, in the form with dated wordings, with the file it stands in."""
    seen: set[Key] = set()
    for path in sorted(folder.rglob("*.toml")):
        where = path.relative_to(folder).as_posix()
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{where}: not readable as TOML: {error}.")
            continue
        for kind, raw in _tables(where, tables, faults):
            key = (kind, str(raw.get("id", "")))
            if key in seen or not key[1]:
                faults.append(f"{where}: {'says ' + repr(key[1]) + ' twice' if key[1] else 'an id is missing'}.")
            seen.add(key)
            yield key, _dated(raw), where


def _tables(where: str, tables: Raw, faults: list[str]) -> Iterator[tuple[str, Raw]]:
    folder, _, name = where.rpartition("/")
    if folder in FOLDERS:
        if tables.get("id") != name.removesuffix(".toml"):
            faults.append(f"{where}: the id must be the file's name.")
        yield FOLDERS[folder], tables
        return
    every = tables.pop("every", {})
    for kind, rows in tables.items():
        if kind not in FILES.get(where, ()) or not isinstance(rows, list):
            faults.append(f"{where}: {kind!r} does not belong in this file.")
            continue
        for row in rows:
            yield kind, every | row


def _dated(raw: Raw) -> Raw:
    if "dated" in raw:
        return raw
    wording = {name: raw[name] for name in OF_A_WORDING if name in raw}
    return {name: value for name, value in raw.items() if name not in wording} | {"dated": [wording]}


def _laid_over(shipped: Raw, local: Raw) -> Raw:
    """The shipped entry with the partnership's words on top; wordings and codes are laid over one by one.

    A local wording from a later day leaves the earlier shipped one standing for what was decided under it.
    """
    reason = local.get("local_reason", "")
    wordings = [wording | {"local_reason": reason} for wording in local["dated"] if wording]
    merged = shipped | {name: value for name, value in local.items() if name not in ("dated", *LISTS)}
    merged["dated"] = _joined(shipped["dated"], wordings, "from")
    for name in LISTS & local.keys():
        merged[name] = _joined(shipped.get(name, []), local[name], "code")
    if set(local) <= {"id", "local_reason", "dated"}:
        merged.pop("local_reason", None)
    return merged


def _joined(under: list[Raw], over: list[Raw], by: str) -> list[Raw]:
    rows = {row.get(by): row for row in under}
    return list((rows | {row.get(by): rows.get(row.get(by), {}) | row for row in over}).values())


def _wordings(key: Key, raw: Raw, where: str, faults: list[str]) -> tuple[shapes.Entry, ...]:
    head = {name: value for name, value in raw.items() if name != "dated"}
    found = []
    for wording in raw["dated"]:
        twice = (head.keys() & wording.keys()) - {"local_reason"}
        if twice:
            faults.append(f"{where}: {key[1]!r} says {', '.join(sorted(twice))} both outright and dated.")
        whole = head | wording
        try:
            found.append(build(SHAPES[key[0]], whole | {"hash": _hash([key[0], whole])}))
        except Misfit as misfit:
            faults.append(f"{where}: {key[1]!r}: {misfit}")
    return _closed(sorted(found, key=lambda one: (one.from_ is None, one.from_ or one.review_by)))


def _closed(wordings: list[shapes.Entry]) -> tuple[shapes.Entry, ...]:
    """Each wording that states no end ends the day before the next begins."""
    for at, (one, later) in enumerate(pairwise(wordings)):
        if one.until is None and one.from_ and later.from_ and one.from_ < later.from_:
            wordings[at] = replace(one, until=later.from_ - timedelta(days=1))
    return tuple(wordings)


def _hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
