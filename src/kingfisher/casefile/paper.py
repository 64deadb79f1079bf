"""A prepared chronology as PDF/UA, laid out by typst. Values in, bytes out; nothing is read here."""

import json
from functools import cache
from pathlib import Path

import typst

from kingfisher.casefile.court import ranges
from kingfisher.chronology.queries import PreparedShown
from kingfisher.ui.filters import moment


@cache
def _layout() -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes()


def as_pdf(shown: PreparedShown) -> bytes:
    """The words reach the layout as data, so nothing typed is ever read as its code."""
    held = shown.held
    said = {
        **held, "title": shown.title, "ref": shown.ref, "made_for": shown.made_for, "digest": shown.digest,
        "made": f"Prepared by {shown.author}, {moment(shown.made_at)}.",
        "kinds": [[one["kind"], ranges(one["numbers"])] for one in held["kinds"]],
        "sources": [{**one, "numbers": ranges(one["numbers"])} for one in held["sources"]],
        "analyses": [{**one, "rests_on": ranges(one["rests_on"])} for one in held["analyses"]],
    }  # fmt: skip
    return typst.compile(_layout(), format="pdf", pdf_standards="ua-1", sys_inputs={"said": json.dumps(said)})
