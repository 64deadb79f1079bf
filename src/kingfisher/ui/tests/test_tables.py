"""Tables: what they say of how many there are, where their links lead, and what a spreadsheet gets."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from kingfisher.ui.paging import Ask, Page, packed
from kingfisher.ui.tables import Column, Table, guarded

COLUMNS = [
    Column("Reference", "ref", kind="ref", sort="ref"),
    Column("What", "what"),
    Column("Days", "days", "number"),
]
ROWS = [{"ref": "KF-1", "what": "<b>x</b>", "days": 1200}, {"ref": "KF-2", "what": "=1+1", "days": 2}]


def table(page=None, **kwargs):
    return Table("Waiting", COLUMNS, page or Page(ROWS), **kwargs)


def test_a_full_page_says_25_of_many_and_never_a_total():
    assert "Showing 2 of many referrals" in str(table(Page(ROWS, next_key="k"), noun="referrals"))
    assert "All 2 referrals" in str(table(noun="referrals"))


def test_what_is_in_a_cell_is_escaped():
    assert "<b>x</b>" not in str(table())
    assert "&lt;b&gt;x" in str(table())


def test_headings_have_a_scope_and_the_table_a_caption():
    page = str(table())
    assert page.count('scope="col"') == 3
    assert page.count('scope="row"') == 2
    assert "<caption" in page


def test_sorting_keeps_the_filters_and_goes_back_to_the_first_page():
    shown = table(Page(ROWS, sort="ref"), params=QueryDict("area=n&area=s&after=abc&sort=ref"))
    assert shown.sort_link(COLUMNS[0]) == "?area=n&area=s&sort=-ref"
    assert 'aria-sort="ascending"' in str(shown)


def test_the_next_page_keeps_the_sorting():
    shown = table(Page(ROWS, next_key="k1", previous_key="k0"), params=QueryDict("sort=ref&before=x"))
    assert shown.next_link == "?sort=ref&after=k1"
    assert shown.previous_link == "?sort=ref&before=k0"


def test_an_empty_table_says_so_in_words():
    assert "No referrals." in str(table(Page([]), noun="referrals"))


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+441632960001",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u00a0=1",
        "＝1",
        "|calc",
        "%0A=1",
        "\n=1",
    ],
)
def test_no_cell_can_start_a_formula(evil):
    assert guarded(evil).startswith("'")


def test_numbers_days_and_plain_words_go_out_as_they_are():
    assert guarded(-5) == -5
    assert guarded("Mill Lane") == "Mill Lane"
    assert guarded(datetime(2026, 7, 1, 8, 0, tzinfo=UTC)) == "1 Jul 2026, 9am"
    assert guarded(None) == ""


def test_the_csv_guards_headings_too():
    evil = Table("x", [Column("=cmd", "ref")], Page(ROWS))
    assert evil.csv().splitlines()[0] == "'=cmd"
    assert "'=1+1" in table().csv()


def test_an_address_with_an_unknown_sort_or_a_broken_key_shows_the_first_page():
    ask = Ask.read(QueryDict("sort=evil&after=%00%00"), sorts=["ref"], default="-ref")
    assert (ask.sort, ask.after) == ("-ref", ())


def test_a_key_survives_the_address():
    key = packed([datetime(2026, 3, 12, tzinfo=UTC), "KF-1"])
    assert Ask.read({"after": key}).after == ("2026-03-12T00:00:00+00:00", "KF-1")
