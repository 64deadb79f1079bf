"""A police system's list of missing reports, as CSV or JSON: one row for each report, as it stands now. Pure.

A row names the report by the police's own reference and says how it stands: missing, back or cancelled. What cannot be
read for certain is turned away by its line, column and reason, and goes to a person as it came; nothing is guessed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

from . import gate
from .columns import match, plain
from .refusals import BrokenFile, ColumnsMissing, FileEmpty, NotThisSource
from .shapes import Caution, MissingSaid, Read, Reject, shown
from .texts import Dialect, rows_of
from .values import day, is_nothing, moment, tidy

PART = "Missing reports"
WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).with_name("codes") / "missing_feed.toml").read_text(encoding="utf-8")
)
CODED = ("risk", "kind", "found_how")
MOMENTS = ("changed_at", "reported_at", "last_seen_at", "found_at", "prevention_at")
_LISTS = ("reports", "episodes", "missing", "items", "results", "value")
_NOT_A_MOMENT = "left out: not a day with a time, such as 25/11/2026 21:40 or 2026-11-25T21:40:00Z"
_WHEN = "says neither when the child was last seen nor when it was reported"


def read(path: Path, *, limit: int = gate.LIMIT) -> Iterator[Read]:
    """This will check the file now (raising a named refusal) and read its reports as they are asked for."""
    path = Path(path)
    passed = gate.check(path, accepts=(gate.TEXT, gate.JSON), limit=limit)
    rows = _of_json(path) if passed.text is None else _of_text(path, passed.text)
    first = next(rows, None)
    if first is None:
        raise FileEmpty("There is no report in this file.")
    return _read([first], rows)


def _read(first: list, rest: Iterator) -> Iterator[Read]:
    for rows in (first, rest):
        for line, said in rows:
            yield from _row(line, said)


def _of_text(path: Path, how: Dialect) -> Iterator[tuple[int, dict[str, str] | None]]:
    with path.open("rb") as stream:
        rows = rows_of(stream, how)
        header = next(rows, (0, None))[1] or []
        ours = _columns(header)
        for line, cells in rows:
            yield line, cells and {ours.get(n, header[n]): cells[n] for n in range(min(len(cells), len(header)))}


def _columns(header: list[str]) -> dict[int, str]:
    found = match(header, WORDS["columns"])
    if "police_ref" not in found.values():
        seen = ", ".join(str(one)[:30] for one in header[:12])
        raise ColumnsMissing(f"This list needs a column with the police's own reference. Its columns are: {seen}.")
    return found


def _of_json(path: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    """An array of reports, an object that holds one, or one report a line. `line` counts the reports."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        said: Any = json.loads(text)
    except RecursionError as error:
        raise BrokenFile("This JSON is nested deeper than any list of reports.") from error
    except ValueError as error:
        said = _lines(text)
        if said is None:
            raise BrokenFile("This JSON is broken and cannot be read.") from error
    if isinstance(said, dict):
        said = next((said[name] for name in _LISTS if isinstance(said.get(name), list)), [said])
    if not isinstance(said, list) or not any(_names_a_report(one) for one in said):
        raise NotThisSource("This is not a list of reports: no object in it has the police’s own reference.")
    for number, one in enumerate(said, start=1):
        yield number, _flat(one) if isinstance(one, dict) else None


def _names_a_report(one: Any) -> bool:
    return isinstance(one, dict) and "police_ref" in match([str(name) for name in one], WORDS["columns"]).values()


def _lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _flat(said: Mapping[str, Any]) -> dict[str, str]:
    """Our name or theirs, and the text; a list of words is one text, anything deeper stays as JSON."""
    header = [str(name) for name in said]
    ours = match(header, WORDS["columns"])
    told = {}
    for at, value in enumerate(said.values()):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ", ".join(value)
        deep = isinstance(value, dict | list | bool)
        told[ours.get(at, header[at])] = json.dumps(value) if deep else "" if value is None else str(value)
    return told


def _row(line: int, said: dict[str, str] | None) -> Iterator[Read]:
    if said is None:
        yield _unread(line, {}, "", "", "this is not a report that can be read")
        return
    told = {name: text for name, value in said.items() if not is_nothing(text := tidy(value))}
    remarks: list[Read] = []
    report, fault = _understood(line, told, remarks)
    if fault:
        yield _unread(line, told, *fault)
        return
    yield MissingSaid(report["police_ref"], report, told, line=line, part=PART)
    yield from remarks


def _unread(line: int, told: Mapping[str, str], field: str, value: str, reason: str) -> MissingSaid:
    return MissingSaid(told.get("police_ref", "")[:64], {}, told, Reject(line, PART, field, shown(value), reason),
                       line=line, part=PART)  # fmt: skip


def _understood(
    line: int, told: Mapping[str, str], remarks: list[Read]
) -> tuple[dict[str, str], tuple[str, str, str] | None]:
    """The report under the names of our own way in; or the column, its value and why it cannot be read."""
    report = {name: told[name] for name in WORDS["columns"] if name in told and name not in ("status", *MOMENTS)}
    for name in MOMENTS:
        _moment(line, name, told, report, remarks)
    _born(line, told, report, remarks)
    if "," in (name := report.get("name", "")):  # written family first
        family, _, given = name.partition(",")
        report["name"] = f"{given.strip()} {family.strip()}".strip()
    for name in CODED:
        report |= _code(line, name, report.pop(name, ""), remarks)
    if not report.get("police_ref"):
        return report, ("police_ref", "", "there is no police reference to know the report by")
    standing = _standing(told, report)
    if not standing:
        return report, ("status", told.get("status", ""), "not a word we know for how a report stands")
    report["what"], report["source"] = standing, "police"
    if standing == "missing" and not (report.get("last_seen_at") or report.get("reported_at")):
        return report, ("last_seen_at", told.get("last_seen_at", ""), _WHEN)
    if standing == "back" and not report.get("found_at"):
        report.pop("reported_at", None)  # it says when the child went, not when she came back
        remarks.append(Caution(line, PART, "found_at", "", "no time of return; taken as back when this arrived"))
    return report, None


def _standing(told: Mapping[str, str], report: Mapping[str, str]) -> str:
    said = plain(told.get("status", ""))
    if not said:
        return "back" if report.get("found_at") else "missing"
    return next((ours for ours, words in WORDS["status"].items() if said in words), "")


def _moment(line: int, name: str, told: Mapping[str, str], report: dict[str, str], remarks: list[Read]) -> None:
    if name not in told:
        return
    found = moment(told[name])
    if found is None:
        remarks.append(Caution(line, PART, name, shown(told[name]), _NOT_A_MOMENT))
    else:
        report[name] = found.astimezone(UTC).isoformat()


def _born(line: int, told: Mapping[str, str], report: dict[str, str], remarks: list[Read]) -> None:
    report.pop("born_on", None)
    if "born_on" in told:
        found: date | None = day(told["born_on"])
        if found is None:
            remarks.append(Caution(line, PART, "born_on", shown(told["born_on"]), "left out: not a day"))
        else:
            report["born_on"] = found.isoformat()


def _code(line: int, name: str, said: str, remarks: list[Read]) -> dict[str, str]:
    if not said:
        return {}
    ours = next((code for code, words in WORDS[name].items() if plain(said) in words), "")
    if not ours:
        remarks.append(Caution(line, PART, name, shown(said), "not a word we know; left out and not guessed"))
    return {name: ours} if ours else {}
