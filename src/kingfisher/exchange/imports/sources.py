"""The sources a file can come from: what each is called, what it takes, and the reader for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import annex_a, cin, csv_plain, fhir, gate, missing_feed, ssda903
from .shapes import Read


@dataclass(frozen=True)
class Source:
    """`accepts` is for a person to read; `suffixes` only help a file picker: the gate looks inside."""

    id: str
    label: str
    accepts: str
    suffixes: tuple[str, ...]
    reader: Callable[..., Iterator[Read]]
    takes_mapping: bool = False


class UnknownSource(ValueError):
    """There is no source of that name."""


SOURCES = {
    source.id: source
    for source in (
        Source(
            "annex-a",
            "Inspection lists (Ofsted Annex A)",
            "an Excel workbook (.xlsx) with the lists as sheets",
            (".xlsx",),
            annex_a.read,
        ),
        Source("cin", "Children in need census", "the XML file sent to the Department", (".xml",), cin.read),
        Source(
            "ssda903",
            "Children looked after (SSDA903)",
            "header, episodes or missing as CSV, singly, in a folder or in a zip",
            (".csv", ".zip"),
            ssda903.read,
        ),
        Source(
            "fhir",
            "Patients (FHIR R4, UK Core)",
            "a Patient or a Bundle, as JSON or XML",
            (".json", ".xml", ".ndjson"),
            fhir.read,
        ),
        Source(
            "missing-feed",
            "Reports of missing children (police)",
            "a list of reports as they stand now, as CSV or JSON (see docs/host/missing-feed.md)",
            (".csv", ".json", ".ndjson"),
            missing_feed.read,
        ),
        Source(
            "csv",
            "Plain CSV",
            "a list of persons, events or relationships (see docs/host/import-csv.md)",
            (".csv", ".txt", ".tsv"),
            csv_plain.read,
            takes_mapping=True,
        ),
    )
}


def source(source_id: str) -> Source:
    """The source of that id; `UnknownSource` with the ids there are."""
    if source_id not in SOURCES:
        raise UnknownSource(f"There is no source “{source_id[:40]}”. The sources are: {', '.join(SOURCES)}.")
    return SOURCES[source_id]


def read(
    source_id: str, path: Path, *, mapping: Mapping[str, str] | None = None, limit: int = gate.LIMIT
) -> Iterator[Read]:
    """This will check the file now, raising a named `Refused`, and read it as rows are asked for.

    `mapping` {their heading: our column} is used where the source takes one. `limit` is in bytes.
    """
    wanted = source(source_id)
    more: dict[str, Any] = {"mapping": mapping} if wanted.takes_mapping else {}
    return wanted.reader(Path(path), limit=limit, **more)
