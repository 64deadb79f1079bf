"""Comparisons of names: first, family and middle names, their order, and other names somebody goes by.

Pure, and symmetrical: which statement came first never matters.
"""

from kingfisher.people.matching import names
from kingfisher.people.matching.names import ALIKE, DIFFERENT, FAINT, INITIAL, RANK, SAME, SHORT

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

WEAK_GIVEN = frozenset([UNSAID, INITIAL, FAINT, DIFFERENT])
WEAK_FAMILY = frozenset([UNSAID, FAINT, DIFFERENT])


def given(one: Words, other: Words) -> str:
    """First names: the same, a form of the same, spelled alike, part of, initial, different."""
    if not one or not other:
        return UNSAID
    if one == other or "".join(one) == "".join(other):
        return SAME
    if len(one) == 1 and len(other) == 1:
        return names.likeness(one[0], other[0])
    return compare_words(one, other, family=False)


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


def order(given_one: Words, family_one: Words, given_other: Words, family_other: Words) -> str:
    """First and family name the other way round; asked only when `needs_order`."""
    if not (given_one and family_other) and not (family_one and given_other):
        return UNSAID
    crossed = [_crossed(given_one, family_other), _crossed(family_one, given_other)]
    if all(crossed):
        return "swapped"
    return "one_crossed" if any(crossed) else "none"


def _crossed(one: Words, other: Words) -> bool:
    one, other = _bare(one), _bare(other)
    if not one or not other:
        return False
    if one == other or "".join(one) == "".join(other):
        return True
    return any(RANK[names.likeness(a, b)] <= RANK[ALIKE] for a in one for b in other)


def needs_other_names(given_level: str, family_level: str, order_level: str) -> bool:
    """Is a name still unexplained, so that known-as, alias and middle names should be asked?"""
    return order_level != "swapped" and (given_level in WEAK_GIVEN or family_level in WEAK_FAMILY)


Names = tuple[Words, Words, Words, Words]  # given, middle, family, also


def other_names(one: Names, other: Names) -> str:
    """Does a name the one goes by, a middle name included, stand as the other's first or family name?"""
    if not (one[1] or one[3] or other[1] or other[3]):
        return UNSAID
    by_given = _goes_by(one[1] + one[3], other[0], False) or _goes_by(other[1] + other[3], one[0], False)
    by_given = by_given or _goes_by(one[3], other[3], False)
    by_family = _goes_by(one[3], _bare(other[2]), True) or _goes_by(other[3], _bare(one[2]), True)
    if by_given and by_family:
        return "both"
    return "given" if by_given else "family" if by_family else "none"


def _goes_by(also: Words, called: Words, family: bool) -> bool:
    near = RANK[ALIKE]
    return any(
        RANK[names.likeness(a, c, family)] <= near for a in also for c in called if len(a) > 1 and len(c) > 1
    )


def middle(one: Words, other: Words) -> str:
    """Middle names: one the same or alike, an initial that fits, or none that fits."""
    if not one or not other:
        return UNSAID
    level = min((names.likeness(a, b) for a in one for b in other), key=RANK.__getitem__)
    if RANK[level] <= RANK[SHORT]:
        return SAME
    return INITIAL if level == INITIAL else DIFFERENT
