"""The extracts of a folder as statements: what each agency's own system would bring in."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kingfisher.kernel import numbers
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, Said

AGENCIES = {"police": "police", "social_care": "council", "health": "health", "schools": "schools"}
CHECKS = {"nhs_number": numbers.nhs_number, "upn": numbers.upn, "pnc_id": numbers.pnc_id}


class NoExtracts(ValueError):
    """The folder holds none of the agencies' extracts; the message says which files they are."""


def present(folder: Path) -> list[str]:
    """The extracts there are, largest first."""
    files = [name for name in AGENCIES if (folder / f"{name}.csv").is_file()]
    if not files:
        raise NoExtracts(f"{folder} holds none of: {', '.join(f'{name}.csv' for name in AGENCIES)}.")
    return sorted(files, key=lambda name: -(folder / f"{name}.csv").stat().st_size)


def read(folder: Path, name: str) -> Iterator[Said]:
    return map(said, rows(folder, name))


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8", errors="replace") as file:
        yield from csv.DictReader(file)


def said(row: dict[str, str]) -> Said:
    """One row as a statement; what cannot be read as a date is kept as it was said."""
    get = lambda name: (row.get(name) or "").strip()  # noqa: E731
    first, _, last = get("alias").rpartition(" ")
    born = _day(get("dob"))
    return Said(
        kind=get("kind") or "child", local_id=get("record_id"), given_name=get("first_name"),
        middle_names=get("middle_names"), family_name=get("surname"), known_as=get("known_as"), sex=get("sex"),
        born_on=born, born_said="" if born else get("dob"), school=get("school"),
        phones=(get("phone"),) if get("phone") else (),
        aliases=(AliasSaid("alias", first, last),) if get("alias") else (),
        identifiers=tuple(
            IdentifierSaid(scheme, read.value, flaw=read.why)
            for scheme, check in CHECKS.items() if (read := check(get(scheme)))
        ),
        addresses=(AddressSaid(get("address"), get("town"), get("postcode")),)
        if get("address") or get("town") or get("postcode") else (),
        more={"parent_or_carer": get("parent_name")} if get("parent_name") else {},
    )  # fmt: skip


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
