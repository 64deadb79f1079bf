"""By what a row is recognised when it comes again, and by what it is seen to have changed. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from .shapes import EventSaid, KnownSaid, PersonSaid, RowSaid, TieSaid, WorkerSaid

_KEY_LENGTH = 300  # keys longer than this are shortened to a digest, so that they fit an index


def content_key(row: RowSaid) -> str:
    """The key under which this row is recognised when the same file, or a later one, is read again."""
    parts: tuple[str, ...]
    match row:
        case PersonSaid():
            parts = ("person", row.folder_category, row.local_id)
        case EventSaid():
            parts = ("event", row.folder_category, row.person_local_id, row.reference)
        case TieSaid():
            other = row.other_local_id or row.other_name or "".join(one.number for one in row.phones)
            parts = ("tie", row.folder_category, row.person_local_id, row.relationship, other)
        case WorkerSaid():
            whose = (row.role, row.team, row.worker)
            parts = ("worker", row.folder_category, row.person_local_id, *whose)
        case KnownSaid():
            parts = ("known", row.folder_category, row.person_local_id, row.known_to)
    key = "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)
    if len(key) <= _KEY_LENGTH:
        return key
    return f"{parts[0]}|#{hashlib.blake2b(key.encode(errors='replace'), digest_size=20).hexdigest()}"


@cache
def _told(shape: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(shape) if f.name not in ("line", "part"))


def fingerprint(row: RowSaid) -> str:
    """A digest of all that the row says, wherever it stood: a different digest is a changed row.

    Empty fields and the order of columns do not count, so a new field in a later release of this program,
    or a file with its columns moved about, does not make every row look changed.
    """
    told: list[object] = []
    for name in _told(type(row)):  # type: ignore[arg-type]
        value = getattr(row, name)
        if value not in (None, "", (), False, {}):
            told.append((name, sorted(value.items(), key=str) if isinstance(value, Mapping) else value))
    digest = hashlib.blake2b(repr(told).encode(errors="backslashreplace"), digest_size=20)
    return digest.hexdigest()
