"""A published edition, or a board's papers, as PDF/UA, laid out by typst. Values in, bytes out."""

from functools import cache
from pathlib import Path

from kingfisher.partnership.queries import PublishedShown
from kingfisher.ui import paper
from kingfisher.ui.filters import day


@cache
def _layout() -> bytes:
    return (Path(__file__).parents[1] / "paper.typ").read_bytes()


def laid_out(title: str, opening: str, parts: list[tuple[str, str]], lists: list[tuple[str, list[str]]]) -> bytes:
    """The words as a tagged PDF. Nobody's name is across it: what is published is everybody's."""
    said = {"title": title, "note": "", "opening": opening, "parts": parts, "lists": lists}
    return paper.as_pdf(_layout(), said, watermark="")


def as_pdf(found: PublishedShown) -> bytes:
    """A whole edition with its figures and its signatures."""
    parts = [
        (title, "\n\n".join([words, *(f"{label}: {value}" for label, value in figures)]))
        for _, title, words, figures in found.sections
    ]
    signed = [f"{by}, for {partner}, {on}" for partner, by, on in found.signed]
    opening = f"Edition {found.number}, published {day(found.published_on)}."
    return laid_out(found.title, opening, parts, [("Signed by", signed)])
