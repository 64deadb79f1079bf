"""A published edition, or a board's papers, as PDF/UA, laid out by typst. Values in, bytes out."""

import json
from functools import cache
from pathlib import Path

import typst

from kingfisher.partnership.queries import PublishedShown
from kingfisher.ui.filters import day


@cache
def _layout() -> bytes:
    return (Path(__file__).parents[1] / "paper.typ").read_bytes()


def laid_out(title: str, opening: str, parts: list[tuple[str, str]], lists: list[tuple[str, list[str]]]) -> bytes:
    """The words as a tagged PDF; they reach the layout as data, so nothing typed is ever read as its code."""
    said = {"title": title, "note": "", "opening": opening, "parts": parts, "lists": lists}
    return typst.compile(_layout(), format="pdf", pdf_standards="ua-1", sys_inputs={"said": json.dumps(said)})


def as_pdf(found: PublishedShown) -> bytes:
    """A whole edition with its figures and its signatures."""
    parts = [
        (title, "\n\n".join([words, *(f"{label}: {value}" for label, value in figures)]))
        for _, title, words, figures in found.sections
    ]
    signed = [f"{by}, for {partner}, {on}" for partner, by, on in found.signed]
    opening = f"Edition {found.number}, published {day(found.published_on)}."
    return laid_out(found.title, opening, parts, [("Signed by", signed)])
