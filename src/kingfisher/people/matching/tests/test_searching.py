"""One search box: what is understood of what is typed, and how well a record explains it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kingfisher.people.matching import held
from kingfisher.people.matching.alike import gathered
from kingfisher.people.matching.fit import by_chance, fit, worth_showing
from kingfisher.people.matching.lexemes import of_word
from kingfisher.people.matching.said import read_fields, read_search
from kingfisher.people.matching.wanted import Commonness, wanted
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, Said

ON = date(2026, 11, 25)
CHLOE = Said(
    given_name="Chloe", middle_names="Grace", family_name="Smyth-Okafor", known_as="Coco", sex="F",
    born_on=date(2012, 3, 4), school="Otterbrook Academy", phones=("07700 900123",),
    aliases=(AliasSaid("former", "Chloe", "Bennett"),),
    identifiers=(IdentifierSaid("nhs_number", "9000000009", True), IdentifierSaid("vehicle", "AB12 CDE"),
                 IdentifierSaid("username", "@coco_12")),
    addresses=(AddressSaid("14 Blackbird Road", "Saltmere", "ZZ1 2AB"),),
)  # fmt: skip
ZARA = Said(given_name="Zara", family_name="Whitcombe", born_on=date(2009, 9, 9), sex="F")


def called(given: str, family: str = "", **more) -> Said:
    return Said(given_name=given, family_name=family, **more)


def read(said: Said) -> held.Held:
    return held.read(held.kept(said)[1])


def finds(words: str, said: Said = CHLOE) -> bool:
    """Whether a statement comes into question for these words, as PostgreSQL would say, and is worth showing."""
    sought = read_search(words, on=ON)
    asked = wanted(sought, Commonness())
    kept = set(held.kept(said)[0])
    comes_up = asked is not None and any(answers(question, kept) for question in asked.questions)
    return comes_up and worth_showing(fit(sought, read(said)), fit(sought, read(said)), by_chance(sought))


def answers(question: str, lexemes: set[str]) -> bool:
    return all(any(_has(one, lexemes) for one in group.strip("()").split("|")) for group in question.split("&"))


def _has(one: str, lexemes: set[str]) -> bool:
    if one.endswith(":*"):
        return any(lexeme.startswith(one[1:-3]) for lexeme in lexemes)
    return one.strip("'") in lexemes


@pytest.mark.parametrize(
    "words",
    [
        "chloe okafor", "OKAFOR, Chloe", "okafor smyth", "Khloe Smith", "cloe smythe", "chole okafro", "coco",
        "chloe bennett", "okaf chlo", "04/03/2012 chloe", "3/4/2012 okafor", "chloe 4 march 2012", "chloe about 14",
        "chloe 14yo saltmere", "tyler blackbird road chloe", "chloe blackbird rd", "14 blackbird road", "ZZ1 2AB",
        "zz12ab chloe", "otterbrook chloe", "900 000 0009", "nhs no 9000000009", "07700 900123", "+44 7700 900123",
        "AB12CDE", "@coco_12", "coco_12",
    ],
)  # fmt: skip
def test_a_child_is_found_however_she_is_typed(words):
    assert finds(words), words


@pytest.mark.parametrize(
    "words", ["tyler brown", "900 000 0017", "07700 900999", "zz9 9zz", "1/1/1950", "@someone_else"]
)
def test_what_says_nothing_of_her_does_not_find_her(words):
    assert not finds(words), words


@pytest.mark.parametrize(
    "words",
    [
        "", "   ", "\x00", "%", "_", "'; DROP TABLE people_person; --", "\\'", "😀😀", "a" * 10_000, "&|!():*<->",
        "\u202eeolhc\u202c", "chloe \u200f\u200e", "31/02/2011", "99/99/9999", "-1", "0", "999", "١٤", "?", ".",
    ],
)  # fmt: skip
def test_odd_words_never_crash_and_never_find_silently(words):
    sought = read_search(words, on=ON)
    asked = wanted(sought, Commonness(total=1_000_000))
    fitted = fit(sought, read(ZARA))
    assert asked is None or not worth_showing(fitted, fitted, by_chance(sought))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_words_at_all_can_be_typed(words):
    sought = read_search(words, on=ON, unfinished=True)
    wanted(sought, Commonness())
    fit(sought, read(CHLOE))


def test_a_name_that_begins_like_a_month_is_a_name():
    sought = read_search("George Marten 2012-03-04", on=ON)
    assert sought.words == ("george", "marten")
    assert sought.born.exact == date(2012, 3, 4)


def test_a_bare_number_may_be_an_age_and_a_number_before_a_street_is_a_house():
    assert read_search("tyler 14", on=ON).loose == "14"
    assert read_search("14 mill road", on=ON).house == "14"


def test_an_impossible_day_is_looked_for_by_its_month_only():
    born = read_search("ann 31/02/2011", on=ON).born
    assert born.exact is None
    assert (born.earliest, born.latest) == (date(2011, 2, 1), date(2011, 2, 28))


def test_fields_say_the_same_as_one_box():
    typed = read_search("chloe okafor 4/3/2012 zz1 2ab", on=ON)
    filled = read_fields(first_name="Chloe", surname="Okafor", dob="2012-03-04", postcode="ZZ12AB", on=ON)
    assert (filled.words, filled.postcode, filled.born.exact) == (typed.words, typed.postcode, typed.born.exact)


@pytest.mark.parametrize(
    ("words", "nearer", "farther"),
    [
        ("chloe okafor", called("Chloe", "Okafor"), called("Chloe", "Oakes")),
        ("mo khan", called("Mohammed", "Khan"), called("Monica", "Khan")),
        ("amba huntvorth", called("Amber", "Huntworth"), called("Anna", "Hunt")),
        ("chloe 4/3/2012", called("Chloe", born_on=date(2012, 4, 3)), called("Chloe", born_on=date(2013, 9, 9))),
        ("oscar hale 2", Said(family_name="Hale", born_on=date(2024, 2, 2)),
         Said(given_name="Ruby", family_name="Hale", born_on=date(2024, 2, 2))),
    ],
    ids=["surname", "pet name", "misheard", "day and month turned", "a baby not named yet"],
)  # fmt: skip
def test_the_nearer_record_stands_first(words, nearer, farther):
    sought = read_search(words, on=ON)
    assert fit(sought, read(nearer)).bits > fit(sought, read(farther)).bits


def test_reasons_say_what_agrees():
    reasons = fit(read_search("okafor chloe 3/4/2012 zz1 2ab", on=ON), read(CHLOE)).reasons
    assert "Birth date: day and month the other way round" in reasons
    assert "Postcode: the same" in reasons
    assert "“okafor” the same name, “chloe” the same name" in reasons


def test_a_protected_address_finds_nobody():
    said = Said(given_name="Zara", addresses=(AddressSaid("9 Refuge Lane", "Saltmere", "ZZ9 9ZZ", protected=True),))
    assert not finds("zz9 9zz", said)
    assert not finds("9 refuge lane", said)
    assert "refuge" not in held.kept(said)[1]


def test_two_words_one_slip_apart_share_a_lexeme():
    for one, other in (("tyler", "tylr"), ("tyler", "tyelr"), ("tyler", "tykler"), ("whitaker", "whitaka")):
        assert of_word(one) & of_word(other), (one, other)


def test_one_child_at_four_agencies_is_read_as_one_entry_and_a_twin_is_not():
    nobody = [("twin", read(Said(given_name="Zoe", family_name="Smyth-Okafor", born_on=date(2012, 3, 4), sex="F")))]
    alike = [("health", read(Said(given_name="Cloe", family_name="Okafor", born_on=date(2012, 3, 4))))]
    assert gathered([("police", read(CHLOE)), *nobody, *alike], at_most=10) == [["police", "health"], ["twin"]]


def test_what_many_carry_is_asked_only_together_with_more():
    common = Commonness({"nsmith": 0.01, "nsmithers": 0.001, "lsaltmere": 0.2, "y2012": 0.06, "y2011": 0.06}, 1_000_000)
    asked = wanted(read_search("smith 14 saltmere", on=ON), common)
    assert all("&" in question for question in asked.questions)
