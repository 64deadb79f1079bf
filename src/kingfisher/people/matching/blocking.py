"""What is laid beside a statement so that it is found: blocking keys for matching, lexemes for searching.

Keys are kept as 64-bit hashes, so that equality is all that can be asked of them.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from kingfisher.people.matching import held, keys
from kingfisher.people.matching.online import comparable
from kingfisher.people.matching.shapes import Reading, readable
from kingfisher.people.rules import Said


@dataclass(frozen=True, slots=True)
class Laid:
    """All that is derived from one statement: hashed keys, lexemes as PostgreSQL reads them, comparable fields."""

    keys: tuple[int, ...]
    lexemes: str
    line: str


def laid_out(said: Said) -> Laid:
    """Everything a statement is found by; pure, so that an import works it out ahead of the database."""
    said = _open(said)
    reading = readable(comparable(said))
    lexemes, line = held.kept(said, reading)
    return Laid(tuple(_hashed(reading)), held.as_vector(lexemes), line)


def laid_for_search(said: Said) -> Laid:
    """What searching needs and no keys: for a database in which nothing is matched."""
    lexemes, line = held.kept(_open(said))
    return Laid((), held.as_vector(lexemes), line)


def hashed_keys(said: Said) -> list[int]:
    """The hashed blocking keys of a statement, sorted. A safe address has none."""
    return _hashed(readable(comparable(_open(said))))


def _open(said: Said) -> Said:
    if not any(a.protected for a in said.addresses):
        return said
    return replace(said, addresses=tuple(a for a in said.addresses if not a.protected))


def _hashed(reading: Reading) -> list[int]:
    return sorted({_hash(key) for key in keys.keys_for(reading)})


@lru_cache(maxsize=100_000)
def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
