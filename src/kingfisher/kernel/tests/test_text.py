"""What people type about a person is brought to one form, and nothing typed can break it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nhs_number import is_valid

from kingfisher.kernel import text

ON = date(2026, 11, 23)

NAMES = [
    # said, given, middle, family
    ("SMITH, Jane", "jane", None, "smith"),
    ("Smith,Jane Anne", "jane", "anne", "smith"),
    ("Dr Jane Smith", "jane", None, "smith"),
    ("Jane Smyth-Okafor", "jane", None, "smyth okafor"),
    ("Ludwig van der Berg", "ludwig", None, "van der berg"),
    ("Yusuf al-Amin", "yusuf", None, "al amin"),
    ("Zofia Łukasińska", "zofia", None, "lukasinska"),
    ("Siân O’Brien", "sian", None, "obrien"),
    ("Siân O' Brien", "sian", None, "obrien"),
    ("Kyle Mc Donagh", "kyle", None, "mcdonagh"),
    ("Олена Шевченко", "olena", None, "shevchenko"),
    ("Cher", "cher", None, None),
    ("李 娜", "li", None, "na"),
]


@pytest.mark.parametrize(("said", "first", "middle", "family"), NAMES)
def test_a_name_is_taken_apart_as_a_worker_would(said, first, middle, family):
    name = text.read_name(said)
    assert (name.given, name.middle, name.family) == (first, middle, family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "OBRIEN"),
        ("O Brien", "o’brien"),
        ("Mac Donald", "MacDonald"),
        ("D'Souza", "Dsouza"),
        ("José", "JOSE"),
        ("Smyth–Okafor", "smyth okafor"),
        ("Ann\u200bMarie", "AnnMarie"),
        ("\u202eنور\u202c", "نور"),
        ("Chloe 🙂🙂", "chloe"),
        ("Ｃｈｌｏｅ", "chloe"),
    ],
)
def test_two_ways_of_writing_one_name_fold_to_the_same(one, other):
    assert text.fold(one) == text.fold(other) != ""


@pytest.mark.parametrize(
    "said",
    [
        "",
        "   ",
        "Unknown",
        "NOT KNOWN",
        "n/k",
        "Baby boy",
        "Unborn",
        "???",
        "🙂",
        "123",
        "Mr",
        "TBC",
        None,
        7,
        b"x",
    ],
)
def test_a_placeholder_is_nobodys_name(said):
    assert text.name_tokens(said) == ()
    assert text.read_name(said).tokens == ()


def test_names_that_look_like_placeholders_are_kept():
    for name in ("Na", "Boy", "Null", "Sheikh", "Pan", "Sri", "Lord"):
        assert text.name_tokens(name) == (name.lower(),)


def test_what_was_odd_about_a_name_is_said():
    assert "very_long" in text.read_name("Jane " * 2500).flags
    assert "many_names" in text.read_name("Ann Bea Cat Dee Eve Fay Gil").flags
    assert "not_known" in text.read_name("Unknown Smith").flags
    assert text.read_name("Chloe (Coco) Reed").known_as == ("coco",)
    assert text.read_name("Jay Reed aka Lil J").known_as == ("lil j",)


@pytest.mark.parametrize(
    ("said", "postcode"),
    [
        ("zz12ab", "ZZ1 2AB"),
        (" ZZ1  2AB ", "ZZ1 2AB"),
        ("ZZI 2AB", "ZZ1 2AB"),
        ("ZZ1O 2AB", "ZZ10 2AB"),
        ("ZZ1 ZAB", None),
        ("W1A 1ZZ", "W1A 1ZZ"),
        ("ZZ1", None),
        ("none", None),
        ("", None),
        (None, None),
    ],
)
def test_postcodes_are_written_one_way(said, postcode):
    assert text.postcode(said) == postcode


def test_half_a_postcode_still_gives_its_area():
    assert text.outward("zz1") == text.outward("ZZ1 2AB") == "ZZ1"


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("07700 900123", ("+447700900123",)),
        ("+44 (0)7700 900123", ("+447700900123",)),
        ("01632960001 (mum) / 07700-900-124", ("+441632960001", "+447700900124")),
        ("+48 22 123 45 67", ("+48221234567",)),
        ("00000000000", ()),
        ("ring school", ()),
        (None, ()),
    ],
)
def test_telephone_numbers_are_found_in_what_was_typed(said, numbers):
    assert text.phones(said) == numbers


@pytest.mark.parametrize(
    ("read", "said", "value", "valid"),
    [
        (text.nhs_number, "900 000 0009", "9000000009", True),
        (text.nhs_number, 9000000009.0, "9000000009", True),
        (text.nhs_number, "9000000008", "9000000008", False),
        (text.nhs_number, "9999999999", "9999999999", False),
        (text.nhs_number, "90000", "90000", False),
        (text.pnc_id, "79/163001B", "1979/0163001B", True),
        (text.pnc_id, "03/11985X", "2003/0011985X", True),
        (text.pnc_id, "2003/0011985X", "2003/0011985X", True),
        (text.pnc_id, "03/11985Y", "2003/0011985Y", False),
        (text.upn, "A1234", "A1234", False),
    ],
)
def test_a_number_is_valid_only_when_its_check_holds(read, said, value, valid):
    found = read(said)
    assert (found.value, found.valid) == (value, valid)
    assert bool(found.why) != valid


@given(st.from_regex(r"[0-9]{10}", fullmatch=True).filter(lambda n: len(set(n)) > 1))
def test_the_check_digit_agrees_with_the_published_library(number):
    assert text.nhs_number(number).valid == is_valid(number)


def test_a_pupil_number_is_checked_by_its_letter():
    letters = [x for x in "ABCDEFGHJKLMNPQRTUVWXYZ" if text.upn(f"{x}823456789012").valid]
    assert len(letters) == 1
    assert not text.upn("I823456789012").valid


DATES = [
    # said, earliest, latest
    ("2010-04-03", date(2010, 4, 3), date(2010, 4, 3)),
    ("3/4/10", date(2010, 4, 3), date(2010, 4, 3)),
    ("03.04.2010", date(2010, 4, 3), date(2010, 4, 3)),
    ("03042010", date(2010, 4, 3), date(2010, 4, 3)),
    ("20100403", date(2010, 4, 3), date(2010, 4, 3)),
    ("3rd of April 2010", date(2010, 4, 3), date(2010, 4, 3)),
    ("3-Apr-10", date(2010, 4, 3), date(2010, 4, 3)),
    ("April 3, 2010", date(2010, 4, 3), date(2010, 4, 3)),
    ("dob: 03/04/2010 00:00:00", date(2010, 4, 3), date(2010, 4, 3)),
    ("12/25/2010", date(2010, 12, 25), date(2010, 12, 25)),
    ("April 2010", date(2010, 4, 1), date(2010, 4, 30)),
    ("04/2010", date(2010, 4, 1), date(2010, 4, 30)),
    ("2010", date(2010, 1, 1), date(2010, 12, 31)),
    ("31/02/2010", date(2010, 2, 1), date(2010, 2, 28)),
    ("14", date(2011, 11, 24), date(2012, 11, 23)),
    ("about 14", date(2010, 11, 24), date(2013, 11, 23)),
    ("14-15", date(2010, 11, 24), date(2012, 11, 23)),
    ("aged 14 years", date(2011, 11, 24), date(2012, 11, 23)),
    ("13/13/2010", None, None),
    ("soon", None, None),
]


@pytest.mark.parametrize(("said", "earliest", "latest"), DATES)
def test_a_date_of_birth_is_read_in_the_ways_it_is_said(said, earliest, latest):
    found = text.birth_date(said, on=ON)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_how_sure_a_date_is_travels_with_it():
    assert text.birth_date("about 14", on=ON).estimated
    assert text.birth_date("3/4/2010").other_reading == date(2010, 3, 4)
    assert "first_of_january" in text.birth_date("01/01/2008").flags
    assert "impossible" in text.birth_date("31/02/2010").flags
    assert "future" in text.birth_date("2031-01-05", on=ON).flags
    assert "too_old" in text.birth_date("03/04/1825", on=ON).flags
    assert text.birth_date("14").flags == {"estimated", "needs_a_day"}
    assert text.birth_date("") is None


ANYTHING = st.one_of(st.none(), st.integers(), st.floats(), st.binary(max_size=20), st.text(max_size=60))
READERS = [
    text.fold, text.name_tokens, text.read_name, text.postcode, text.outward, text.phone, text.phones,
    text.nhs_number, text.upn, text.pnc_id, text.birth_date, lambda x: text.birth_date(x, on=ON),
]  # fmt: skip


@given(ANYTHING)
def test_nothing_a_person_can_type_raises(said):
    for read in READERS:
        read(said)


@given(st.from_regex(r"[0-9/ .\-~a-z]{0,14}", fullmatch=True))
def test_nothing_that_looks_like_a_date_raises(said):
    found = text.birth_date(said, on=ON)
    assert found is None or found.earliest is None or found.earliest <= found.latest


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(said):
    assert text.fold(text.fold(said)) == text.fold(said)


def test_ten_thousand_characters_are_read_as_fast_as_four_hundred():
    assert len(text.name_tokens("Ann-Marie " * 1000)) <= text.MOST_TOKENS
