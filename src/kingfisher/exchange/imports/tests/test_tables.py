"""Tables of what is written and what it means: dates, codes, headings, keys."""

from datetime import date

import pytest

from kingfisher.exchange.imports.codes import codelist
from kingfisher.exchange.imports.columns import plain
from kingfisher.exchange.imports.formulas import is_formula_like, is_running_formula
from kingfisher.exchange.imports.recognising import content_key, fingerprint
from kingfisher.exchange.imports.shapes import EventSaid, PersonSaid, TieSaid, shown
from kingfisher.exchange.imports.values import born, day, moment, yes_no


@pytest.mark.parametrize(("written", "meant"), [
    ("16/09/2020", date(2020, 9, 16)), ("2020-09-16", date(2020, 9, 16)), ("16 Sep 2020", date(2020, 9, 16)),
    ("16-September-2020", date(2020, 9, 16)), ("2020-09-16T00:00:00Z", date(2020, 9, 16)),
    ("20200916", date(2020, 9, 16)),
    ("03/04/2020", date(2020, 4, 3)), ("31/02/2020", None), ("09/16/2020", None), ("16/09/20", None),
    ("1066-10-14", None),
    ("soon", None), ("", None),
])  # fmt: skip
def test_days_are_read_day_first_and_never_guessed(written, meant):
    assert day(written) == meant


@pytest.mark.parametrize(("written", "meant"), [
    ("2026-06-01 22:15", "2026-06-01T22:15:00+01:00"), ("01/12/2026 09:00", "2026-12-01T09:00:00+00:00"),
    ("2026-06-01T22:15:00Z", "2026-06-01T22:15:00+00:00"), ("2026-06-01T22:15:00+0100", "2026-06-01T22:15:00+01:00"),
])  # fmt: skip
def test_a_time_without_an_offset_is_londons(written, meant):
    assert moment(written).isoformat() == meant


@pytest.mark.parametrize("written", ["31/02/2010", "13/13/2010", "about 14", "banana", "01/01/1666"])
def test_a_birth_date_that_is_no_day_says_why(written):
    assert born(written).why


@pytest.mark.parametrize("written", ["", "unknown", "N/K", "#N/A"])
def test_an_unknown_birth_date_is_nothing_and_no_fault(written):
    assert born(written) == (None, False, "")


@pytest.mark.parametrize(("written", "meant"), [("Yes", True), ("a) Yes", True), ("0", False), ("maybe", None)])
def test_yes_no_and_neither(written, meant):
    assert yes_no(written) is meant


@pytest.mark.parametrize(("file", "name", "written", "code"), [
    ("ethnicity", "dfe", "a) WBRI", "WBRI"), ("ethnicity", "dfe", "White British", "WBRI"),
    ("ethnicity", "dfe", "k)", "APKN"),
    ("ethnicity", "dfe", "s) REFU", "REFU"), ("ethnicity", "ons18", "W4", "W4"), ("ethnicity", "nhs", "99", "99"),
    ("cin", "sex", "Female", "F"), ("cin", "sex", "b) Female", "F"), ("cin", "sex", "c) Not stated/recorded", "U"),
    ("cin", "referral_source", "q) 6: Police", "6"), ("cin", "referral_source", "b) 1B: Individual", "1B"),
    ("cin", "primary_need", "N1 - Abuse or Neglect", "N1"), ("cin", "abuse", "Physical abuse", "PHY"),
    ("cin", "abuse", "e) Multiple/not recommended", "MUL"), ("cin", "factor", "24A", "24A"),
    ("cin", "disability", "NONE", "NONE"),
    ("care", "legal_status", "C2: FCO", "C2"), ("care", "placement", "f) U6: Foster placement - not FFA", "U6"),
    ("care", "care_ended", "k) E47: Special Guardianship Orders", "E47"), ("care", "missing", "M", "M"),
    ("kinds", "kinds", "Stop and Search", "stop_search"),
])  # fmt: skip
def test_a_code_is_found_however_it_is_written(file, name, written, code):
    assert codelist(file, name).find(written)[0] == code


@pytest.mark.parametrize("written", ["PSRMEM - Support with memory", "RB", "", "zzz", "x" * 5000])
def test_a_code_in_no_list_is_not_guessed(written):
    assert codelist("cin", "primary_need").find(written) is None


def test_exploitation_trafficking_missing_and_gangs_are_told_in_plain_words():
    words = [codelist("cin", "factor").words(code) for code in ("10A", "11A", "12A", "13A", "24A")]
    assert words == ["going missing", "sexual exploitation", "trafficking", "gangs", "criminal exploitation"]


@pytest.mark.parametrize(("heading", "meant"), [
    ("ChildUniqueID", "child unique id"), (" Child  unique-ID ", "child unique id"), ("Child’s need", "childs need"),
])  # fmt: skip
def test_headings_are_compared_by_their_words(heading, meant):
    assert plain(heading) == meant


@pytest.mark.parametrize(("cell", "runs"), [
    ("=cmd|'/C calc'!A0", True), ("@SUM(1+1)*cmd|'/C calc'!A0", True), ('+HYPERLINK("x")', True),
    ("=1+1", False), ("- see https://example.invalid (mother)", False), ("+44 7700 900123", False),
    ("plain | text!", False),
])  # fmt: skip
def test_formulas_that_run_something_are_told_from_words(cell, runs):
    assert is_running_formula(cell) is runs


@pytest.mark.parametrize(("cell", "like"), [("=1+1", True), ("-5", False), ("+44 7700 900123", False), ("-", False)])
def test_numbers_with_a_sign_are_no_formulas(cell, like):
    assert is_formula_like(cell) is like


def test_keys_never_run_two_things_together():
    keys = {
        content_key(TieSaid("a|b", "c")), content_key(TieSaid("a", "b|c")), content_key(PersonSaid("a")),
        content_key(PersonSaid("a", folder_category="adoption")), content_key(EventSaid("a", "visit", "x" * 400, "")),
        content_key(EventSaid("a", "visit", "x" * 401, "")),
    }  # fmt: skip
    assert len(keys) == 6
    assert max(map(len, keys)) <= 300


def test_where_a_row_stood_is_no_part_of_what_it_says():
    assert fingerprint(PersonSaid("a", line=2, part="x")) == fingerprint(PersonSaid("a", line=9, part="y"))


def test_a_bad_value_is_shown_short_and_harmless():
    assert shown("a\x00\x1b" + "b" * 200) == "a··" + "b" * 77 + "…"
