"""Blocking keys as PostgreSQL keeps them: 64-bit hashes, so that equality is all that can be asked of them."""

import hashlib
from dataclasses import replace

from kingfisher.kernel import text
from kingfisher.people.matching import keys
from kingfisher.people.matching.online import comparable
from kingfisher.people.matching.said import Sought
from kingfisher.people.rules import Said


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _plain(said: Said) -> set[str]:
    """Keys of what somebody may type: each name word, each number, the postcode."""
    names = f"{said.given_name} {said.middle_names} {said.family_name} {said.known_as}"
    names += "".join(f" {a.given_name} {a.family_name}" for a in said.aliases)
    found = {f"word:{word}" for word in text.name_tokens(names)[:12]}
    found |= {f"{i.scheme}:{i.value}" for i in said.identifiers}
    found |= {f"postcode:{text.postcode(a.postcode)}" for a in said.addresses if text.postcode(a.postcode)}
    return found


def hashed_keys(said: Said) -> list[int]:
    """The hashed keys of a statement, sorted: those of matching and those of searching. A safe address has none."""
    said = replace(said, addresses=tuple(a for a in said.addresses if not a.protected))
    return sorted({_hash(key) for key in {*keys.keys_for(comparable(said)), *_plain(said)}})


def search_keys(sought: Sought) -> list[int]:
    """The hashed keys that a search asks for."""
    found = {f"word:{word}" for word in sought.names} | {f"{scheme}:{value}" for scheme, value in sought.numbers}
    if sought.postcode:
        found.add(f"postcode:{sought.postcode}")
    return sorted(_hash(key) for key in found)
