"""What is known of names: which words are forms of one name, how spellings differ, how alike two words are.

Pure. The lists are data in `rulebook/data/names`; here is only how they are asked. No order of names is
assumed: that is settled by the comparison of whole names in `features`.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from kingfisher.rulebook import ask

SAME, ROOT, SOUNDS, ALIKE, SHORT, INITIAL, FAINT, DIFFERENT = (
    "same", "root", "sounds", "alike", "short", "initial", "faint", "different",
)  # fmt: skip
BEST_FIRST = (SAME, ROOT, SOUNDS, ALIKE, SHORT, INITIAL, FAINT, DIFFERENT)
RANK = {name: i for i, name in enumerate(BEST_FIRST)}

# spellings that stand for one sound across the languages of the county; applied in this order
_RESPELL = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^mac(?=[^aeioukh])", "mc"), (r"^kn|^gn|^pn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "sh"),
        (r"^abd[aeiou]+[lr](?=.)", "abdul"), (r"oluwa", "olu"),
        (r"szcz|sch|sz|ch(?=[aeiou]*l\b)", "sh"), (r"cz|tch|tsh|tj", "ch"), (r"rz(?=[aeiouy])|zh", "j"),
        (r"^ts|^tz", "s"), (r"ph|v(?=\b)", "f"), (r"ght", "t"), (r"gh(?=e|i|a|o|u)", "g"), (r"gh", ""),
        (r"kh|ck|cqu|qu|q", "k"), (r"dh", "d"), (r"bh", "b"), (r"th", "t"), (r"dj|dg", "j"), (r"x", "ks"),
        (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"w", "v"), (r"z", "s"), (r"ee|ie|ea|ey|ei|y", "i"),
        (r"oo|ou|u|ow", "o"), (r"aa|ah", "a"), (r"(.)\1+", r"\1"), (r"(?<=[^aeiou].)e$", ""), (r"h$", ""),
    )
]  # fmt: skip
_GENDERED = re.compile(r"(?:sk|ck|dzk)(?:i|a|y|aia|aya|ij|iy|yj)$")
_SLAVIC = re.compile(r"(?<=[oei]v)a$|(?<=[a-z]{3}in)a$")


Heads = dict[str, frozenset[str]]


@cache
def _lists() -> tuple[Heads, Heads, frozenset[str]]:
    given: dict[str, set[str]] = defaultdict(set)
    family: dict[str, set[str]] = defaultdict(set)
    optional: set[str] = set()
    for listed in ask.name_lists():
        for lines, into in ((listed.given, given), (listed.family, family)):
            for line in lines:
                words = line.replace("-", "").split()
                for word in words:
                    into[word].add(words[0])
        optional.update(listed.optional)
    return _closed(given), _closed(family), frozenset(optional)


def _closed(lists: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    # kasia is katarzyna, and katarzyna is listed under catherine: one step, so kasia meets katie
    return {word: frozenset(heads.union(*(lists[head] for head in heads))) for word, heads in lists.items()}


def roots(word: str) -> frozenset[str]:
    """This will give the full names a first name may stand for ("liz": elizabeth); itself when unlisted."""
    return _lists()[0].get(word) or frozenset((word,))


def family_roots(word: str) -> frozenset[str]:
    """This will give the family names of which this is a spelling: "chan" -> chen, cheng."""
    return _lists()[1].get(word) or frozenset((word,))


def is_first(word: str) -> bool:
    """Is this word listed as a first name?"""
    return word in _lists()[0]


# one syllable of Mandarin or Cantonese as romanised: an opening, a vowel, an ending
_SYLLABLE = (
    r"(?:zh|ch|sh|ts|kw|gw|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?a[io]?|[iu]?e[iu]?|[iu]?o[ui]?|i[au]?|u[ai]?|uo|yu)(?:ng?|m|k|p|t)?"
)
_CHINESE = re.compile(rf"{_SYLLABLE}{_SYLLABLE}?$")


def is_two_tongues(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Could one be an English name taken beside a Chinese one? Then two different first names say little."""
    return _is_english_beside_chinese(one, other) or _is_english_beside_chinese(other, one)


def _is_english_beside_chinese(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(w in _english() for w in one) and all(_is_chinese(w) for w in other)


def is_chinese_family(words: tuple[str, ...]) -> bool:
    """Is one of these a Chinese family name, however romanised?"""
    return any(w in _chinese_families() for w in words)


@cache
def _chinese_families() -> frozenset[str]:
    listed = (one for one in ask.name_lists() if one.id == "chinese")
    return frozenset(w for one in listed for line in one.family for w in line.split())


def _is_chinese(word: str) -> bool:
    return len(word) > 1 and word not in _lists()[0] and bool(_CHINESE.match(word))


@cache
def _english() -> frozenset[str]:
    return frozenset(
        w for found in ask.name_lists() if found.id == "english" for line in found.given for w in line.split()
    )


def is_optional(word: str) -> bool:
    """Is this a word that one agency writes and another leaves out, such as Kaur, Begum or bin?"""
    return word in _lists()[2]


@lru_cache(maxsize=500_000)
def respelt(word: str) -> str:
    """This will give one spelling for the many: mohammed and muhammad come near, kowalska equals kowalski."""
    if not word.isascii() or len(word) < 2:
        return word
    word = _SLAVIC.sub("", _GENDERED.sub("sk", word))
    for pattern, to in _RESPELL:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=500_000)
def sound(word: str) -> str:
    """This will give the bones of a word, its consonants after the first letter; wide, being for keys."""
    plain = respelt(word)
    if not plain.isascii() or not plain:
        return plain
    first = "a" if plain[0] in "aeiouh" else plain[0]
    bones = re.sub(r"[aeiouh]", "", plain[1:].replace("ch", "j").replace("sh", "s"))
    return first + re.sub(r"(.)\1+", r"\1", bones)


@lru_cache(maxsize=1_000_000)
def likeness(one: str, other: str, family: bool = False) -> str:
    """This will say how alike two words of a name are, as one of BEST_FIRST. Symmetrical."""
    if one == other:
        return SAME
    if one > other:
        one, other = other, one
    given_heads, family_heads, _ = _lists()
    known = family_heads if family else given_heads
    heads = known.get(one)
    if heads and not heads.isdisjoint(known.get(other, ())):
        return ROOT
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return INITIAL if longer[0] == shorter else DIFFERENT
    similar = JaroWinkler.similarity(one, other)
    if _same_sound(one, other, similar):
        return SOUNDS
    edits = OSA.distance(one, other)
    if (edits == 1 and len(shorter) >= 4) or (edits == 2 and len(shorter) >= 7):
        return ALIKE
    if len(shorter) >= 3 and longer.startswith(shorter):
        return SHORT
    if similar >= 0.92 and len(shorter) >= 5:
        return ALIKE
    return FAINT if similar >= 0.84 or (edits == 1 and len(shorter) == 3) else DIFFERENT


def _same_sound(one: str, other: str, similar: float) -> bool:
    if respelt(one) == respelt(other):
        return True
    bones = sound(one)
    return len(bones) >= 3 and bones == sound(other) and similar >= 0.78
