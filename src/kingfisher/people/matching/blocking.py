"""Blocking keys as PostgreSQL keeps them: 64-bit hashes, so that equality is all that can be asked of them."""

import hashlib

from kingfisher.kernel.text import fold
from kingfisher.people.rules import Said


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _keys(said: Said) -> set[str]:
    names = [(said.given_name, said.family_name), *((a.given_name, a.family_name) for a in said.aliases)]
    keys = {f"{i.scheme}:{i.value}" for i in said.identifiers}
    for given, family in names:
        tokens = sorted(set(fold(f"{given} {family}").split()))
        for token in tokens:
            if said.born_on:
                keys.add(f"name+day:{token}:{said.born_on.isoformat()}")
                keys.add(f"name+year:{token[:4]}:{said.born_on.year}")
        if len(tokens) > 1:
            keys.add("names:" + " ".join(tokens))
    return keys


def hashed_keys(said: Said) -> list[int]:
    """The hashed keys of a statement, sorted; at most a few dozen."""
    return sorted(_hash(key) for key in _keys(said))
