"""What a chronology for court holds: numbered paragraphs, analyses apart, an index, its sources and its gaps.

Values in, values out, fit to be frozen: nothing here is read from the database or written to it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kingfisher.casefile.picture import HOW, Picture
from kingfisher.chronology.queries import AnalysisShown, Happening
from kingfisher.chronology.rules import Gap
from kingfisher.people.rules import age_on
from kingfisher.rulebook import ask
from kingfisher.ui.filters import day, moment, short_day


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody ticked: lines and paragraphs of analysis, by their keys."""

    lines: frozenset[UUID]
    analyses: frozenset[UUID]


def with_corrections(lines: Sequence[Happening], wanted: Collection[UUID]) -> list[Happening]:
    """The lines wanted, in order, and with each its correction and what it corrects: never one without the other."""
    by_id, keep = {line.id: line for line in lines}, set(wanted)
    waiting = list(keep)
    while waiting:
        line = by_id.get(waiting.pop())
        for other in (line.corrects, line.corrected_by) if line else ():
            if other and other not in keep:
                keep.add(other)
                waiting.append(other)
    return [line for line in lines if line.id in keep]


def held_by(
    picture: Picture, chosen: Chosen, *, analyses: Sequence[AnalysisShown], gaps: Iterable[Gap]
) -> dict[str, Any]:
    """All that the chronology holds, as values JSON can say. Paragraphs are numbered from 1 in order of time."""
    lines = with_corrections(picture.lines, chosen.lines)
    numbers = {line.id: n for n, line in enumerate(lines, start=1)}
    paragraphs = [_paragraph(picture, line, numbers) for line in lines]
    thoughts = [a for a in analyses if a.id in chosen.analyses]
    return {
        "child": picture.name, "born": day(picture.born_on) if picture.born_on else "not known",
        "also": list(picture.names[1:]), "people": [str(key) for key in picture.child.person_ids],
        "paragraphs": paragraphs,
        "analyses": [_thought(f"A{n}", a, numbers) for n, a in enumerate(thoughts, start=1)],
        "years": _years(paragraphs), "kinds": _kinds(paragraphs), "sources": _sources(picture, lines, numbers),
        "gaps": [
            {"from": day(g.from_on), "until": day(g.until_on), "weeks": g.weeks, "while": list(g.while_ran)}
            for g in gaps
        ],
        "left_out": len(picture.lines) - len(lines),
        "elsewhere": [h.agency.name for h in picture.holdings if h.holds_more],
    }  # fmt: skip


def _paragraph(picture: Picture, line: Happening, numbers: dict[UUID, int]) -> dict[str, Any]:
    age = age_on(picture.born_on, line.happened_on)
    when = moment(line.happened_at) if line.happened_at else day(line.happened_on)
    return {
        "n": numbers[line.id], "id": str(line.id), "year": line.happened_on.year,
        "when": f"{when} to {day(line.ended_on)}" if line.ended_on and line.ended_on != line.happened_on else when,
        "age": age, "kind": ask.label("entry_kind", line.kind), "title": line.title, "detail": line.detail,
        "source": picture.agencies[line.organisation_id].name,
        "author": f"{line.author_name}, {line.author_role}" if line.author_role else line.author_name,
        "assertion": ask.label("assertion", line.assertion), "basis": HOW.get(line.basis, line.basis),
        "known": short_day(line.known_at), "corrects": numbers.get(line.corrects, 0),
        "corrected_by": numbers.get(line.corrected_by, 0), "withdrawn": line.withdrawn,
    }  # fmt: skip


def _thought(n: str, a: AnalysisShown, numbers: dict[UUID, int]) -> dict[str, Any]:
    return {
        "n": n, "heading": a.heading, "words": a.words, "written": day(a.written_on), "version": a.version,
        "author": f"{a.author_name}, {a.author_role}" if a.author_role else a.author_name,
        "rests_on": sorted(numbers[key] for key in a.rests_on if key in numbers), "withdrawn": a.withdrawn,
        "earlier": [
            {"version": e.version, "written": day(e.written_on), "heading": e.heading, "words": e.words}
            for e in a.earlier
        ],
    }  # fmt: skip


def _years(paragraphs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[int, list[int]] = {}
    for one in paragraphs:
        found.setdefault(one["year"], []).append(one["n"])
    return [{"year": year, "first": numbers[0], "last": numbers[-1]} for year, numbers in sorted(found.items())]


def _kinds(paragraphs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, list[int]] = {}
    for one in paragraphs:
        found.setdefault(one["kind"], []).append(one["n"])
    return [{"kind": kind, "numbers": numbers} for kind, numbers in sorted(found.items())]


def _sources(picture: Picture, lines: list[Happening], numbers: dict[UUID, int]) -> list[dict[str, Any]]:
    """Each agency with the paragraphs it is the source of, who wrote them, and from when until when."""
    found: dict[UUID, list[Happening]] = {}
    for line in lines:
        found.setdefault(line.organisation_id, []).append(line)
    rows = [
        {
            "agency": picture.agencies[owner].name, "authors": list(dict.fromkeys(one.author_name for one in its)),
            "first": day(min(one.happened_on for one in its)), "last": day(max(one.happened_on for one in its)),
            "numbers": [numbers[one.id] for one in its],
        }
        for owner, its in found.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["agency"])


def ranges(numbers: Iterable[int]) -> str:
    """1 to 3, 7, 9 to 10."""
    spans: list[list[int]] = []
    for n in numbers:
        if spans and spans[-1][1] == n - 1:
            spans[-1][1] = n
        else:
            spans.append([n, n])
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in spans)
