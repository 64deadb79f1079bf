"""How well the words somebody typed are explained by a statement: by names, streets, towns, schools. Costs in bits.

Pure. See `fit`, of which this is the part about words.
"""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from kingfisher.people.matching import names
from kingfisher.people.matching.held import Held
from kingfisher.people.matching.shapes import STREETS
from kingfisher.people.matching.sought import Sought

UNEXPLAINED = -13.0  # a word that fits nothing: how rare a name is, and how seldom one is wholly wrong
NO_NAME = 3.0  # bits less where no first name or no family name was said: a baby not named yet
OTHER_NAME, CROSSED, SPARE, LOCAL = -1.5, -2.0, -0.6, -2.5
SAYS = {
    names.SAME: "the same name", names.ROOT: "a form of the same name", names.SOUNDS: "sounds the same",
    names.ALIKE: "spelt much alike", names.SHORT: "begins so", names.INITIAL: "the same first letter",
    names.FAINT: "spelt somewhat alike",
}  # fmt: skip
BESIDE = "in the address or school"


@dataclass(frozen=True, slots=True)
class Fit:
    """Bits below a perfect answer (0 is perfect), how many things agree, and the reasons in words."""

    bits: float
    agree: int
    reasons: tuple[str, ...]


NOTHING = Fit(0.0, 0, ())


def worded(sought: Sought, held: Held) -> Fit:
    """How well all the words are explained. A name word explains one word only."""
    if not sought.words:
        return NOTHING
    own = _own(held)
    spare = (not held.given) + (not held.family)
    bits, roles, reasons = 0.0, [], []
    last = len(sought.words) - 1
    for place, word in enumerate(sought.words):
        cost, level, role, at = _best(word, own, unfinished=sought.unfinished and place == last)
        beside = _locality(word, held)
        if beside > cost:
            bits += beside
            reasons.append(f"“{word}” {BESIDE}")
        elif level == names.DIFFERENT:
            bits += cost + (NO_NAME if spare > 0 else 0.0)
            spare -= 1
        else:
            bits += cost
            roles.append(role)
            reasons.append(f"“{word}” {SAYS[level]}")
            own.pop(at)
    if _is_turned(roles):
        bits += CROSSED
    if roles:
        bits += SPARE * sum(1 for _, role in own if role < 2)
    return Fit(bits, len(reasons), (", ".join(reasons),) if reasons else ())


def _own(held: Held) -> list[tuple[str, int]]:
    """Every word of the names held, with its role: 0 first name, 1 family name, 2 any other."""
    own = [(word, 0) for word in held.given] + [(word, 1) for word in held.family] + [(word, 2) for word in held.other]
    if len(held.family) > 1:
        own.append(("".join(held.family), 1))
    if len(held.given) > 1:
        own.append(("".join(held.given), 0))
    return own


def _is_turned(roles: list[int]) -> bool:
    return 0 in roles and 1 in roles and roles.index(1) < roles.index(0)


def _best(word: str, own: list[tuple[str, int]], *, unfinished: bool) -> tuple[float, str, int, int]:
    """Cost, level, role and place of the name word that explains this one best."""
    found = (UNEXPLAINED, names.DIFFERENT, 2, -1)
    for at, (theirs, role) in enumerate(own):
        cost, level = likeness(word, theirs, role == 1)
        if unfinished and theirs.startswith(word):
            cost, level = max(cost, -0.3 * (len(theirs) - len(word))), names.SAME if word == theirs else names.SHORT
        cost += OTHER_NAME if role == 2 else 0.0
        if cost > found[0]:
            found = (cost, level, role, at)
    return found


@lru_cache(maxsize=500_000)
def likeness(word: str, theirs: str, family: bool) -> tuple[float, str]:
    """What it costs to explain one word by another, and how alike they are."""
    level = names.likeness(word, theirs, family)
    if level == names.SAME:
        return -0.3, level
    if level == names.ROOT:
        return -3.0, level
    if level == names.INITIAL:
        return -6.0 if theirs.startswith(word) else -8.0, level
    if min(len(word), len(theirs)) == 1:
        return UNEXPLAINED, names.DIFFERENT
    edits = OSA.distance(word, theirs)
    near = JaroWinkler.similarity(word, theirs)
    typed = -3.2 - 2.6 * (edits - 1) - (1.5 if len(theirs) <= 4 else 0) - (1.0 if word[0] != theirs[0] else 0)
    heard = -3.6 - 8 * (1 - near) if names.respelt(word) == names.respelt(theirs) else UNEXPLAINED
    bones = -4.4 - 10 * (1 - near) if level == names.SOUNDS else UNEXPLAINED
    begun = -3.6 - 0.35 * (len(theirs) - len(word)) if theirs.startswith(word) and len(word) > 1 else UNEXPLAINED
    faint = -2.0 - 30 * (1 - near)
    cost = max(typed, heard, bones, begun, faint)
    if cost <= UNEXPLAINED + 0.5:
        return UNEXPLAINED, names.DIFFERENT
    if level == names.DIFFERENT:
        level = names.FAINT
    return cost, names.SHORT if cost == begun else level


def _locality(word: str, held: Held) -> float:
    spelt = STREETS.get(word, word)
    for place in held.places:
        if spelt in place.street or word in place.town.split():
            return LOCAL
    return LOCAL - 1.0 if word in held.school else UNEXPLAINED
