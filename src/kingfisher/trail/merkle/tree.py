"""RFC 6962 (section 2.1): hashes of leaves and nodes, a tree that grows, proofs. Standard library only, no tables.

A tree of n leaves is kept as its whole subtrees from the left, at most 64 of them: enough to add a leaf and to say
the root without reading the leaves again. The verifier an agency runs (verify_log.py) shares none of this code.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()
NO_BEAD = bytes(32)
MARK_BYTES = 4


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def next_bead(bead: bytes, leaf: bytes) -> bytes:
    """A string of beads beside the tree: each hashes the one before and the next leaf, so it stands for all before.

    Its first bytes after every line (`MARK_BYTES`) let a reader name the first line that differs, which the root
    alone cannot.
    """
    return hashlib.sha256(bead + leaf).digest()


@dataclass
class Tree:
    """A growing tree: how many leaves, and its whole subtrees, largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)
    bead: bytes = NO_BEAD

    def add(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        self.bead = next_bead(self.bead, leaf)
        self.peaks.append(leaf)
        left = self.size
        while left & 1:
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            left >>= 1
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def marks_of(hashes: list[bytes]) -> bytes:
    """The first bytes of the bead after every line."""
    bead, marks = NO_BEAD, bytearray()
    for leaf in hashes:
        bead = next_bead(bead, leaf)
        marks += bead[:MARK_BYTES]
    return bytes(marks)


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes from leaf `index` (counted from 0) up to the root (2.1.1). IndexError outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof, level = [], list(leaves)
    while len(level) > 1:
        if (beside := index ^ 1) < len(level):
            proof.append(level[beside])
        # an odd one at the end goes up as it is
        level = [node_hash(*level[i : i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
        index >>= 1
    return proof


def consistency_proof(before: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that show the first `before` leaves to be the beginning of this log (2.1.2)."""
    if not 0 < before <= len(leaves):
        raise IndexError(before)
    return _subproof(before, leaves, True)


def _subproof(m: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    n = len(leaves)
    if m == n:
        return [] if whole else [root_of(leaves)]
    k = 1 << ((n - 1).bit_length() - 1)
    if m <= k:
        return [*_subproof(m, leaves[:k], whole), root_of(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], False), root_of(leaves[:k])]
