"""Ways, groups and who holds them together, beside answers worked out by hand; and drawn alike each time."""

from itertools import pairwise
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.intelligence import network

A, B, C, D, E, F, G = (UUID(int=n) for n in range(1, 8))
TWO_TRIANGLES = [(A, B), (B, C), (A, C), (C, D), (D, E), (E, F), (D, F)]
pairs = st.lists(st.tuples(st.sampled_from([A, B, C, D, E, F, G]), st.sampled_from([A, B, C, D, E, F, G])), max_size=14)


def walked(said, start, end, **more):
    return network.meet(start, end, lambda keys: [p for p in said if p[0] in keys or p[1] in keys], **more)


def test_the_shortest_way_is_found_from_both_ends():
    assert walked(TWO_TRIANGLES, A, F) == [A, C, D, F]
    assert walked(TWO_TRIANGLES, A, A) == [A]
    assert walked(TWO_TRIANGLES, A, G) == []


def test_too_long_a_way_is_none():
    assert walked([(A, B), (B, C), (C, D), (D, E)], A, E, longest=3) == []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault of the way
@given(pairs)
def test_a_way_is_as_short_as_any_and_made_of_links_there_are(said):
    said = [p for p in said if p[0] != p[1]]
    far = network.distances(A, network.near(said))
    way = walked(said, A, F)
    assert len(way) == (far[F] + 1 if F in far else 0)
    assert all(step in said or step[::-1] in said for step in pairwise(way))


def test_whoever_joins_two_groups_is_named_with_both_groups():
    found = network.joins(network.near(TWO_TRIANGLES))
    assert {key for key, _ in found} == {C, D}
    assert dict(found)[C] == [{D, E, F}, {A, B}]


def test_a_loose_end_is_no_group():
    assert network.joins(network.near([(A, B), (B, C), (A, C), (C, D)])) == []


def test_between_is_counted_as_by_hand():
    score = network.betweenness(network.near([(A, B), (B, C)]))
    assert score == {A: 0.0, B: 1.0, C: 0.0}


@given(pairs)
def test_everybody_joined_to_the_middle_has_one_place_and_the_same_each_time(said):
    graph = {A: set()} | network.near(p for p in said if p[0] != p[1])
    at = network.rings(A, graph)
    assert set(at) == set(network.distances(A, graph))
    assert at[A] == (0, 0)
    assert at == network.rings(A, graph)
    assert len(set(at.values())) == len(at)
