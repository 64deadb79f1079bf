"""A prepared chronology as PDF/UA, laid out by typst. Values in, bytes out; nothing is read here."""

from functools import cache
from pathlib import Path

from kingfisher.casefile.court import ranges
from kingfisher.chronology.queries import PreparedShown
from kingfisher.ui import paper
from kingfisher.ui.filters import moment


@cache
def _layout() -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes()


def as_pdf(shown: PreparedShown, *, watermark: str) -> bytes:
    """What was held, word for word."""
    held = shown.held
    said = {
        **held, "title": shown.title, "ref": shown.ref, "made_for": shown.made_for, "digest": shown.digest,
        "made": f"Prepared by {shown.author}, {moment(shown.made_at)}.",
        "kinds": [[one["kind"], ranges(one["numbers"])] for one in held["kinds"]],
        "sources": [{**one, "numbers": ranges(one["numbers"])} for one in held["sources"]],
        "analyses": [{**one, "rests_on": ranges(one["rests_on"])} for one in held["analyses"]],
    }  # fmt: skip
    return paper.as_pdf(_layout(), said, watermark=watermark)
