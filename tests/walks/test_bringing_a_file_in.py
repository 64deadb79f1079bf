"""A data officer brings her council's files in: what each row is, which column is which, what was turned away."""

from datetime import datetime

import pytest

from kingfisher.exchange.imports.tests.samples import CONTACTS, workbook
from kingfisher.exchange.jobs import bring_in
from tests.cast import gather

pytestmark = pytest.mark.browser
CHILDREN = """Our reference,Forename,Surname,DOB,NHS No,Tel
W-1,Elowen,Marsh,03/04/2012,9000000017,07700 900123
W-2,Kit,Birch,31/02/2011,,
W-3,Zoë,O'Neil-Łukaszewska,1/1/2010,1234567890,
"""


def send(nadia, source: str, path) -> None:
    nadia.see("/imports/new")
    nadia.page.check(f'input[name="source"][value="{source}"]')
    nadia.page.set_input_files('input[type="file"]', str(path))
    nadia.page.get_by_role("button", name="Check the file").click()
    nadia.look()


def begin(nadia, django_db_blocker) -> None:
    """Press the button; what the worker beside the web server does is done here, in the same job."""
    nadia.page.get_by_role("button", name="Bring it in").click()
    nadia.look()
    assert nadia.page.get_by_text("It begins by itself").count() == 1
    with django_db_blocker.unblock():
        bring_in(nadia.page.url.rsplit("/", 1)[1], str(gather.cast.placements["nadia"]))
    nadia.page.reload()


@pytest.mark.parametrize("phone", [False, True], ids=["at a desk", "on a phone"])
def test_a_list_whose_columns_have_other_names_is_brought_in_and_says_what_it_turned_away(
    visit, django_db_blocker, tmp_path, phone
):
    path = tmp_path / "children.csv"
    path.write_text(CHILDREN)
    nadia = visit(phone=phone).sign_in("nadia")
    nadia.see("/imports")
    send(nadia, "csv", path)
    page = nadia.page
    page.get_by_role("button", name="Bring it in").click()
    nadia.look()
    assert "needs a column for: person_id" in page.inner_text("main")
    page.get_by_label("Our reference").select_option("person_id")
    begin(nadia, django_db_blocker)
    nadia.look("import" if not phone else "import-phone")
    said = page.inner_text("main")
    assert "Brought in" in said and "31/02/2011" in said and "this is not a day in the calendar" in said
    assert "fails its check digit" in said
    with page.expect_download() as got:
        page.get_by_role("link", name="as a file").first.click()
    assert "31/02/2011" in got.value.path().read_text()


def test_an_inspection_workbook_is_shown_row_by_row_before_anything_is_kept(visit, django_db_blocker, tmp_path):
    rows = [
        [9212044 + n, "b) Female", "a) WBRI", datetime(2015, 1, 25), 9, datetime(2026, 9, 16), "6"] for n in range(3)
    ]
    nadia = visit().sign_in("nadia")
    send(nadia, "annex-a", workbook(tmp_path / "inspection.xlsx", List_1=[CONTACTS, *rows]))
    assert "Contact from the police, 16/09/2026" in nadia.page.inner_text("main")
    begin(nadia, django_db_blocker)
    nadia.look()
    assert "People new" in nadia.page.inner_text("main")


def test_a_file_that_is_not_what_it_was_said_to_be_is_refused_and_leads_to_another_try(visit, tmp_path):
    path = tmp_path / "census.xml"
    path.write_text('<!DOCTYPE m [<!ENTITY a "b">]><Message/>')
    nadia = visit().sign_in("nadia")
    send(nadia, "cin", path)
    assert "This file was refused" in nadia.page.inner_text("main")
    nadia.page.get_by_role("link", name="Send another file").click()
    nadia.look()
