"""Names as people write them, brought to one form for comparing; and one door to the readers of other fields.

Pure. Nothing here raises on bad input: what cannot be read comes back as None, an empty tuple or a flag, and
the words as said are kept by the caller. It is not a validator of forms. `kernel.numbers` reads numbers with
a check digit, `kernel.saiddates` dates of birth, `kernel.reach` postcodes and telephones; all offered here.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from kingfisher.kernel.numbers import Checked, nhs_number, pnc_id, upn
from kingfisher.kernel.reach import outward, phone, phones, postcode
from kingfisher.kernel.saiddates import SaidDate, birth_date
from kingfisher.kernel.scripts import in_latin

__all__ = [
    "Checked",
    "SaidDate",
    "SaidName",
    "birth_date",
    "fold",
    "name_tokens",
    "nhs_number",
    "outward",
    "phone",
    "phones",
    "pnc_id",
    "postcode",
    "read_name",
    "upn",
]


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


LONGEST = 400  # characters of a name that are looked at; a pasted page is flagged, never searched
MOST_TOKENS = 12

# only words that are no one's name: "Sheikh", "Pan", "Lord" and "Sri" are
TITLES = _words("mr mrs miss ms mx mstr dr prof rev revd smt shri")
SUFFIXES = _words("jr jnr junior snr senior ii iii iv esq")
PARTICLES = _words(
    "de da do dos das del della di du la le van von der den ten ter al el ul ud bin ibn ben bint "
    "binti binte abu umm st san ap ab y e"
)
PLACEHOLDERS = _words(
    "unknown unkown unk nk unnamed noname none tbc tba unborn baby infant newborn xx xxx xxxx "
    "anonymous anon redacted withheld refused notknown unspecified"
)
# these are surnames too ("Boy", "Male"): no name only beside words of this kind ("baby boy", "test")
ALSO_NAMES = _words("twin male female boy girl test one two a b")
_SAID_UNKNOWN = re.compile(r"\b(?:not\s+(?:known|given|stated|recorded)|no\s+name|n[/.][ka]\b\.?)|\?{2,}", re.I)
_JOINED = re.compile(r"\b(o|d|m)['`´’‘ʼ]\s*(?=\w)", re.I)  # O'Brien, O' Brien, D'Souza
_IRISH_APART = re.compile(r"(\bmc|\bmac|^o)\s+(?=[a-z]{3,})")  # "Mc Donald", "O Brien"
_NOT_LETTERS = re.compile(r"[^a-z]+")
_KNOWN_AS = re.compile(
    r"\(([^()]{1,60})\)|[\"“”]([^\"“”]{1,60})[\"“”]|\b(?:aka|a\.k\.a\.?|known as|alias)\b(.{1,60})", re.I
)
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ŋ": "ng", "ə": "a", "ʻ": "", "ʿ": "", "ʾ": "",
    }
)  # fmt: skip
_CYRILLIC = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_AS_LATIN = "a b v h g d e e ie zh z y i i i k l m n o p r s t u u f kh ts ch sh shch - y - e iu ia"
_CYRILLIC_TABLE = {ord(letter): latin.strip("-") for letter, latin in zip(_CYRILLIC, _AS_LATIN.split(" "), strict=True)}


@dataclass(frozen=True)
class SaidName:
    """One name as somebody gave it, taken apart. `flags` says what was odd about it."""

    given: str | None = None
    middle: str | None = None
    family: str | None = None
    known_as: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=200_000)
def _fold(text: str) -> str:
    if text.isascii():
        kept = _NOT_LETTERS.sub(" ", _JOINED.sub(r"\1", text.lower().replace("`", "'")).replace("'", ""))
        return _IRISH_APART.sub(r"\1", kept.strip())
    text = in_latin(unicodedata.normalize("NFKC", text).lower().translate(_LETTERS).translate(_CYRILLIC_TABLE))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    text = _JOINED.sub(r"\1", text.lower())
    kept = (c if c.isalpha() or unicodedata.category(c) == "Mc" else " " for c in text if _is_visible(c))
    return _IRISH_APART.sub(r"\1", " ".join("".join(kept).split()))


def _is_visible(c: str) -> bool:
    # zero-width and direction marks vanish; apostrophes inside a name join it (Ta'wil, N'Golo)
    return (c.isascii() and c != "'") or (not c.isascii() and unicodedata.category(c) != "Cf" and c not in "’‘ʼ´")


def fold(text: object) -> str:
    """This will give lower-case letters and single spaces: no accents, marks, digits, emoji or punctuation.

    Other alphabets are brought to Latin letters (`scripts`), so that a name written in both is found by either.
    """
    if not isinstance(text, str) or not text:
        return ""
    return _fold(text[:LONGEST])


@lru_cache(maxsize=200_000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(t for t in fold(text).split() if t not in TITLES)[:MOST_TOKENS]


def name_tokens(text: object) -> tuple[str, ...]:
    """This will give the words of a name, folded, without titles or placeholders ("unknown", "baby")."""
    if not isinstance(text, str) or not text:
        return ()
    said = _SAID_UNKNOWN.sub(" ", text[:LONGEST])
    kept = tuple(t for t in _tokens(said) if t not in PLACEHOLDERS)
    return () if _is_no_name(kept, said) else kept


def _is_no_name(kept: tuple[str, ...], said: str) -> bool:
    # "Baby boy" and "Twin 1" name nobody; "Boy" alone in a surname field may
    weak = all(t in ALSO_NAMES for t in kept)
    return weak and (len(kept) != len(_tokens(said)) or kept in {("test",), ("twin",), ("female",), ("male",)})


def read_name(text: object, *, family_first: bool = False) -> SaidName:
    """This will take one name apart: "SMITH, Jane", "Dr Jane O' Brien", "Chloe (Coco) Smyth-Okafor".

    With a comma the family name stands before it. Without one the last word is the family name together with
    the particles before it ("van der Berg", "al-Amin"), unless `family_first`. Order in many languages
    is not settled by position, so comparing uses `tokens`, where no order is assumed.
    """
    if not isinstance(text, str) or not text.strip():
        return SaidName()
    flags = {"very_long"} if len(text) > LONGEST else set()
    said = text[:LONGEST]
    if _SAID_UNKNOWN.search(said) or any(t in PLACEHOLDERS for t in fold(said).split()):
        flags.add("not_known")
    aka = tuple(" ".join(name_tokens(next(g for g in m if g))) for m in _KNOWN_AS.findall(said))
    said = _KNOWN_AS.sub(" ", said)
    if len(fold(said).split()) > 6:
        flags.add("many_names")
    before, comma, after = said.partition(",")
    tokens = name_tokens(said)
    if not tokens:
        flags.add("no_letters" if not fold(text) else "not_known")
        return SaidName(known_as=tuple(filter(None, aka)), flags=frozenset(flags))
    if comma and name_tokens(before) and name_tokens(after):
        family, rest = list(name_tokens(before)), list(name_tokens(after))
    else:
        family, rest = _split_by_position([t for t in tokens if t not in SUFFIXES] or list(tokens), said, family_first)
    return SaidName(
        given=rest[0] if rest else None,
        middle=" ".join(rest[1:]) or None,
        family=" ".join(family) or None,
        known_as=tuple(filter(None, aka)),
        tokens=tokens,
        flags=frozenset(flags),
    )


def _split_by_position(tokens: list[str], said: str, family_first: bool) -> tuple[list[str], list[str]]:
    if len(tokens) == 1:
        return [], tokens
    if family_first:
        return tokens[:1], tokens[1:]
    barrelled = [name_tokens(w) for w in said.split() if "-" in w.strip("-")]
    start = len(tokens) - 1
    for words in barrelled:
        if len(words) > 1 and tuple(tokens[-len(words) :]) == words:
            start = len(tokens) - len(words)
    while start > 1 and tokens[start - 1] in PARTICLES:
        start -= 1
    return tokens[start:], tokens[:start]
