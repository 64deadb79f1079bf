"""The lists of the plain CSV (persons, events, relationships, known elsewhere) and whose column is whose. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .columns import match, plain
from .refusals import ColumnsMissing

PERSONS, EVENTS, RELATIONSHIPS, KNOWN = "persons", "events", "relationships", "known"
LISTS = (KNOWN, RELATIONSHIPS, EVENTS, PERSONS)
COLUMNS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).with_name("codes") / "plain.toml").read_text(encoding="utf-8")
)
# each group needs at least one of its columns
_NEEDS = {
    KNOWN: (("person_id",), ("known_to",), ("their_ref",)),
    RELATIONSHIPS: (("person_id",), ("relationship",), ("other_person_id", "other_name")),
    EVENTS: (("person_id",), ("kind",), ("happened_on",)),
    PERSONS: (
        ("person_id",),
        ("family_name", "given_names", "full_name", "born_on", "expected_on", "nhs_number"),
    ),
}


@dataclass(frozen=True)
class Layout:
    """Which list a file is, and the position of each of our columns in it."""

    sort: str
    at: dict[str, int]
    header: tuple[str, ...]


def guess_mapping(header: Sequence[str]) -> dict[str, str]:
    """{their heading: our column} as far as it can be guessed, for the list the header looks most like."""
    found = _best(header)
    return {header[position]: ours for position, ours in found[1].items()}


def layout_of(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout:
    """Which list this is. A mapping uses only the columns it names; `ColumnsMissing` if too few."""
    if mapping is None:
        sort, found = _best(header)
    else:
        sort, found = _mapped(header, mapping)
    at = {ours: position for position, ours in found.items()}
    lacking = _lacking(sort, at)
    if lacking:
        wanted = "; ".join(" or ".join(group) for group in lacking)
        seen = ", ".join(str(one)[:30] for one in header[:12])
        raise ColumnsMissing(f"This list needs a column for: {wanted}. Its columns are: {seen}.")
    return Layout(sort, at, tuple(header))


def _best(header: Sequence[str]) -> tuple[str, dict[int, str]]:
    tried = [(sort, match(header, COLUMNS[sort])) for sort in LISTS]
    whole = [one for one in tried if not _lacking(one[0], {ours: at for at, ours in one[1].items()})]
    return max(whole or tried, key=lambda one: len(one[1]))


def _mapped(header: Sequence[str], mapping: Mapping[str, str]) -> tuple[str, dict[int, str]]:
    wanted = {plain(theirs): ours for theirs, ours in mapping.items() if ours}
    unknown = [ours for ours in wanted.values() if all(ours not in columns for columns in COLUMNS.values())]
    if unknown:
        raise ColumnsMissing(f"“{unknown[0][:40]}” is not one of our columns.")
    found: dict[int, str] = {}
    for position, heading in enumerate(header):
        ours = wanted.get(plain(heading))
        if ours and ours not in found.values():
            found[position] = ours
    names = set(found.values())
    fitting = [sort for sort in LISTS if names <= set(COLUMNS[sort])]
    if not fitting:
        raise ColumnsMissing("The columns chosen belong to different lists; choose those of one list.")
    best = min(fitting, key=lambda sort: len(_lacking(sort, {ours: at for at, ours in found.items()})))
    return best, found


def _lacking(sort: str, at: Mapping[str, int]) -> list[tuple[str, ...]]:
    return [group for group in _NEEDS[sort] if not any(ours in at for ours in group)]
