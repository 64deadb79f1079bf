"""The values matching works on: a statement as an agency made it, and the same statement made comparable.

Pure. A `Statement` keeps the words as said; `readable` turns it into a `Reading` of comparable fields.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kingfisher.kernel import text

SCHOOL_WORDS = frozenset(
    [
        "school",
        "academy",
        "primary",
        "secondary",
        "high",
        "college",
        "the",
        "of",
        "and",
        "infant",
        "junior",
        "ce",
        "rc",
    ]
)
STREETS = {
    "street": "st", "road": "rd", "avenue": "av", "ave": "av", "close": "cl", "crescent": "cr", "cres": "cr",
    "drive": "dr", "gardens": "gdn", "gdns": "gdn", "lane": "ln", "place": "pl", "terrace": "ter",
    "court": "ct", "square": "sq", "grove": "gr", "saint": "st", "mount": "mt", "way": "wy", "walk": "wk",
    "apartment": "flat", "apt": "flat", "house": "hse", "str": "st", "crt": "ct", "terr": "ter", "pk": "park",
}  # fmt: skip

_ISO_SHAPED = re.compile(r"((?:19|20)\d\d)-\d\d-\d\d")
NO_BIRTH_BEFORE = 1901


@dataclass(frozen=True)
class Statement:
    """What one agency says of one person. Every field may be empty; nothing here has been corrected."""

    record_id: str
    agency: str = ""
    kind: str = "child"
    given: str = ""
    middle: str = ""
    family: str = ""
    known_as: str = ""
    alias: str = ""
    dob: str | date | None = None
    dob_estimated: bool = False
    sex: str = ""
    nhs_number: str = ""
    nhs_verified: bool = False  # traced by health, not merely a right check digit
    upn: str = ""
    pnc_id: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    parent_name: str = ""
    school: str = ""
    recorded_on: str | date | None = None


@dataclass(frozen=True)
class Born:
    """A birth date for comparing: year, month, day; 0 where not known. `vague`: said to be a guess."""

    year: int
    month: int
    day: int
    vague: bool = False


@dataclass(frozen=True)
class Place:
    """Where somebody lives, as far as it can be compared."""

    number: str = ""
    street: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""

    @property
    def area(self) -> str:
        """The first half of the postcode."""
        return self.postcode.partition(" ")[0]


@dataclass(frozen=True)
class Reading:
    """A statement made comparable. Empty: not said or not readable. A number failing its check begins "?"."""

    record_id: str
    agency: str
    kind: str
    given: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]
    also: tuple[str, ...]  # words of known-as and alias
    born: Born | None
    sex: str
    nhs: str
    nhs_verified: bool
    upn: str
    pnc: str
    place: Place | None
    phones: tuple[str, ...]
    parent: tuple[str, ...]
    school: tuple[str, ...]


def readable(said: Statement) -> Reading:
    """This will make one statement comparable. Never raises; what cannot be read is empty."""
    given, family = read_names(said.given, said.family)
    return Reading(
        record_id=said.record_id,
        agency=said.agency.strip().lower(),
        kind=read_kind(said.kind),
        given=given,
        middle=text.name_tokens(said.middle),
        family=family,
        also=read_also(said.known_as, said.alias),
        born=read_born(said.dob, said.dob_estimated),
        sex=read_sex(said.sex),
        nhs=read_number("nhs", said.nhs_number),
        nhs_verified=said.nhs_verified,
        upn=read_number("upn", said.upn),
        pnc=read_number("pnc", said.pnc_id),
        place=read_place(said.address, said.town, said.postcode),
        phones=read_phones(said.phones),
        parent=text.name_tokens(said.parent_name),
        school=read_school(said.school),
    )


def read_names(given: str, family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """This will give the words of first name and family name, parting a whole name put into one field."""
    if not family.strip() and given.strip() and ("," in given or " " in given.strip()):
        whole = text.read_name(given)
        return tuple(w for w in (whole.given, *(whole.middle or "").split()) if w), _spaced(whole.family)
    if not given.strip() and family.strip() and "," in family:
        whole = text.read_name(family)
        return tuple(w for w in (whole.given, *(whole.middle or "").split()) if w), _spaced(whole.family)
    return _without_known_as(given), _without_known_as(family)


def _spaced(words: str | None) -> tuple[str, ...]:
    return tuple((words or "").split())


@lru_cache(maxsize=200_000)
def _without_known_as(said: str) -> tuple[str, ...]:
    if "(" in said or '"' in said:
        return text.read_name(said).tokens
    return text.name_tokens(said)


def read_also(known_as: str, alias: str) -> tuple[str, ...]:
    """This will give the words of other names somebody goes by, each once."""
    return tuple(dict.fromkeys(text.name_tokens(known_as) + text.name_tokens(alias)))


@lru_cache(maxsize=200_000)
def read_born(dob: str | date | None, estimated: bool = False) -> Born | None:
    """This will give a comparable birth date; a span keeps only what all its days share."""
    found = text.birth_date(dob)
    if found is None or found.earliest is None or found.latest is None:
        # no such day, but a year all the same: "2018-33-28"
        year = _ISO_SHAPED.fullmatch(dob) if isinstance(dob, str) else None
        return Born(int(year[1]), 0, 0, True) if year else None
    if found.earliest.year <= NO_BIRTH_BEFORE:
        return None  # 1900-01-01 is what systems write when nobody asked
    first, last = found.earliest, found.latest
    vague = estimated or found.estimated
    if first == last:
        return Born(first.year, first.month, first.day, vague)
    if (first.year, first.month) == (last.year, last.month):
        return Born(first.year, first.month, 0, True)
    middle = first + (last - first) / 2
    return Born(middle.year, 0, 0, True)


def read_sex(said: str) -> str:
    """This will give M, F or nothing: an unsaid, unknown or other entry says nothing when comparing."""
    letter = said.strip()[:1].upper()
    return {"M": "M", "F": "F", "1": "M", "2": "F", "B": "M", "G": "F"}.get(letter, "")


def read_kind(said: str) -> str:
    """This will give child, adult or nothing."""
    word = said.strip().lower()
    return word if word in ("child", "adult") else ""


def read_number(scheme: str, said: str) -> str:
    """This will give an identifier: plain when its check holds, with "?" before it when not, else empty."""
    read = {"nhs": text.nhs_number, "upn": text.upn, "pnc": text.pnc_id}[scheme]
    found = read(said)
    if found is None or len(found.value) < 4 or "same digit" in found.why:
        return ""
    return found.value if found.valid else "?" + found.value


@lru_cache(maxsize=200_000)
def read_street(address: str) -> tuple[str, tuple[str, ...]]:
    """This will give house number and words of the street: "Flat 2, 14 Mill Road" is 2/14 and mill rd."""
    lowered = address[:200].lower()
    numbers = re.findall(r"\b\d+[a-z]?\b", lowered)
    words = [STREETS.get(w, w) for w in text.fold(re.sub(r"\d+[a-z]?\b", " ", lowered)).split()]
    return "/".join(numbers[:2]), tuple(w for w in words if w not in {"flat", "hse"})[:4]


def read_place(address: str, town: str, postcode: str) -> Place | None:
    """This will give a comparable place, or None when nothing was said of one."""
    number, street = read_street(address)
    found = Place(number, street, text.fold(town), text.postcode(postcode) or "")
    return found if found != Place() else None


@lru_cache(maxsize=200_000)
def _uk_fast(said: str) -> str | None:
    digits = re.sub(r"[\s()\-.]", "", said)
    if re.fullmatch(r"0[1-9]\d{9}", digits) and len(set(digits)) > 2:
        return "+44" + digits[1:]
    return None


def read_phones(said: tuple[str, ...]) -> tuple[str, ...]:
    """This will give every number in the order said, in E.164."""
    found: list[str] = []
    for one in said:
        quick = _uk_fast(one)
        found.extend((quick,) if quick else text.phones(one))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def read_school(said: str) -> tuple[str, ...]:
    """This will give the words that tell one school from another, in order of the alphabet."""
    return tuple(sorted({STREETS.get(w, w) for w in text.fold(said).split()} - SCHOOL_WORDS))
