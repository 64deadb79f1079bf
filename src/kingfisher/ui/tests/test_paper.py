"""Papers made by typst: who took one out stands across every page of a visitor's, and of nobody else's."""

import io
import re
from pathlib import Path

import pypdf
import pytest

import kingfisher
from kingfisher.ui import paper

LAYOUT = b"""#let said = json(bytes(sys.inputs.said))
#set document(title: "A paper")
#set text(lang: "en")
#set page(paper: "a5", footer: [its own foot])
#title()
#said.words
#pagebreak()
The second page."""
WHO = "Ina #panic(1) Hale, 3 June 2026 at 9:30am, Joint inspection"


def pages(watermark: str) -> list[str]:
    made = paper.as_pdf(LAYOUT, {"words": "What it says."}, watermark=watermark)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_every_page_a_visitor_takes_out_says_who_took_it_when_and_what_for():
    found = pages(WHO)
    assert len(found) == 2
    assert all(f"Reading only. {WHO}" in page and "its own foot" in page for page in found)
    assert "What it says." in found[0]


def test_a_paper_of_anybody_else_says_nothing_of_it():
    assert not any("Reading only" in page for page in pages(""))


def test_it_is_still_a_paper_that_is_read_aloud_in_order_and_the_mark_is_not_read_with_it():
    made = pypdf.PdfReader(io.BytesIO(paper.as_pdf(LAYOUT, {"words": "x"}, watermark=WHO)))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    drawn = made.pages[0].get_contents().get_data().decode("latin-1")
    assert "/Artifact" in drawn


def test_a_table_that_goes_on_over_a_page_is_no_broken_table_under_a_visitors_mark():
    table = LAYOUT + b"\n#table(columns: 2, table.header([Quarter], [Counted]), ..range(200).map(i => [Row #i]))"
    made = pypdf.PdfReader(io.BytesIO(paper.as_pdf(table, {"words": "x"}, watermark=WHO)))
    assert len(made.pages) > 3


def test_a_file_somebody_else_made_says_on_every_page_who_took_it_out():
    given = paper.as_pdf(LAYOUT, {"words": "What it says."}, watermark="")
    made = pypdf.PdfReader(io.BytesIO(paper.stamped(given, watermark=WHO)))
    found = [" ".join(page.extract_text().split()) for page in made.pages]
    assert len(found) == 2 and all(f"Reading only. {WHO}" in page for page in found)
    assert "What it says." in found[0]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04 a letter in another format"])
def test_what_cannot_be_opened_cannot_carry_the_mark(content):
    with pytest.raises(paper.CannotCarry):
        paper.stamped(content, watermark=WHO)


@pytest.mark.parametrize(
    "layout", sorted(Path(kingfisher.__file__).parent.glob("*/*.typ")), ids=lambda p: p.parent.name
)
def test_no_layout_draws_over_its_pages_so_that_none_can_leave_the_mark_out(layout):
    assert "foreground" not in layout.read_text()


def test_nothing_else_makes_a_paper():
    source = Path(kingfisher.__file__).parent
    makers = {str(p.relative_to(source)) for p in source.rglob("*.py")
              if re.search(r"^\s*(import|from) typst", p.read_text(), re.M) and "tests" not in p.parts}  # fmt: skip
    assert makers == {"ui/paper.py"}
