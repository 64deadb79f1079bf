"""A chronology for court: chosen, numbered, its corrections beside it, its gaps said, frozen, and opened as it was."""

import io
import re
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from kingfisher.access import actions as access
from kingfisher.casefile.court import ranges
from kingfisher.chronology import actions as chronology
from kingfisher.chronology import queries
from kingfisher.chronology.actions import Line
from kingfisher.people import actions as people
from kingfisher.people.rules import AddressSaid, Said
from kingfisher.plans.tests.builders import agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy(be, now):
    """Ivy, of whom Dele wrote three lines, one of them wrong and corrected, and one told by somebody else."""
    found = {"ids": []}
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        person = people.state_person(
            dele, folder_id=folder, said=Said(given_name="Ivy", family_name="Marsh", born_on=date(2014, 2, 1)), at=now
        )
        for day, title, more in (
            (date(2025, 11, 3), "Seen at school", {"basis": "seen"}),
            (date(2026, 1, 5), "Hungry on Monday", {}),
            (date(2026, 1, 9), "Aunt says he shouts", {"assertion": "third_hand", "basis": "told"}),
        ):
            line = Line(folder, person, "visit", day, title, detail=f"{title}, in full.", **more)
            found["ids"].append(chronology.note(dele, line=line, at=now))
        right = Line(folder, person, "visit", date(2026, 1, 6), "Hungry on Tuesday")
        found["ids"].append(chronology.correct(dele, entry_id=found["ids"][1], line=right, at=now))
    return found | {"person": person, "folder": folder}


def made(browser, ivy, *lines, **more):
    said = {"line": [str(key) for key in lines], "title": "Chronology for the court", **more}
    return browser.post(f"/casefile/{ivy['person']}/court", said)


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_all_is_ticked_until_somebody_unticks_it(signed_in, ivy):
    dele = signed_in("dele")
    page = f"/casefile/{ivy['person']}/court"
    assert dele.get(page).content.decode().count('name="line"') == 4
    assert len(re.findall(r'name="line" value="[^"]+" checked', dele.get(page).content.decode())) == 4
    assert "checked" not in re.findall(r'<input[^>]+name="line"[^>]*>', dele.get(f"{page}?none=1").content.decode())[0]


def test_what_was_chosen_is_numbered_and_a_line_never_goes_without_its_correction(signed_in, ivy):
    dele = signed_in("dele")
    answer = made(dele, ivy, ivy["ids"][1])
    text = words_of(dele.get(answer["Location"]))
    assert "Corrected at 2" in text
    assert "Corrects 1" in text
    assert "2 paragraphs. 2 further lines open to its author were left out by choice." in text
    assert "Seen at school" not in text


def test_fact_opinion_and_third_hand_and_how_it_is_known_stand_by_every_paragraph(signed_in, ivy):
    text = words_of((dele := signed_in("dele")).get(made(dele, ivy, *ivy["ids"])["Location"]))
    assert "Third-hand , told to them" in text
    assert "Fact , seen by them" in text
    assert "Saltmere County Council" in text


def test_it_opens_as_it_was_although_the_record_went_on(signed_in, be, now, ivy):
    dele = signed_in("dele")
    page = made(dele, ivy, *ivy["ids"])["Location"]
    before = words_of(dele.get(page))
    with be("dele") as actor:
        late = Line(ivy["folder"], ivy["person"], "visit", date(2026, 1, 7), "Written afterwards")
        chronology.note(actor, line=late, at=now)
    assert words_of(dele.get(page)) == before
    assert page in dele.get(f"/casefile/{ivy['person']}/court").content.decode(), "it is found again where it was made"


def test_weeks_without_a_line_while_a_plan_ran_are_said_with_how_many(signed_in, be, now, ivy):
    agreed(be, now - timedelta(days=70), child=ivy["person"])
    dele = signed_in("dele")
    assert re.search(r"(9|10) weeks without a line while there ran: child in need plan",
                     words_of(dele.get(f"/casefile/{ivy['person']}/court")))  # fmt: skip
    assert "Gaps" in words_of(dele.get(made(dele, ivy, *ivy["ids"])["Location"]))


def test_the_pdf_holds_the_index_the_sources_and_page_numbers_and_names_nobody_in_its_name(signed_in, ivy):
    dele = signed_in("dele")
    page = made(dele, ivy, *ivy["ids"], made_for="Saltmere Family Court")["Location"]
    answer = dele.get(f"{page}/pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "Ivy" not in answer["Content-Disposition"]
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)
    for said in ("Index", "Sources", "Page 1 of", "Third-hand", "Corrected at paragraph", "Saltmere Family Court"):
        assert said in text, said


def test_an_analysis_is_written_changed_and_put_in_apart_from_the_lines(signed_in, be, ivy):
    dele = signed_in("dele")
    page = f"/casefile/{ivy['person']}/analysis"
    assert (
        dele.post(page, {"heading": "Food", "words": "Hungry after weekends.", "rests_on": "2, 99"}).status_code == 302
    )
    with be("dele") as actor:
        (first,) = queries.analyses(actor, [ivy["person"]])
    assert first.rests_on == (ivy["ids"][1],)
    dele.post(page, {"heading": "Food", "words": "Hungry after each visit.", "replaces": str(first.id)})
    with be("dele") as actor:
        (now_,) = queries.analyses(actor, [ivy["person"]])
    text = words_of(dele.get(made(dele, ivy, *ivy["ids"], analysis=str(now_.id))["Location"]))
    assert "A1. Food" in text
    assert "Version 1" in text
    assert "It is not itself a record of what happened." in text


def test_a_safe_address_typed_into_a_line_is_withheld_from_paper_and_from_the_pdf(signed_in, be, now, ivy):
    with be("ruth") as ruth:
        home = AddressSaid(lines="14 Larkspur Court", postcode="ZZ9 4QX", protected=True)
        people.restate(
            ruth, person_id=ivy["person"],
            said=Said(given_name="Ivy", family_name="Marsh", born_on=date(2014, 2, 1), addresses=(home,)),
            at=now,
        )  # fmt: skip
    with be("dele") as actor:
        told = Line(ivy["folder"], ivy["person"], "move", date(2026, 2, 2), "Moved to 14 Larkspur Court, ZZ9 4QX")
        ivy["ids"].append(chronology.note(actor, line=told, at=now))
    dele = signed_in("dele")
    page = made(dele, ivy, *ivy["ids"])["Location"]
    assert "Larkspur" not in words_of(dele.get(page))
    pdf = PdfReader(io.BytesIO(dele.get(f"{page}/pdf").content))
    assert "Larkspur" not in "".join(sheet.extract_text() for sheet in pdf.pages)


def test_a_stranger_and_a_colleague_cannot_open_it(signed_in, ivy):
    page = made(signed_in("dele"), ivy, *ivy["ids"])["Location"]
    for name in ("ruth", "hana"):
        assert signed_in(name).get(page).status_code == 404, name


@pytest.mark.parametrize("said", [{"title": ""}, {"line": []}, {"line": ["not-a-key"]}])
def test_what_is_lacking_is_said_and_what_was_typed_stays(signed_in, ivy, said):
    whole = {"line": [str(ivy["ids"][0])], "title": "My title", "made_for": "The court", **said}
    answer = signed_in("dele").post(f"/casefile/{ivy['person']}/court", whole)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "The court" in answer.content.decode()


@pytest.mark.parametrize(("numbers", "words"), [([], ""), ([3], "3"), ([1, 2, 3, 7, 9, 10], "1 to 3, 7, 9 to 10")])
def test_paragraphs_are_named_as_ranges(numbers, words):
    assert ranges(numbers) == words
