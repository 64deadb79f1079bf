"""What grouping adds to a pair's own evidence, and whom one agency's own books keep apart."""

import pytest

np = pytest.importorskip("numpy")

from kingfisher.people.matching import batch, naming, settling  # noqa: E402
from kingfisher.people.matching.sheet import HEADER, Column, sheet_of  # noqa: E402

HOME = {"surname": "Reed", "dob": "2014-02-03", "address": "1 Mill Road", "town": "Saltmere", "postcode": "ZZ1 1AB",
        "kind": "child", "sex": "F"}  # fmt: skip


def _sheet(*rows):
    columns = {}
    for name in HEADER[1:]:
        values = ["", *{row[name] for row in rows if row.get(name)}]
        codes = np.array([values.index(row.get(name, "")) for row in rows], dtype=np.int32)
        columns[name] = Column(codes, values)
    return sheet_of([f"R{i}" for i in range(len(rows))], columns)


def _together(*rows):
    clusters = batch.link(_sheet(*rows)).clusters
    return {frozenset(i for i, c in enumerate(clusters) if c == one) for one in set(clusters)}


def test_twins_in_one_agency_s_books_are_never_one_person():
    ada = {**HOME, "first_name": "Ada", "agency": "health"}
    ivy = {**HOME, "first_name": "Ivy", "agency": "health"}
    unnamed = {**HOME, "first_name": "Baby", "agency": "police"}
    assert not any({0, 1} <= group for group in _together(ada, ivy, unnamed))


def _freya_and(other, agency="social_care"):
    """Twenty of each name in homes of their own, so that both are common, and two who could be twins."""
    others = [
        {"first_name": name, "surname": f"Of{'abcdefghijklmnopqrst'[i]}ton", "dob": f"20{i + 10}-0{1 + j}-11",
         "agency": "health", "kind": "child", "sex": "F"}
        for j, name in enumerate(("Freya", other)) for i in range(20)
    ]  # fmt: skip
    home = HOME | {
        "phone": "07700 900123",
        "parent_name": "Maria Reed",
        "middle_names": "Rose",
        "school": "Hill School",
    }
    return [
        home | {"first_name": "Freya", "agency": "schools"},
        home | {"first_name": other, "agency": agency},
        *others,
    ]


def test_two_agencies_names_that_nobody_would_mistake_for_each_other_are_twins_and_not_one():
    rows = _freya_and("Holly")
    found = batch.link(_sheet(*rows))
    assert found.clusters[0] != found.clusters[1]
    changed = batch.link(_sheet(rows[0], rows[1] | {"first_name": "Hallimond"}, *rows[2:]))
    assert changed.clusters[0] == changed.clusters[1]  # as strong otherwise: what parts them is the two names


def test_a_baby_without_a_name_yet_is_not_given_to_one_of_two_twins():
    ada, ivy = ({**HOME, "first_name": name, "agency": "health"} for name in ("Ada", "Ivy"))
    unnamed = {**HOME, "first_name": "Baby Girl", "agency": "social_care"}
    assert frozenset({2}) in _together(ada, ivy, unnamed)
    assert frozenset({0, 1}) in _together(ada, unnamed)  # with no twin she is


@pytest.mark.parametrize(("one", "other"), [("Isla", "Ayla"), ("Jacob", "Jay"), ("Freya", "Frieda")])
def test_names_that_could_be_one_half_heard_are_not_plainly_two(one, other):
    assert not naming.are_plainly_two((one.lower(),), (other.lower(),), lambda word: True)


def test_a_name_few_bear_beside_another_may_be_a_new_name_and_is_not_plainly_two():
    assert not naming.are_plainly_two(("mingze",), ("cherry",), lambda word: word == "cherry")


def test_one_person_held_twice_under_a_short_name_is_still_one():
    long, short = ({**HOME, "first_name": name, "agency": "health"} for name in ("Abigail", "Abi"))
    assert frozenset({0, 1}) in _together(long, short)


def test_a_chain_backs_two_by_its_weakest_link():
    left, right = np.array([0, 1, 0, 3]), np.array([1, 2, 2, 4])
    bits = np.array([9.0, 6.0, 1.0, 4.0])
    backing = settling.support(left, right, bits, np.ones(4, dtype=bool))
    assert backing.tolist() == [0.0, 0.0, 5.0, 0.0]


@pytest.mark.parametrize("seed", [40, 189, 218, 270, 328])
def test_pairs_that_are_one_person_are_on_average_written_as_likelier_than_their_share(seed):
    """Seeds at which Newton's whole steps ran off to a start of some hundreds below nothing."""
    luck = np.random.default_rng(seed)
    one, two = int(10 ** luck.uniform(1, 4)), int(10 ** luck.uniform(0.5, 4))
    high = luck.uniform(0, settling.REACH[1])
    low, spread = luck.uniform(settling.REACH[0], high), luck.uniform(0.5, 6)
    bits = np.clip(np.concatenate([luck.normal(high, spread, one), luck.normal(low, spread, two)]), *settling.REACH)
    backed = np.where(luck.random(one + two) < 0.3, luck.uniform(0, 15, one + two), 0)
    backing = np.minimum(backed, settling.REACH[1] - bits)
    curve = settling._fit(bits, backing, np.repeat([1.0, 0.0], [one, two]))
    chances = settling._chance(curve, bits, backing)
    assert chances[:one].mean() > one / (one + two) > chances[one:].mean()


def test_those_who_met_only_by_way_of_another_are_compared_too():
    clusters = np.array([0, 0, 0, 3])
    more = batch._uncompared(np.array([0, 1]), np.array([1, 2]), clusters)
    assert list(zip(*map(np.ndarray.tolist, more), strict=True)) == [(0, 2)]


@pytest.mark.parametrize(("said", "year"), [("2018-33-28", 2018), ("1900-01-01", None), ("0000-00-00", None)])
def test_an_impossible_day_keeps_its_year_and_a_system_s_own_date_says_nothing(said, year):
    from kingfisher.people.matching.shapes import read_born

    found = read_born(said)
    assert (found.year if found else None) == year
