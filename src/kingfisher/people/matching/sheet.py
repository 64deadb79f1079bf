"""Many statements at once: each field as numbers that point into a list of distinct values.

For the batch. A field is read once per distinct value with the same readers `shapes` uses for one statement.
Number 0 always means nothing was said.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kingfisher.kernel import text
from kingfisher.people.matching import shapes
from kingfisher.people.matching.extract import HEADER, BadExtract, lines_of
from kingfisher.people.matching.weigh import Frequencies

FILES = ("police.csv", "social_care.csv", "health.csv", "schools.csv")
AS_NAMED = tuple(n for n in HEADER if n not in ("record_id", "first_name", "middle_names", "surname", "phone"))
Codes = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class Column:
    """One field of every statement: `values[codes[i]]` is statement i's; `values[0]` is the empty value."""

    codes: Codes
    values: list[Any]

    def known(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        return self.codes != 0


@dataclass(frozen=True)
class Sheet:
    """Statements ready for the batch. `columns` holds every comparable field by its name in `Reading`, and
    the parts of a place: number, street, town, postcode, area, letters; and spare, the middle and other
    names together."""

    record_ids: list[str]
    columns: dict[str, Column]
    frequencies: Frequencies

    def __len__(self) -> int:
        return len(self.record_ids)


def read_folder(folder: Path) -> Sheet:
    """This will read the extracts of a folder. Raises BadExtract when there is none, or one lacks its
    columns."""
    found = [folder / name for name in FILES if (folder / name).is_file()]
    if not found:
        raise BadExtract(f"{folder} holds none of {', '.join(FILES)}.")
    ids: list[str] = []
    coders = [Coder() for _ in HEADER[1:]]
    codes: list[list[int]] = [[] for _ in coders]
    for path in found:
        for rows in _batches(lines_of(path)):
            heads, *columns = zip(*rows, strict=True)
            ids.extend(heads)
            for coder, coded, column in zip(coders, codes, columns, strict=True):
                coded.extend(map(coder.code, column))
    if len(set(ids)) != len(ids):
        twice = next(i for i, n in Counter(ids).items() if n > 1)
        raise BadExtract(f"Record id {twice} is used twice.")
    raw = {
        name: Column(np.array(coded, dtype=np.int32), coder.values)
        for name, coded, coder in zip(HEADER[1:], codes, coders, strict=True)
    }
    return sheet_of(ids, raw)


def _batches(rows: Iterator[list[str]], size: int = 5_000) -> Iterator[list[list[str]]]:
    while batch := list(islice(rows, size)):
        yield batch


class Coder:
    """Gives each distinct value a number, from 1 in order of arrival; the empty value is 0."""

    def __init__(self, empty: Any = "") -> None:
        known: defaultdict[Any, int] = defaultdict()
        known.default_factory = known.__len__
        self.code = known.__getitem__
        self._known = known
        self.code(empty)

    @property
    def values(self) -> list[Any]:
        """Every value by its number."""
        return list(self._known)


def sheet_of(ids: Sequence[str], raw: dict[str, Column]) -> Sheet:
    """This will make raw columns comparable."""
    given, family = _names(raw["first_name"], raw["surname"])
    middle = read(raw["middle_names"], text.name_tokens, ())
    also = _joined(raw["known_as"], raw["alias"], shapes.read_also, ())
    number, street = _streets(raw["address"])
    postcode = read(raw["postcode"], lambda v: text.postcode(v) or "", "")
    area = read(postcode, lambda v: v.partition(" ")[0], "")
    columns = {
        "agency": read(raw["agency"], lambda v: v.strip().lower(), ""),
        "given": given,
        "family": family,
        "middle": middle,
        "also": also,
        "spare": _joined(middle, also, lambda m, a: m + a, ()),
        "born": read(raw["dob"], shapes.read_born, None),
        "sex": read(raw["sex"], shapes.read_sex, ""),
        "kind": read(raw["kind"], shapes.read_kind, ""),
        "number": number,
        "street": street,
        "town": read(raw["town"], text.fold, ""),
        "postcode": postcode,
        "area": area,
        "letters": read(area, lambda v: v[:2], ""),
        "phones": read(raw["phone"], lambda v: shapes.read_phones((v,)), ()),
        "parent": read(raw["parent_name"], text.name_tokens, ()),
        "school": read(raw["school"], shapes.read_school, ()),
        "nhs": read(raw["nhs_number"], lambda v: shapes.read_number("nhs", v), ""),
        "upn": read(raw["upn"], lambda v: shapes.read_number("upn", v), ""),
        "pnc": read(raw["pnc_id"], lambda v: shapes.read_number("pnc", v), ""),
    }
    return Sheet(list(ids), columns, _frequencies(columns, len(ids)))


def read(column: Column, reader: Callable[[Any], Any], empty: Any) -> Column:
    """This will read each distinct value once; values that read alike share one number."""
    coder = Coder(empty)
    to = np.array([0, *(coder.code(reader(value)) for value in column.values[1:])], dtype=np.int32)
    return Column(to[column.codes], coder.values)


def _joined(one: Column, other: Column, reader: Callable[[Any, Any], Any], empty: Any) -> Column:
    both = one.codes.astype(np.int64) * len(other.values) + other.codes
    distinct, place = np.unique(both, return_inverse=True)
    coder = Coder(empty)
    pairs = (divmod(int(pair), len(other.values)) for pair in distinct)
    to = np.array([coder.code(reader(one.values[a], other.values[b])) for a, b in pairs], dtype=np.int32)
    return Column(to[place], coder.values)


def _names(first: Column, last: Column) -> tuple[Column, Column]:
    given = read(first, lambda v: shapes.read_names(v, "x")[0], ())
    family = read(last, lambda v: shapes.read_names("x", v)[1], ())
    odd = _blank(first) | _blank(last)  # a whole name may stand in one of the two fields
    givens, families = Coder(()), Coder(())
    for column, coder in ((given, givens), (family, families)):
        for value in column.values[1:]:
            coder.code(value)
    given_codes, family_codes = given.codes.copy(), family.codes.copy()
    for i in np.flatnonzero(odd):
        said = first.values[first.codes[i]], last.values[last.codes[i]]
        one, other = shapes.read_names(*said)
        given_codes[i], family_codes[i] = givens.code(one), families.code(other)
    return Column(given_codes, givens.values), Column(family_codes, families.values)


def _blank(column: Column) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array([not value.strip() for value in column.values])[column.codes]


def _streets(address: Column) -> tuple[Column, Column]:
    numbers = read(address, lambda v: shapes.read_street(v)[0], "")
    return numbers, read(address, lambda v: shapes.read_street(v)[1], ())


def _frequencies(columns: dict[str, Column], total: int) -> Frequencies:
    given, family, phone = (_counted(columns[name]) for name in ("given", "family", "phones"))
    return Frequencies(given, family, total, phone)


def _counted(column: Column) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, times in zip(column.values, np.bincount(column.codes, minlength=len(column.values)), strict=True):
        for word in value:
            counts[word] += int(times)
    return counts


def statements(rows: Iterable[dict[str, str]]) -> list[shapes.Statement]:
    """This will make statements of rows of the contract, for weighing on screen what the batch weighed."""
    return [
        shapes.Statement(
            record_id=row["record_id"],
            given=row.get("first_name", ""),
            middle=row.get("middle_names", ""),
            family=row.get("surname", ""),
            phones=(row.get("phone", ""),),
            **{name: row.get(name, "") for name in AS_NAMED},  # type: ignore[arg-type]
        )
        for row in rows
    ]
