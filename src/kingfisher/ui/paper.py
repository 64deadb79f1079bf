"""A layout of typst and what is said in it, as PDF/UA; with who took it out across every page of a visitor's."""

import io
import json
from typing import Any

import pypdf
import typst
from pypdf.errors import PyPdfError

# Set before the layout says anything, so that no layout can leave it out. Said to be no part of the words: typst does
# so by itself too, but then takes a table that goes on over a page for a broken one.
_MARK = b"""#set page(foreground: {
  let mark = sys.inputs.at("watermark", default: "")
  if mark != "" { pdf.artifact({
    place(center + horizon, rotate(-32deg, stack(spacing: 62mm, ..range(4).map(_ =>
      text(size: 17pt, fill: rgb(90, 90, 90, 70), hyphenate: false, box(width: 250mm, align(center, mark)))))))
    place(bottom + left, dx: 10mm, dy: -6mm, text(size: 8pt, fill: rgb("#444444"))[Reading only. #mark])
  }) }
})
"""


def as_pdf(layout: bytes, said: dict[str, Any], *, watermark: str) -> bytes:
    """The words reach the layout as data (`sys.inputs.said`), so nothing typed is ever read as its code.

    `watermark` is what `ui.context.watermark` says of whoever takes it out: empty for all but a visitor.
    """
    told = {"said": json.dumps(said), "watermark": watermark}
    return typst.compile(_MARK + layout, format="pdf", pdf_standards="ua-1", sys_inputs=told)


class CannotCarry(Exception):
    """Not a PDF that opens: nothing can be written across it."""


def stamped(content: bytes, *, watermark: str) -> bytes:
    """A PDF made elsewhere, with who took it out across every page. CannotCarry when it cannot be opened."""
    try:
        made = pypdf.PdfWriter(clone_from=io.BytesIO(content))
        marks: dict[tuple[float, float], pypdf.PageObject] = {}  # pages of one size share one
        for page in made.pages:
            size = (float(page.mediabox.width), float(page.mediabox.height))
            if size not in marks:
                marks[size] = _mark_of(size, watermark)
            page.merge_page(marks[size])
        kept = io.BytesIO()
        made.write(kept)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as why:  # what damaged files make it raise
        raise CannotCarry from why
    return kept.getvalue()


def _mark_of(size: tuple[float, float], watermark: str) -> pypdf.PageObject:
    layout = f"#set page(width: {size[0]}pt, height: {size[1]}pt, margin: 0pt)\n#hide[ ]".encode()
    mark = typst.compile(_MARK + layout, format="pdf", sys_inputs={"watermark": watermark})
    return pypdf.PdfReader(io.BytesIO(mark)).pages[0]
