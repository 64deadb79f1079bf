"""The tree is RFC 6962's: against Certificate Transparency's own vectors and a naive reading of the RFC."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.trail.merkle import tree
from kingfisher.trail.merkle.verify_log import leaf_of
from kingfisher.trail.merkle.verify_proof import is_consistent, root_by_inclusion

# The leaves and roots of the reference tree of Certificate Transparency (merkletree tests, public test data).
VECTORS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mth(d: list[bytes]) -> bytes:
    """Section 2.1, word for word: the root over entries (not over their hashes)."""
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\x00" + d[0])
    k = largest_power_below(len(d))
    return sha(b"\x01" + mth(d[:k]) + mth(d[k:]))


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, d: list[bytes]) -> list[bytes]:
    """Section 2.1.1: the audit path of entry m."""
    if len(d) == 1:
        return []
    k = largest_power_below(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def proof(m: int, d: list[bytes]) -> list[bytes]:
    """Section 2.1.2: the consistency proof of the first m entries."""
    return subproof(m, d, True)


def subproof(m: int, d: list[bytes], b: bool) -> list[bytes]:
    if m == len(d):
        return [] if b else [mth(d)]
    k = largest_power_below(len(d))
    if m <= k:
        return [*subproof(m, d[:k], b), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_over_the_reference_leaves_is_the_reference_root(size):
    entries = [bytes.fromhex(v) for v in VECTORS[:size]]
    assert tree.root_of(map(tree.leaf_hash, entries)).hex() == ROOTS[size - 1] == mth(entries).hex()


def test_the_root_over_nothing_is_the_hash_of_nothing():
    assert tree.root_of([]) == sha(b"") == tree.Tree().root


def test_a_known_consistency_proof_of_the_reference_tree():
    leaves = [tree.leaf_hash(bytes.fromhex(v)) for v in VECTORS]
    assert [h.hex() for h in tree.consistency_proof(6, leaves)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21, 64, 65, 100])
def test_every_proof_is_the_rfcs_and_is_believed_by_the_agencys_own_verifier(size):
    entries = [f"line {n}".encode() for n in range(size)]
    leaves = [tree.leaf_hash(e) for e in entries]
    root = mth(entries)
    for n in range(size):
        steps = tree.inclusion_proof(n, leaves)
        assert steps == path(n, entries)
        assert root_by_inclusion(n, size, leaf_of(entries[n]), steps) == root
    for m in range(1, size + 1):
        steps = tree.consistency_proof(m, leaves)
        assert steps == proof(m, entries)
        assert is_consistent(m, mth(entries[:m]), size, root, steps)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40), st.data())
def test_a_proof_of_anything_else_is_not_believed(entries, data):
    leaves = [tree.leaf_hash(e) for e in entries]
    n = data.draw(st.integers(0, len(entries) - 1))
    steps, root = tree.inclusion_proof(n, leaves), mth(entries)
    assert root_by_inclusion(n, len(entries), leaf_of(entries[n] + b"!"), steps) != root
    m = data.draw(st.integers(1, len(entries) - 1))
    other = [*entries]
    other[data.draw(st.integers(0, m - 1))] += b"!"
    assert not is_consistent(m, mth(other[:m]), len(entries), root, tree.consistency_proof(m, leaves))


def test_a_place_outside_the_tree_has_no_proof():
    leaves = [tree.leaf_hash(b"only")]
    for wrong in (-1, 1):
        with pytest.raises(IndexError):
            tree.inclusion_proof(wrong, leaves)
    for wrong in (0, 2):
        with pytest.raises(IndexError):
            tree.consistency_proof(wrong, leaves)
