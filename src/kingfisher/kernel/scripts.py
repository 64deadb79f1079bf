"""Names in other alphabets brought to Latin letters, near enough to be found and compared; never shown to anybody.

Pure. Letter by letter by anyascii (every script there is), then three habits of names that no table of letters knows:
Arabic writes few vowels, and its article stands against the word; Chinese and Korean write the family name first
and leave no space behind it.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from anyascii import anyascii

_LAST_LATIN = "\u024f"
_NOT_LETTERS = re.compile(r"[^a-z]+")
_BETWEEN = re.compile(r"(?<=[^aeiouw])w(?=[^aeiouy])|(?<=[^aeiouy])y(?=[^aeiouw])")  # Yusuf's w, Ibrahim's y
_ALEFS = "\u0627\u0622\u0623\u0625\u0671"  # a word that begins with one begins with a vowel
_AYN = "\u0639"
_ARTICLE = "\u0627\u0644"


def in_latin(text: str) -> str:
    """Lower-case text with every run of letters of another alphabet in the letters a to z; all else as it was."""
    if all(c <= _LAST_LATIN for c in text):
        return text
    return "".join(_run("".join(run)) if is_other else "".join(run) for is_other, run in groupby(text, _is_other))


def _is_other(c: str) -> bool:
    return c > _LAST_LATIN and unicodedata.category(c)[0] in "LM"


@lru_cache(maxsize=100_000)
def _run(run: str) -> str:
    script = unicodedata.name(run[0], "").partition(" ")[0]
    if script in ("CJK", "HANGUL"):
        return f"{_plain(run[0])} {_plain(run[1:])}"
    return _arabic(run) if script == "ARABIC" else _plain(run)


def _arabic(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > 4:
        return f"al {_arabic(word[2:])}"
    vowel = "a" if word[0] in _ALEFS or word[0] == _AYN else ""
    found = vowel + _plain(word.lstrip(_ALEFS))
    return _BETWEEN.sub(lambda m: "u" if m[0] == "w" else "i", found)


def _plain(word: str) -> str:
    return _NOT_LETTERS.sub("", anyascii(word).lower())
