"""Inspection workbooks as people really save them: columns moved, renamed, titled, half filled."""

from datetime import date, datetime

import pytest

from kingfisher.exchange.imports import annex_a
from kingfisher.exchange.imports.annex_columns import list_of
from kingfisher.exchange.imports.refusals import NotThisSource
from kingfisher.exchange.imports.shapes import ADOPTION, EventSaid

from .samples import CONTACTS, cautions, people, rejects, workbook

ADOPTION_COLUMNS = [
    "Child Unique ID", "Family identifier", "Gender", "Ethnicity", "Date of Birth", "Date the Child Entered Care",
    "Date of Placement Order", "Date Placed for Adoption", "Date of Adoption Order ",
]  # fmt: skip
REFERRALS = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Referral", "Referral Source"]


@pytest.mark.parametrize(("title", "header", "number"), [
    ("List 1", CONTACTS, 1),
    ("Contacts", CONTACTS, 1),
    ("Sheet1", list(reversed(CONTACTS)), 1),
    ("List 1", ["CHILD UNIQUE ID", "sex", "DOB", "Contact date", "Source of contact"], 1),
    ("List 3", ["ChildUniqueID", "DateOfReferral", "ReferralSource", "ReferralNFA"], 3),
    ("List 9", ["Child Unique ID", "Eligibity Category", "Suitability of Accomodation"], 9),
    ("List 10", ADOPTION_COLUMNS, 10),
    ("Notes", ["Prepared by", "On", "For", "id"], None),
])  # fmt: skip
def test_a_list_is_known_by_its_columns_whatever_their_order_and_spelling(title, header, number):
    found = list_of(title, header)
    assert (found[0].number if found else None) == number


def test_titles_above_the_columns_and_moved_columns_are_no_trouble(tmp_path):
    rows = [
        ["Saltmere County Council"],
        [],
        ["Contact Source", "Date of Contact", "Child Unique ID", "Date of Birth", "Gender"],
        ["q) 6: Police", datetime(2026, 9, 16), 9212044, datetime(2015, 1, 25), "b) Female"],
    ]
    read = list(annex_a.read(workbook(tmp_path / "a.xlsx", Contacts=rows)))
    assert people(read)[0].local_id == "9212044"
    (event,) = [row for row in read if isinstance(row, EventSaid)]
    assert (event.title, event.happened_on, event.line) == ("Contact from the police", date(2026, 9, 16), 4)


def test_a_workbook_waiting_under_a_name_without_an_ending_is_read_all_the_same(tmp_path):
    rows = [CONTACTS, [7, "F", "a) WBRI", "25/01/2015", 5, "16/09/2020", "6"]]
    held = workbook(tmp_path / "a.xlsx", List_1=rows).rename(tmp_path / "0190f3")
    assert [one.local_id for one in people(list(annex_a.read(held)))] == ["7"]


def test_a_date_a_spreadsheet_left_as_a_number_is_read(tmp_path):
    read = list(annex_a.read(workbook(tmp_path / "a.xlsx", List_1=[CONTACTS, [1, "F", "", "", "", 44090, "6"]])))
    assert next(row for row in read if isinstance(row, EventSaid)).happened_on == date(2020, 9, 16)


def test_a_child_in_two_lists_is_one_statement_and_a_difference_is_flagged(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        List_1=[CONTACTS, [7, "F", "a) WBRI", "25/01/2015", 5, "16/09/2020", "6"]],
        List_3=[REFERRALS, [7, "b) Female", "WBRI", "26/01/2015", "17/09/2020", "6"]],
    )
    read = list(annex_a.read(path))
    assert len(people(read)) == 1
    assert people(read)[0].born_on == date(2015, 1, 25)
    assert [(row.part, row.value) for row in cautions(read)] == [("List 3", "26/01/2015")]


def test_adoption_is_a_statement_apart_under_its_own_category(tmp_path):
    adopted = [7, 99, "F", "", "25/01/2015", "01/02/2019", "01/02/2020", "01/03/2020", ""]
    path = workbook(
        tmp_path / "a.xlsx",
        List_1=[CONTACTS, [7, "F", "a) WBRI", "25/01/2015", 5, "16/09/2020", "6"]],
        List_10=[ADOPTION_COLUMNS, adopted],
    )
    read = list(annex_a.read(path))
    assert sorted(person.folder_category for person in people(read)) == ["", ADOPTION]
    told = [row for row in read if isinstance(row, EventSaid) and row.folder_category == ADOPTION]
    assert [row.title for row in told] == ["Placement order made", "Placed for adoption"]


@pytest.mark.parametrize(("cells", "field"), [
    (["", "F", "", "25/01/2015", 5, "16/09/2020", "6"], "Child Unique ID"),
    ([7, "F", "", "25/01/2015", 5, "", "6"], "Date of Contact"),
    ([7, "F", "", "25/01/2015", 5, "soon", "6"], "Date of Contact"),
    ([7, "F", "", "31/02/2015", 5, "16/09/2020", "6"], "Date of Birth"),
    ([7, "F", "", "=A1", 5, "16/09/2020", "6"], "Date of Birth"),
])  # fmt: skip
def test_a_row_that_cannot_be_placed_is_rejected_whole_with_its_reason(tmp_path, cells, field):
    read = list(annex_a.read(workbook(tmp_path / "a.xlsx", List_1=[CONTACTS, cells])))
    assert [(row.line, row.part, row.field) for row in rejects(read)] == [(2, "List 1", field)]
    assert len(read) == 1


def test_a_formula_in_the_age_nobody_reads_keeps_no_child_out(tmp_path):
    cells = [7, "F", "", "25/01/2015", "=YEARFRAC(D2,TODAY())", "16/09/2020", "6"]
    read = list(annex_a.read(workbook(tmp_path / "a.xlsx", List_1=[CONTACTS, cells])))
    assert len(people(read)) == 1
    assert "Age" not in people(read)[0].said["List 1"]


def test_a_workbook_of_something_else_is_refused(tmp_path):
    with pytest.raises(NotThisSource):
        annex_a.read(workbook(tmp_path / "a.xlsx", Budget=[["Month", "Spent", "Paid"], ["May", 1, 2]]))


def test_a_sheet_that_is_no_list_is_passed_over_and_said_so(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Notes=[["hello"]], List_1=[CONTACTS, [7, "F", "", "", "", "16/09/2020", ""]])
    assert "passed over" in cautions(list(annex_a.read(path)))[0].reason
