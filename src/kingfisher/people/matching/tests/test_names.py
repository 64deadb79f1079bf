"""Pairs of names from life, by where they come from: one name written two ways, and two names."""

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from kingfisher.people.matching import features, names
from kingfisher.people.matching.shapes import read_names


def _table(lines: str) -> list[tuple[str, str, str]]:
    """Rows of (origin, one, other) from lines "origin: one=other; one=other"."""
    rows = [line.strip().partition(":") for line in lines.strip().splitlines()]
    return [(origin, *pair.strip().split("=")) for origin, _, pairs in rows for pair in pairs.split(";")]


GIVEN_ALIKE = _table(
    """
    english: Elizabeth=Lizzie; Jack=John; Chloe=Cloe; Bill=William; Catherine=Kathryn; Abbie=Abigail
    english: Jayden=Jaydon; Sam=Samantha
    irish: Siobhan=Shivaun; Paddy=Patrick; Seán=Shaun; Niamh=Neve; Caoimhe-Ann=Caoimhe Ann
    irish traveller: Bridget=Biddy; Miley=Michael; Margaret=Peg; Winnie=Winifred
    south asian: Mohammed=Muhammad; Md=Mohammad; Ayesha=Aisha; Yousuf=Yusuf; Khadija=Khadeeja
    south asian: Gurpreet=Preet; Zainab=Zaynab; Jaswinder=Jasvinder
    east european: Katarzyna=Kasia; Aleksandra=Ola; Oleksandr=Sasha; Jakub=Kuba; Gheorghe=George
    east european: Małgorzata=Gosia; Олена=Elena; Kasia=Katie
    arabic: Youssef=Yusuf; Layla=Leila; Abdul Rahman=Abdulrahman; Khaled=Khalid
    somali: Maxamed=Mohamed; Xasan=Hassan; Cabdi=Abdi; Faadumo=Fatima
    african: Oluwaseun=Seun; Chukwuemeka=Emeka; Temitope=Temi; Tesfay=Tesfai; Rumbidzai=Rumbi
    chinese: Xiao Ming=Xiaoming; Wai-Ling=WaiLing
    """
)

FAMILY_ALIKE = _table(
    """
    english: Smith=Smyth; Smyth-Okafor=Okafor; Clarke=CLARK; Reid=Reed
    irish: O'Brien=O Brien; McDonagh=Mac Donagh; Doherty=O'Doherty
    irish traveller: Connors=O'Connor
    south asian: Hussain=Hossein; Chowdhury=Choudhary; Kaur Gill=Gill; Siddique=Siddiqui
    east european: Kowalski=Kowalska; Ivanov=Ivanova; Wiśniewska=Wisniewski; Zielinski=Zielinska
    arabic: Al-Amin=Alamin; El Sayed=Elsayed
    somali: Cali=Ali
    african: Ghebremedhin=Gebremedhin
    chinese: Chan=Chen; Wong=Huang; Cheung=Zhang
    portuguese: da Silva=Silva
    """
)

GIVEN_APART = [
    ("Chloe", "Zoe"), ("Jack", "Harry"), ("Aisha", "Amina"), ("Amy", "Ann"), ("Mohammed", "Ahmed"),
    ("Kyle", "Luke"), ("Temi", "Tobi"), ("Xiaoming", "Xiaohua"), ("Emily", "Olivia"), ("Abdi", "Ali"),
    ("Ola", "Ewa"), ("Bridget", "Margaret"),
]  # fmt: skip

ALIKE = {"same", "root", "sounds", "alike", "part", "short"}


@pytest.mark.parametrize(("origin", "one", "other"), GIVEN_ALIKE)
def test_one_first_name_written_two_ways_is_seen_as_one(origin, one, other):
    assert features.given(read_names(one, "x")[0], read_names(other, "x")[0]) in ALIKE


@pytest.mark.parametrize(("origin", "one", "other"), FAMILY_ALIKE)
def test_one_family_name_written_two_ways_is_seen_as_one(origin, one, other):
    assert features.family(read_names("x", one)[1], read_names("x", other)[1]) in ALIKE


@pytest.mark.parametrize(("one", "other"), GIVEN_APART)
def test_two_first_names_stay_two(one, other):
    assert features.given(read_names(one, "x")[0], read_names(other, "x")[0]) not in ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Chloe", "Okafor"), ("Okafor", "Cloe")),
        (("Xiaoming", "Li"), ("Li", "Xiaoming")),
        (("Mohamed", "Abdi Ali"), ("Abdi Ali", "Mohamed")),
        (("Nguyen", "Van Minh"), ("Minh", "Nguyen")),
    ],
)
def test_first_and_family_name_the_other_way_round_are_seen(one, other):
    a, b = read_names(*one), read_names(*other)
    assert features.needs_order(features.given(a[0], b[0]), features.family(a[1], b[1]))
    assert features.order(*a, *b) == "swapped"


WORDS = st.text(alphabet="abcdehijklmnoprstuwyz", min_size=1, max_size=12)
FIELD = st.lists(WORDS, max_size=3).map(tuple)


@any_of(WORDS, WORDS, st.booleans())
def test_which_word_came_first_never_matters(one, other, family):
    assert names.likeness(one, other, family) == names.likeness(other, one, family)


@any_of(FIELD, FIELD, FIELD, FIELD)
def test_which_name_came_first_never_matters(a, b, c, d):
    assert features.given(a, b) == features.given(b, a)
    assert features.family(a, b) == features.family(b, a)
    assert features.order(a, b, c, d) == features.order(c, d, a, b)
    assert features.parent(a, b) == features.parent(b, a)
    assert features.middle(a, b) == features.middle(b, a)
    assert features.other_names((a, b, c, d), (d, c, b, a)) == features.other_names((d, c, b, a), (a, b, c, d))


@any_of(st.text(max_size=30))
def test_no_word_breaks_the_knowledge_of_names(word):
    names.respelt(word)
    names.sound(word)
    assert names.roots(word)


def test_no_list_of_names_holds_a_name_twice_in_one_line():
    from kingfisher.rulebook import ask

    twice = [
        line
        for listed in ask.name_lists()
        for line in (*listed.given, *listed.family)
        if len(line.split()) != len(set(line.split())) and len(set(line.split())) < 2
    ]
    assert not twice
