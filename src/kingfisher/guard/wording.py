"""Words brought to one form, so that an address is the same address however somebody wrote it. Pure.

"Flat 2, 17 Larch Road" is also "17 LARCH RD.", "seventeen, Larch-Rd" and "17 L a r c h Road". Nothing is looked up.
"""

import html
import re
import unicodedata
from dataclasses import dataclass


def in_order(spaced: str) -> list[str]:
    """The words of a list written with spaces."""
    return spaced.split()


def words_said(spaced: str) -> frozenset[str]:
    """The same, as a set."""
    return frozenset(in_order(spaced))


# Every way of writing a kind of street, and the one we use. Both "Street" and "Saint" are "st".
_SHORT = {
    "road": "rd", "street": "st", "saint": "st", "str": "st", "avenue": "av", "ave": "av", "lane": "ln", "close": "cl",
    "clo": "cl", "drive": "dr", "drv": "dr", "court": "ct", "crt": "ct", "crescent": "cres", "cresc": "cres",
    "cr": "cres", "gardens": "gdns", "gdn": "gdns", "garden": "gdns", "place": "pl", "square": "sq", "terrace": "ter",
    "terr": "ter", "tce": "ter", "grove": "gr", "grv": "gr", "gro": "gr", "park": "pk", "way": "wy", "house": "hse",
    "apartment": "flat", "apt": "flat", "flt": "flat", "buildings": "bldgs", "bldg": "bldgs", "building": "bldgs",
    "north": "n", "south": "s", "east": "e", "west": "w", "mount": "mt", "view": "vw", "walk": "wk", "row": "rw",
    "rise": "ri", "mews": "mws", "green": "grn", "hill": "hl", "cottage": "cott", "cottages": "cott", "and": "",
    "amp": "", "parade": "pde", "quay": "qy", "yard": "yd", "lodge": "ldg", "villa": "vla", "villas": "vla",
}  # fmt: skip
STREETS = words_said(
    "rd st av ln cl dr ct cres gdns pl sq ter gr pk wy hse bldgs wk rw ri mws grn hl cott pde qy yd ldg vla vw"
)
# Said between a number and a street, or before either, and no part of an address.
_FILLERS = words_said("no number num at in on of the")
_UNITS = {word: n for n, word in enumerate(in_order("one two three four five six seven eight nine"), 1)}
_TEENS = {
    word: n
    for n, word in enumerate(
        in_order("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), 10
    )
}
_TENS = {word: n * 10 for n, word in enumerate(in_order("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_UNSEEN = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
# A run of letters and digits; apostrophes, invisible marks and HTML's &#39; belong to the word they stand in.
WORD = re.compile(rf"(?:[^\W_]|[{_UNSEEN}'’ʼ`]|&(?:#\d{{1,7}}|#x[0-9a-fA-F]{{1,6}}|[a-zA-Z]{{2,8}});)+")
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_LOOKS_ALIKE = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of letters, or of digits, in its one form; and where in the text the word it is of begins and ends."""

    word: str
    start: int
    end: int
    fresh: bool  # begins a word of the text


def folded(word: str) -> str:
    """Lower case, no accents, no marks nobody sees, no apostrophes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", html.unescape(word)).casefold())
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf") and c not in "'’ʼ`")


def runs_of(text: str, *, offset: int = 0) -> list[Run]:
    """The runs of a text in order, abbreviated alike, numbers as digits, fillers left out."""
    found: list[Run] = []
    for match in WORD.finditer(text):
        for n, run in enumerate(_RUNS.findall(folded(match.group()))):
            word = _SHORT.get(run, run)
            if word and word not in _FILLERS:
                found.append(Run(word, match.start() + offset, match.end() + offset, n == 0))
    return _numbered(found)


def _numbered(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        value = _UNITS.get(run.word) or _TEENS.get(run.word) or _TENS.get(run.word)
        if value is None:
            out.append(run)
        elif value < 10 and out and out[-1].word in {str(t) for t in _TENS.values()} and out[-1].end <= run.start:
            out[-1] = Run(str(int(out[-1].word) + value), out[-1].start, run.end, out[-1].fresh)
        else:
            out.append(Run(str(value), run.start, run.end, run.fresh))
    return out


def words_of(text: str) -> list[str]:
    """The words of a short text in their one form."""
    return [run.word for run in runs_of(text)]


def compact(text: str) -> str:
    """All of a short text in its one form, without spaces."""
    return "".join(words_of(text))


def alike(word: str) -> str:
    """Letters and digits that are misread for each other made one; for postcodes."""
    return word.translate(_LOOKS_ALIKE)


def digits(text: str) -> str:
    """A telephone number as digits from 0: +44 and 0044 taken for what they are."""
    said = re.sub(r"\(0\)", "", text)
    number = re.sub(r"\D", "", said)
    for prefix in ("0044", "44"):
        if number.startswith(prefix) and len(number) > 10:
            return "0" + number[len(prefix) :].removeprefix("0")
    return number
