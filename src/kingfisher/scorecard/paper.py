"""The board's paper as PDF/UA, laid out by typst. Values in, bytes out; nothing is read here."""

from functools import cache
from pathlib import Path

from kingfisher.scorecard.queries import Line, Series
from kingfisher.ui import paper


@cache
def _layout() -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes()


def as_pdf(board: list[Series], *, partnership: str, printed: str, watermark: str) -> bytes:
    """Every measure with its latest quarter and the quarters before it."""
    said = {"title": f"{partnership}: scorecard", "opening": printed, "measures": [_said(s) for s in board if s.latest]}
    return paper.as_pdf(_layout(), said, watermark=watermark)


def _said(one: Series) -> dict[str, object]:
    rows = [[f"{p.first:%b %Y} to {p.last:%b %Y}", *cells(p.whole), p.missing] for p in one.points[-8:]]
    notes = [f"Counted: {one.measure.numerator}.", f"Out of: {one.measure.denominator}."]
    if one.measure.left_out_why:
        notes.append(f"Left out: {one.measure.left_out_why} ({one.latest.left_out} in the latest quarter).")
    return {"area": one.measure.area, "title": one.measure.title, "notes": " ".join(notes), "rows": rows}


def cells(line: Line) -> list[str]:
    """Counted, out of and percent as they are printed."""
    held = "held back"
    return [
        held if line.counted is None else str(line.counted),
        held if line.out_of is None else str(line.out_of),
        held if line.percent is None else f"{line.percent}%",
    ]
