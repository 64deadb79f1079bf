"""Numbers in Saltmere are well formed and can belong to nobody."""

import re
from datetime import UTC, datetime

import pytest

from demo.numbers import Issuer, is_nhs_number, nhs_check_digit, pnc_letter, postcode, upn_letter
from demo.place import numbers_told, organisations, workers
from demo.world import World

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DRAMA = re.compile(
    r"07700 900\d{3}|01632 960\d{3}|01(13|14|15|16|17|18|21|31|41|51|61) 496 0\d{3}|020 7946 0\d{3}"
    r"|0191 498 0\d{3}|029 2018 0\d{3}|028 9649 6\d{3}"
)
POSTCODE = re.compile(r"ZZ\d{1,2} ?\d[ABD-HJLNP-UW-Z]{2}")


@pytest.fixture(scope="module")
def people():
    world = World(1, "town", NOW)
    return [p for f in world.families() for p in f.people] + [p for s in world.stories for p in s.people]


@pytest.mark.parametrize(("nine", "digit"), [("943476591", 9), ("900000000", 9), ("401023213", 7)])
def test_the_nhs_check_digit_follows_the_published_sum(nine, digit):
    assert nhs_check_digit(nine) == digit


@pytest.mark.parametrize(("year", "serial", "letter"), [(1979, 163001, "B"), (2003, 11985, "X")])
def test_the_police_national_computer_letter_follows_its_sum(year, serial, letter):
    assert pnc_letter(year, serial) == letter


def test_every_persons_nhs_number_is_right_and_never_issued_in_life(people):
    numbers = [p.truth.nhs_number for p in people if p.truth.nhs_number]
    assert all(is_nhs_number(number) and number.startswith("9") for number in numbers)


def test_no_two_people_share_a_number(people):
    truths = {id(p.truth): p.truth for p in people}.values()
    for kind in ("nhs_number", "upn", "pnc_id"):
        numbers = [getattr(truth, kind) for truth in truths if getattr(truth, kind)]
        assert len(numbers) == len(set(numbers)), kind


def test_numbers_stay_apart_across_a_whole_county():
    one, other = Issuer(1), Issuer(1, lane=1)
    numbers = [issuer.nhs_number() for issuer in (one, other) for _ in range(50_000)]
    assert len(set(numbers)) == 100_000


def test_every_pupil_number_has_its_letter(people):
    upns = [p.truth.upn for p in people if p.truth.upn]
    assert upns and all(upn[0] == upn_letter(upn[1:]) and upn[1:4] == "997" for upn in upns)


def test_postcodes_lie_where_no_place_is_and_never_in_the_codes_the_nhs_uses_for_none(people):
    said = [s for p in people for held in p.statements.values() for s in held]
    codes = {s.postcode for s in said if s.postcode} | {postcode(1, street) for street in range(1500)}
    assert all(POSTCODE.fullmatch(code) and not code.startswith("ZZ99") for code in codes)


def test_telephones_ring_only_in_dramas(people):
    said = {s.phone for p in people for held in p.statements.values() for s in held if s.phone}
    said |= {body.phone for body in organisations()} | {worker.phone for worker in workers()}
    assert [phone for phone in said if not DRAMA.fullmatch(phone)] == []


def test_two_homes_have_one_telephone_only_where_a_story_says_so(people):
    homes: dict[str, set[str]] = {}
    for person in people:
        if person.truth.kind == "child":
            homes.setdefault(re.sub(r"\D", "", person.truth.phone), set()).add(person.truth.household_id)
    strangers = {number: who for number, who in homes.items() if not all(home.startswith("S-") for home in who)}
    assert len(strangers) > 500
    assert [number for number, who in strangers.items() if len(who) > 1 or number in numbers_told()] == []
