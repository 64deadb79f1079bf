"""After a restore, with the hub's own code: is the record the one that was signed, and does every file open?"""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from kingfisher.access.entry import acting_as, service_of
from kingfisher.documents.storage import read_bytes
from kingfisher.project import database
from kingfisher.project.env import CannotStart
from kingfisher.trail import actions, queries
from kingfisher.trail.merkle.verify_log import Fault, check_head, verify


def prove(head: dict[str, Any]) -> dict[str, int]:
    """How many lines of the record and how many files were checked; CannotStart naming the first that is wrong."""
    return {"record_lines": _record(head) if head else 0, "documents": _documents()}


def note(about: dict[str, Any]) -> None:
    """A line in the record: that the hub was brought back, and from when."""
    at = timezone.now()
    if about["has_record"]:
        with acting_as(service_of("audit_witness", at=at, via="command")) as witness:
            actions.note_restored(witness, taken_at=about["taken_at"], at=at)


def _record(head: dict[str, Any]) -> int:
    """Write the log out as the database has it now, and check that file against the head from the backup."""
    at = timezone.now()
    witness = service_of("audit_witness", at=at, via="command")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        with path.open("wb") as file, acting_as(witness):
            for one in queries.log_lines(witness, size=head["size"]):
                if one.text is not None:
                    file.write(one.text + b"\n")
        try:
            check_head(head)
            verify(path, head)
        except Fault as fault:
            raise CannotStart(f"The record did not come back as it was signed. {fault.sentence}") from None
    return head["size"]


def _documents() -> int:
    checked = 0
    with psycopg.connect(database.url_for("owner")) as link, link.cursor(name="documents") as rows:
        rows.execute("SELECT stored_as, sha256, id FROM documents_document")
        for stored_as, sha256, key in rows:
            try:
                fits = hashlib.sha256(read_bytes(stored_as)).hexdigest() == sha256
            except (OSError, InvalidTag):
                fits = False
            if not fits:
                raise CannotStart(f"The file of document {key} is not there, or is not the one that was kept.")
            checked += 1
    return checked
