"""Minutes and the family's paper as PDF/UA, laid out by typst. Values in, bytes out; nothing is read here."""

from functools import cache
from pathlib import Path
from typing import Any

from kingfisher.meetings.queries import FamilyPaper, MinutesPaper
from kingfisher.rulebook import ask
from kingfisher.ui import paper as papers
from kingfisher.ui.filters import day, moment


@cache
def _layout() -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes()


def _laid_out(said: dict[str, Any], watermark: str) -> bytes:
    return papers.as_pdf(_layout(), said, watermark=watermark)


def minutes_as_pdf(paper: MinutesPaper, *, handling: str, watermark: str) -> bytes:
    """The minutes for those who were there."""
    said = paper.open
    number = f", version {paper.number}" if paper.number else ", not sent round yet"
    there = [
        ", ".join(filter(None, (name, part, agency, ask.label("attendance", was) if was else "not said")))
        for name, part, agency, was, _ in said["there"]
    ]
    decisions = []
    for n, words, against in said["decisions"]:
        decisions.append(f"{n}. {words}")
        decisions += [f"Does not agree: {who}, {agency}. {why}" for who, agency, why in against]
    decisions += [f"Does not agree: {who}, {agency}. {why}" for who, agency, why in said["dissents"]]
    parts = [(p["title"], p["words"]) for p in (*said["parts"], *paper.closed["parts"]) if p["words"]]
    tasks = [f"{words} ({owner}, by {by})" for words, owner, by in said["tasks"]]
    opening = f"{moment(paper.starts_at)}, {paper.place}. Chaired by {paper.chair}{number}."
    if paper.short_of_quorum:
        opening += f" Held without everyone who must be there: {paper.short_of_quorum}"
    return _laid_out({
        "title": f"{paper.title}: {', '.join(paper.children)}", "note": handling, "opening": opening,
        "lists": [["Who was asked", there], ["What was decided", decisions], ["Who does what", tasks]], "parts": parts,
    }, watermark)  # fmt: skip


def family_as_pdf(paper: FamilyPaper, *, watermark: str) -> bytes:
    """The paper the family takes home."""
    return _laid_out({
        "title": f"{paper.title}: {', '.join(paper.children)}", "note": "",
        "opening": f"This is about the meeting on {day(paper.held_on)}.",
        "lists": [
            ["Who was there", [", ".join(filter(None, one)) for one in paper.there]],
            ["What was decided", [words for _, words in paper.decisions]],
            ["Who does what", [f"{words} ({owner}, by {day(by)})" for words, owner, by in paper.tasks]],
        ],
        "parts": paper.parts,
    }, watermark)  # fmt: skip
