"""Bringing a file in on screen, without JavaScript unless it is said."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kingfisher.exchange.jobs import bring_in

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
PERSONS = b"Ref,Surname,Forename,DOB\nP1,Ash,Rowan,03/04/2012\nP2,Birch,Kit,31/02/2011\n"


@pytest.fixture
def sent(signed_in):
    """`sent(bytes)` sends a file in as the council's data officer; returns her browser and the run's page."""

    def send(content: bytes, source: str = "csv", name: str = "people.csv"):
        nadia = signed_in("nadia")
        answer = nadia.post("/imports/new", {"source": source, "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        return nadia, answer["Location"]

    return send


def go(browser, page: str, cast, **more):
    shown = browser.get(page).content.decode()
    headings = re.findall(r'name="heading" value="([^"]*)"', shown)
    selects = re.findall(r'<select[^>]* name="(column-\d+)"[^>]*>(.*?)</select>', shown, re.S)
    chosen = {name: found[1] for name, options in selects if (found := re.search(r'value="(\w+)" selected', options))}
    assert browser.post(page, {"heading": headings} | chosen | more).status_code == 302
    bring_in(page.rsplit("/", 1)[1], str(cast.placements["nadia"]))


def test_a_file_is_looked_at_before_it_is_brought_in(sent, cast):
    nadia, page = sent(PERSONS)
    shown = nadia.get(page).content.decode()
    assert "Which column is which?" in shown
    assert "For example: Ash, Birch" in shown
    assert re.search(r'<option value="family_name" selected>', shown)
    go(nadia, page, cast, **{"column-0": "person_id"})
    shown = nadia.get(page).content.decode()
    assert "Brought in" in shown
    assert "31/02/2011" in shown
    assert "not a day in the calendar" in shown


def test_a_column_can_be_matched_by_hand(sent, cast):
    nadia, page = sent(b"Nr,Familie,Geboren\nP1,Ash,03/04/2012\n")
    go(nadia, page, cast, **{"column-0": "person_id", "column-1": "family_name", "column-2": "born_on"})
    assert "People new" in nadia.get(page).content.decode()


def test_columns_that_cannot_say_whom_a_row_is_about_are_said_at_once_and_nothing_is_lost(sent, cast):
    nadia, page = sent(PERSONS)
    chosen = {"heading": ["Ref", "Surname", "Forename", "DOB"], "column-1": "family_name"}
    shown = nadia.post(page, chosen).content.decode()
    assert "needs a column for: person_id" in shown
    assert re.search(r'<option value="family_name" selected>', shown)
    go(nadia, page, cast, **{"column-0": "person_id"})
    assert "Brought in" in nadia.get(page).content.decode()


def test_a_file_that_is_not_what_it_claims_is_refused_in_words(sent):
    nadia, page = sent(b'<!DOCTYPE m [<!ENTITY a "b">]><Message/>', "cin", "cin.xml")
    assert "declares a document type or entities" in nadia.get(page).content.decode()
    assert "Refused" in nadia.get("/imports").content.decode()


def test_progress_is_asked_for_alone_and_the_page_refreshes_when_it_ends(sent, cast):
    nadia, page = sent(PERSONS)
    headings = {"heading": ["Ref", "Surname", "Forename", "DOB"], "column-0": "person_id", "column-1": "family_name"}
    nadia.post(page, headings)
    part = nadia.get(page, **HTMX)
    assert "<html" not in part.content.decode()
    assert 'hx-trigger="every 2s"' in part.content.decode()
    bring_in(page.rsplit("/", 1)[1], str(cast.placements["nadia"]))
    assert nadia.get(page, **HTMX)["HX-Refresh"] == "true"


def test_the_lines_turned_away_can_be_had_as_a_file_no_cell_of_which_is_a_formula(sent, cast):
    nadia, page = sent(b"person_id,family_name,born_on\nP1,Ash,=1+1\n")
    go(nadia, page, cast)
    told = nadia.get(f"{page}/turned-away.csv").content.decode("utf-8-sig")
    assert "'=1+1" in told
    assert not re.search(r"(^|,)\"?=", told, re.M)


def test_the_file_itself_is_gone_when_it_is_in(sent, cast, settings):
    nadia, page = sent(PERSONS)
    before = set((settings.HOME / "imports").iterdir())
    go(nadia, page, cast, **{"column-0": "person_id"})
    assert len(before - set((settings.HOME / "imports").iterdir())) == 1


def test_only_the_agency_whose_file_it_is_sees_it(sent, signed_in):
    _, page = sent(PERSONS)
    assert signed_in("priya").get(page).status_code == 403
    assert signed_in("tom").get("/imports").status_code == 403
