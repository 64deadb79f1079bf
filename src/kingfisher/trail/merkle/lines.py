"""A line of the record as the log writes it: one JSON object in one line, always the same bytes for the same line."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kingfisher.access.queries import Line


def written(line: Line, *, number: int, logged_at: datetime) -> bytes:
    """The bytes the leaf is hashed over: keys in order, no spaces, UTF-8, moments in UTC to the microsecond.

    What somebody typed into a search is replaced by SHA-256 over its salt and the words: whoever has both can show
    that these were the words, and nobody can read them out of the log.
    """
    facts = dict(line.facts)
    salt = facts.pop("salt", "")
    if "words" in facts:
        facts["words"] = hashlib.sha256(f"{salt}{facts['words']}".encode()).hexdigest()
    said = {
        "line": number, "logged_at": moment(logged_at), "key": line.id, "at": moment(line.at), "what": line.what,
        "place": str(line.placement_id), "worker": str(line.worker_id), "organisation": str(line.organisation_id),
        "purpose": line.purpose, "via": line.via, "door": line.door, "folders": [str(f) for f in line.folder_ids],
        "facts": facts,
    }  # fmt: skip
    return canonical(said)


def canonical(said: dict) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
