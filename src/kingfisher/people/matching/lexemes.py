"""Lexemes: what PostgreSQL keeps of a statement so that it is found however its words are typed.

Pure. A lexeme is a letter for its sort and the word it stands for; a name word has one for each way it may be
mistaken (its spelling, full names, sound, and itself with any one letter left out, so that two words one slip
apart share one). Statements and searches use the same lexemes, and they are compared by equality.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from kingfisher.people.matching import names
from kingfisher.people.matching.shapes import Born, Place, Reading

NAME, ROOT, SPELT, HEARD, SLIP = "n", "r", "s", "b", "x"
BIRTH, MONTH, DAY, YEAR = "d", "m", "k", "y"
POSTCODE, AREA, LOCALITY, SCHOOL, PHONE, NUMBER = "p", "o", "l", "c", "h", "i"
LONGEST = 80  # letters of a lexeme
LONGEST_WORD = 30  # letters of a word that are looked at
SHORTEST_SLIP = 4  # letters of a word of which one may be left out
_ENDING = re.compile(r"(?<=[a-z]{2})(?:er|ar|or|ur|re|ah|eh|a|o|e)$")
_TAKEN_FOR = str.maketrans("pvwtzqckjgxny", "bffdskkkkkkmi")  # sounds easily taken for one another


@lru_cache(maxsize=300_000)
def of_word(word: str) -> frozenset[str]:
    """Every lexeme of one word of a name."""
    if len(word) < 2:
        return frozenset((NAME + word,))
    heads = names.roots(word) | names.family_roots(word)
    found = {NAME + word, SPELT + names.respelt(word), *(ROOT + head for head in heads)}
    found |= {SLIP + one for one in slips(word)}
    return frozenset(found | {HEARD + sound for sound in heard(word)})


@lru_cache(maxsize=300_000)
def heard(word: str) -> tuple[str, ...]:
    """What is left of a word heard badly: no weak ending, no vowels, b as p, d as t, m as n, g as k and j."""
    sound = names.sound(_ENDING.sub("", word)).translate(_TAKEN_FOR)
    return (sound,) if len(sound) > 1 else ()


def slips(word: str) -> set[str]:
    """The word, and the word with any one letter left out."""
    if len(word) < SHORTEST_SLIP:
        return {word}
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def of_names(*parts: tuple[str, ...]) -> set[str]:
    """The lexemes of every word of a name, and of each part run together (smyth okafor, smythokafor)."""
    words = {word for part in parts for word in part}
    words |= {"".join(part) for part in parts if len(part) > 1}
    return {lexeme for word in words for lexeme in of_word(word[:LONGEST_WORD])}


def of_birth(born: Born | None) -> set[str]:
    if born is None or not born.year:
        return set()
    found = {f"{YEAR}{born.year}"}
    if born.month:
        found.add(f"{MONTH}{born.year}{born.month:02}")
        if born.day:
            found |= {f"{BIRTH}{born.year}{born.month:02}{born.day:02}", f"{DAY}{born.month:02}{born.day:02}"}
    return found


def of_place(place: Place | None) -> set[str]:
    if place is None:
        return set()
    found = {LOCALITY + word for word in (*place.street, *place.town.split())}
    if place.postcode:
        found |= {POSTCODE + packed(place.postcode), AREA + place.area.lower()}
    return found


def packed(value: str) -> str:
    """A number, postcode or username as it is compared: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", value.lower())


def of_reading(one: Reading, *, places: Iterable[Place] = (), numbers: Iterable[str] = ()) -> list[str]:
    """Every lexeme of a statement, in order."""
    found = of_names(one.given, one.middle, one.family, one.also) | of_birth(one.born) | of_place(one.place)
    for place in places:
        found |= of_place(place)
    found |= {PHONE + number[-9:] for number in one.phones}
    found |= {NUMBER + packed(value) for value in (one.nhs, one.upn, one.pnc, *numbers) if packed(value)}
    found |= {SCHOOL + word for word in one.school}
    return sorted({one[:LONGEST] for one in found})
