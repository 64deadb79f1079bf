"""Comparisons of names: first, family and middle names, their order, and other names somebody goes by.

Pure, and symmetrical: which statement came first never matters.
"""

from collections.abc import Callable

from rapidfuzz.distance import JaroWinkler

from kingfisher.people.matching import names
from kingfisher.people.matching.names import ALIKE, DIFFERENT, FAINT, INITIAL, RANK, ROOT, SAME, SHORT, SOUNDS

Words = tuple[str, ...]
UNSAID = "unsaid"  # nothing to compare on one side or both: no evidence either way
PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "bin",
        "ibn",
        "bint",
        "binti",
    ]
)

TONGUES = "tongues"
LEVELS = (SAME, ROOT, SOUNDS, ALIKE, "part", SHORT, INITIAL, FAINT, DIFFERENT, TONGUES)
PLAINLY = 0.5  # likeness of two words up to which nobody would mistake one for the other
WEAK_GIVEN = frozenset([UNSAID, INITIAL, FAINT, DIFFERENT, TONGUES])
WEAK_FAMILY = frozenset([UNSAID, FAINT, DIFFERENT])


def given(one: Words, other: Words) -> str:
    """First names: the same, a form of the same, spelled alike, part of, initial, different."""
    if not one or not other:
        return UNSAID
    if one == other or "".join(one) == "".join(other):
        return SAME
    level = names.likeness(one[0], other[0]) if len(one) == len(other) == 1 else compare_words(one, other, family=False)
    return TONGUES if level in (FAINT, DIFFERENT) and names.is_two_tongues(one, other) else level


def are_plainly_two(one: Words, other: Words, is_common: Callable[[str], bool]) -> bool:
    """Are these two first names that many bear, of which neither could be a form or a slip of the other?"""
    if not one or not other or not (is_common(one[0]) and is_common(other[0])):
        return False
    similar = JaroWinkler.similarity(one[0], other[0])
    return similar <= PLAINLY and names.sound(one[0])[:2] != names.sound(other[0])[:2]


def settle_tongues(level: str, any_chinese: bool) -> str:
    """An English name beside a Chinese one says little only where the family name is Chinese."""
    return DIFFERENT if level == TONGUES and not any_chinese else level


def family(one: Words, other: Words) -> str:
    """Family names: the same, another spelling, half of a double name, different."""
    if not one or not other:
        return UNSAID
    if "".join(one) == "".join(other) or _bare(one) == _bare(other):
        return SAME
    one, other = _bare(one), _bare(other)
    if len(one) == 1 and len(other) == 1:
        level = names.likeness(one[0], other[0], family=True)
    else:
        level = compare_words(one, other, family=True)
    return {SHORT: ALIKE, INITIAL: FAINT}.get(level, level)


def _bare(words: Words) -> Words:
    kept = tuple(w for w in words if w not in PARTICLES)
    return kept or words


def compare_words(one: Words, other: Words, *, family: bool) -> str:
    """Two rows of words: each word of the shorter is paired with its likest in the longer."""
    fewer, more = sorted((one, other), key=lambda w: (len(w), w))
    left, worst, found = list(more), SAME, 0
    for word in fewer:
        best = min(left, key=lambda w: (RANK[names.likeness(word, w, family)], w))
        level = names.likeness(word, best, family)
        if RANK[level] <= RANK[SHORT]:
            found += 1
            left.remove(best)
        worst = max(worst, level, key=RANK.__getitem__)
    if found == len(more):
        return worst
    if found == len(fewer) or (found and not all(names.is_optional(w) for w in (*fewer, *more))):
        return "part"
    return FAINT if found else worst if worst == INITIAL else DIFFERENT


def needs_order(given_level: str, family_level: str) -> bool:
    """Is it worth asking whether first and family name were written the other way round?"""
    return given_level in WEAK_GIVEN and family_level in WEAK_FAMILY


def order(
    given_one: Words,
    family_one: Words,
    given_other: Words,
    family_other: Words,
    is_first: Callable[[str], bool] = names.is_first,
) -> str:
    """First and family name the other way round; asked only when `needs_order`.

    `is_first` says of a word whether it is a first name rather than a family name.
    """
    return settle_order(crossed(given_one, family_other, is_first), crossed(given_other, family_one, is_first))


def settle_order(one: str, other: str) -> str:
    """What two answers of `crossed` say together."""
    found = {one, other} - {UNSAID, "none"}
    if one in found and other in found:
        return "swapped"
    return found.pop() if found else UNSAID if one == other == UNSAID else "none"


CROSSED = (UNSAID, "none", "first_crossed", "family_crossed")


def crossed(given: Words, family: Words, is_first: Callable[[str], bool] = names.is_first) -> str:
    """Does a first name of one stand as the family name of the other? If so, is the word itself a first
    name?"""
    if not given or not family:
        return UNSAID
    one, other = _bare(given), _bare(family)
    met = [a for a in one for b in other if _meets(a, b)]
    if not met:
        return "first_crossed" if "".join(given) == "".join(family) else "none"
    return "first_crossed" if is_first(met[0]) else "family_crossed"


def _meets(one: str, other: str) -> bool:
    near = RANK[ALIKE]
    return RANK[names.likeness(one, other)] <= near or RANK[names.likeness(one, other, True)] <= near


def needs_other_names(given_level: str, family_level: str, order_level: str) -> bool:
    """Is a name still unexplained, so that known-as, alias and middle names should be asked?"""
    return order_level != "swapped" and (given_level in WEAK_GIVEN or family_level in WEAK_FAMILY)


Names = tuple[Words, Words, Words, Words]  # given, middle, family, also


def other_names(one: Names, other: Names) -> str:
    """Does a name the one goes by, a middle name included, stand as the other's first or family name?"""
    there, back = goes_by(one[1] + one[3], other[0]), goes_by(other[1] + other[3], one[0])
    return settle_other_names(
        any_spare=bool(one[1] or one[3] or other[1] or other[3]),
        exchanged=there and back,
        given=goes_by(one[3], other[0]) or goes_by(other[3], one[0]) or goes_by(one[3], other[3]),
        middle=there or back,
        family=goes_by_family(one[3], other[2]) or goes_by_family(other[3], one[2]),
    )


def settle_other_names(*, any_spare: bool, exchanged: bool, given: bool, middle: bool, family: bool) -> str:
    """What the answers of `goes_by` say together. Exchanged: each one's first name is another of the
    other's."""
    if not any_spare:
        return UNSAID
    if exchanged:
        return "exchanged"
    if given and family:
        return "both"
    return "given" if given else "family" if family else "middle" if middle else "none"


EXPLAINS_GIVEN = frozenset(["exchanged", "given", "both", "middle"])


def needs_middle(other_names_level: str) -> bool:
    """Are middle names evidence of their own, not already used to explain the first name?"""
    return other_names_level not in EXPLAINS_GIVEN


def goes_by_family(also: Words, called: Words) -> bool:
    """Is one of the other names alike a family name?"""
    return goes_by(also, called, family=True)


def goes_by(also: Words, called: Words, family: bool = False) -> bool:
    """Is one of the other names alike one of those called by?"""
    called = _bare(called) if family else called
    near = RANK[ALIKE]
    return any(RANK[names.likeness(a, c, family)] <= near for a in also for c in called if len(a) > 1 and len(c) > 1)


def middle(one: Words, other: Words) -> str:
    """Middle names: one the same or alike, an initial that fits, or none that fits."""
    if not one or not other:
        return UNSAID
    level = min((names.likeness(a, b) for a in one for b in other), key=RANK.__getitem__)
    if RANK[level] <= RANK[SHORT]:
        return SAME
    return INITIAL if level == INITIAL else DIFFERENT
