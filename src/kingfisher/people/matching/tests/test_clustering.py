"""Statements become people: by all the evidence between groups, never against a rule, in any order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kingfisher.people.matching.clustering import clusters, components, members

IDS = ["a", "b", "c", "d", "e", "f"]


def _grouped(pairs, numbers=None):
    found = clusters(len(IDS), pairs, numbers or {}, IDS)
    return {frozenset(IDS[i] for i in group) for group in members(found).values() if len(group) > 1}


def test_a_chain_of_likenesses_does_not_make_brothers_one():
    chain = [(0, 1, 9.0), (1, 2, 1.5), (2, 3, 9.0), (0, 3, -9.0), (0, 2, -9.0), (1, 3, -9.0)]
    assert _grouped(chain) == {frozenset("ab"), frozenset("cd")}


def test_two_different_checked_numbers_are_two_people_however_alike_the_rest():
    numbers = {0: {"nhs": "9000000009"}, 1: {"nhs": "9000000017"}}
    assert _grouped([(0, 1, 12.0)], numbers) == set()


def test_the_rule_holds_for_groups_too():
    numbers = {0: {"nhs": "9000000009"}, 3: {"nhs": "9000000017"}}
    pairs = [(0, 1, 9.0), (2, 3, 9.0), (1, 2, 8.0)]
    assert _grouped(pairs, numbers) == {frozenset("ab"), frozenset("cd")}


def test_a_number_in_common_with_another_beside_it_may_join():
    numbers = {0: {"nhs": "1", "upn": "A"}, 1: {"nhs": "1", "upn": "B"}, 2: {"upn": "B"}}
    assert _grouped([(0, 2, 5.0)], numbers) == set()
    assert _grouped([(1, 2, 5.0)], numbers) == {frozenset("bc")}


def test_the_strongest_evidence_is_heard_first():
    numbers = {0: {"nhs": "1"}, 2: {"nhs": "2"}}
    assert _grouped([(0, 1, 3.0), (1, 2, 6.0)], numbers) == {frozenset("bc")}


def test_nothing_likely_leaves_everybody_alone():
    assert clusters(3, [(0, 1, -2.0)], {}, IDS) == [0, 1, 2]
    assert clusters(0, [], {}, []) == []


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]),
    st.integers(-12, 12).map(float),
    max_size=10,
)
NUMBERS = st.dictionaries(st.integers(0, 5), st.fixed_dictionaries({"nhs": st.sampled_from(["1", "2"])}))


@given(PAIRS, NUMBERS, st.permutations(range(6)))
def test_the_order_of_arrival_does_not_change_who_is_who(pairs, numbers, order):
    here = {frozenset(g) for g in _named(clusters(6, [(a, b, w) for (a, b), w in pairs.items()], numbers, IDS), IDS)}
    place = {old: new for new, old in enumerate(order)}
    names = [IDS[old] for old in order]
    moved = [(place[a], place[b], w) for (a, b), w in reversed(pairs.items())]
    there = clusters(6, moved, {place[i]: n for i, n in numbers.items()}, names)
    assert here == {frozenset(g) for g in _named(there, names)}


def _named(found, names):
    return [[names[i] for i in group] for group in members(found).values()]


def test_components_reach_as_far_as_links_do():
    for links in permutations([(0, 1), (1, 2), (4, 5)]):
        assert components(6, links) == [0, 0, 0, 3, 4, 4]
