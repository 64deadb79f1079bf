"""Turn one statement into tokens that can be matched and not read: what `./kingfisher encode` does at an agency.

Pure. Nothing here knows a file or a database. How well tokens match, which attacks were considered and why it is
done so stand in `docs/protection/knowing-without-pooling.md`.

Three sorts of token, all keyed (HMAC-SHA256) with a key the agencies make among themselves:
- **numbers**: each checked identifier by equality. One that fails its check makes none.
- **keys**: what two statements must share to be compared. Only those with a birth date or an address in them: a name
  alone would be common, and what is common can be counted.
- **filters**: the parts of first names, of family names and of home, hashed into bits, folded upon themselves, with
  some bits flipped at random. Salted by year of birth, so that counting works on one year's children at most.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from kingfisher.people.matching import keys, names
from kingfisher.people.matching.shapes import Reading, Statement, readable
from kingfisher.rulebook import ask

BITS = 1024  # of a filter before it is folded in two
FLIPPED = 0.01  # share of bits turned round at random
MOST_WORDS = 12
KEY_BYTES = 32
TELLING = frozenset(["birth", "house", "phone", "day"])  # a key must have one of these in it
NUMBERS = ("nhs", "upn", "pnc")


class BadKey(ValueError):
    """The key cannot be used; the message says why."""


@dataclass(frozen=True)
class Tokens:
    """One statement, unreadable. `ref` is the agency's own, and means nothing to anybody else."""

    ref: str
    agency: str
    numbers: frozenset[tuple[str, str]]
    keys: frozenset[str]
    first: int
    family: int
    home: int


def new_part() -> str:
    """This will make one agency's part of a key, from the machine's own randomness."""
    return secrets.token_hex(KEY_BYTES)


def joined(parts: Iterable[str]) -> bytes:
    """This will make the working key of all agencies' parts; whoever lacks one part has nothing.

    Raises BadKey for fewer than two parts, one given twice, or one that is no part.
    """
    given = sorted(part.strip().lower() for part in parts)
    if len(given) < 2:
        raise BadKey("A key needs the parts of at least two agencies, so that nobody holds it alone.")
    if len(set(given)) < len(given):
        raise BadKey("The same part was given twice; each agency makes its own with --new-part.")
    for part in given:
        if len(part) != 2 * KEY_BYTES or not set(part) <= set("0123456789abcdef"):
            raise BadKey("A part of the key is 64 hexadecimal digits, as --new-part writes it.")
    return hmac.digest(b"kingfisher-encode-1", "|".join(given).encode(), sha256)


def tokens_of(said: Statement | Reading, key: bytes, ref: str = "", dice: Random | None = None) -> Tokens:
    """This will give the tokens of one statement. Two calls differ in the flipped bits; that is meant."""
    reading = said if isinstance(said, Reading) else readable(said)
    salt = str(reading.born.year) if reading.born else ""
    numbers = ((scheme, getattr(reading, scheme)) for scheme in NUMBERS)
    dice = dice or secrets.SystemRandom()
    return Tokens(
        ref=ref or reading.record_id,
        agency=reading.agency,
        numbers=frozenset((s, _mac(key, "number", s, n)[:16].hex()) for s, n in numbers if n and n[0] != "?"),
        keys=frozenset(_mac(key, "key", one)[:8].hex() for one in _telling(reading)),
        first=_filter(key, salt, _name_parts(reading.given + reading.also + reading.middle), dice),
        family=_filter(key, salt, _name_parts(reading.family + reading.also[-1:]), dice),
        home=_filter(key, salt, _home_parts(reading), dice),
    )


def _telling(reading: Reading) -> Iterator[str]:
    wanted = {rule.id for rule in ask.matching_keys() if TELLING & set(rule.parts)}
    return (one for one in keys.keys_for(reading) if one.partition(":")[0] in wanted)


def _name_parts(words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Parts of names with how many bits each sets: what a name stands for weighs more than its letters. First and
    family names are hashed alike, so that names written the other way round can be seen."""
    for word in list(dict.fromkeys(words))[:MOST_WORDS]:
        plain = names.respelt(word)
        for root in sorted(names.roots(word) | names.family_roots(word))[:3]:
            yield f"root {root}", 8
        yield f"sound {names.sound(word)}", 6
        padded = f"_{plain[:20]}_"
        for i in range(len(padded) - 1):
            yield f"letters {padded[i : i + 2]}", 2


def _home_parts(reading: Reading) -> Iterator[tuple[str, int]]:
    place = reading.place
    if place and place.postcode:
        yield f"postcode {place.postcode}", 8
    if place and place.street:
        yield f"house {place.number} {place.street[0]}", 8
    for number in reading.phones[:2]:
        yield f"phone {number}", 8
    for word in reading.parent[:4]:
        yield f"parent {names.sound(word)}", 5
    if reading.school:
        yield f"school {''.join(reading.school)}", 5


def _filter(key: bytes, salt: str, parts: Iterable[tuple[str, int]], dice: Random) -> int:
    found = 0
    for part, bits in parts:
        digest = _mac(key, "filter", salt, part)
        for i in range(bits):
            found |= 1 << int.from_bytes(digest[2 * i : 2 * i + 2], "big") % BITS
    if not found:
        return 0  # nothing was said, and a filter of noise alone would only say so at more length
    half = BITS // 2
    folded = (found >> half) ^ (found & ((1 << half) - 1))
    return folded ^ _noise(half, dice)


def _noise(bits: int, dice: Random) -> int:
    return sum(1 << place for place in dice.sample(range(bits), round(bits * FLIPPED)))


def _mac(key: bytes, *words: str) -> bytes:
    return hmac.digest(key, "\x1f".join(words).encode(), sha256)
