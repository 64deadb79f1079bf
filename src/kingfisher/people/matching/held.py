"""A statement as it is kept for finding: its comparable fields in one line of text, read back in microseconds.

Pure. The line lies in the statement's own folder and is read under the same policy as the statement itself.
"""

from dataclasses import dataclass
from functools import lru_cache

from kingfisher.people.matching import lexemes
from kingfisher.people.matching.online import comparable
from kingfisher.people.matching.shapes import Born, Place, Reading, read_place, readable
from kingfisher.people.rules import Said

Words = tuple[str, ...]
_FIELD, _PART, _BIT = "\x1f", "\x1e", "\x1d"
_OWN_NUMBERS = frozenset(("nhs_number", "upn", "pnc_id"))


@dataclass(frozen=True, slots=True)
class Held:
    """What may be compared with words somebody typed."""

    given: Words
    family: Words
    other: Words  # middle names, known-as and aliases
    born: Born | None
    sex: str
    kind: str
    places: tuple[Place, ...]
    phones: Words
    numbers: Words
    school: Words

    @property
    def without_whereabouts(self) -> "Held":
        """The same without anything that says where somebody is to be found."""
        return Held(self.given, self.family, self.other, self.born, self.sex, self.kind, (), (), self.numbers, ())


def kept(said: Said, reading: Reading | None = None) -> tuple[list[str], str]:
    """The lexemes of a statement and its line. A protected address is in neither."""
    shown = tuple(a for a in said.addresses if not a.protected)
    reading = reading or readable(comparable(said))
    places = [p for a in shown[-6:] if (p := read_place(a.lines, a.town, a.postcode))]
    numbers = [lexemes.packed(i.value[:80]) for i in said.identifiers[:12]]
    numbers += [lexemes.packed(v[:80]) for v in (said.local_id,) if v]
    reading = _unprotected(reading, places)
    return lexemes.of_reading(reading, places=places, numbers=numbers), _line(reading, places, numbers)


def as_vector(found: list[str]) -> str:
    """Lexemes in the words of PostgreSQL's tsvector."""
    return " ".join("'" + one.replace("\\", "\\\\").replace("'", "''") + "'" for one in found)


def _unprotected(reading: Reading, places: list[Place]) -> Reading:
    return reading if reading.place in (None, *places) else _without_place(reading)


def _without_place(reading: Reading) -> Reading:
    return Reading(**{**{n: getattr(reading, n) for n in reading.__dataclass_fields__}, "place": None})


def _line(one: Reading, places: list[Place], numbers: list[str]) -> str:
    born = one.born
    return _FIELD.join(
        (
            " ".join(one.given), " ".join(one.family), " ".join((*one.middle, *one.also)),
            f"{born.year} {born.month} {born.day} {int(born.vague)}" if born else "", one.sex, one.kind,
            _PART.join(_BIT.join((p.number, " ".join(p.street), p.town, p.postcode)) for p in places),
            " ".join(one.phones), " ".join(n for n in numbers if n), " ".join(one.school),
        )
    )  # fmt: skip


def read(line: str) -> Held:
    """A line read back."""
    given, family, other, born, sex, kind, places, phones, numbers, school = line.split(_FIELD)
    return Held(
        tuple(given.split()), tuple(family.split()), tuple(other.split()), _born(born), sex, kind,
        tuple(_place(p) for p in places.split(_PART)) if places else (),
        tuple(phones.split()), tuple(numbers.split()), tuple(school.split()),
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _born(said: str) -> Born | None:
    if not said:
        return None
    year, month, day, vague = map(int, said.split())
    return Born(year, month, day, bool(vague))


@lru_cache(maxsize=50_000)
def _place(said: str) -> Place:
    number, street, town, postcode = said.split(_BIT)
    return Place(number, tuple(street.split()), town, postcode)
