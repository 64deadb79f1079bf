"""Keeping files. What may be kept is told by its content, not by its name."""

import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kingfisher.access import audit
from kingfisher.documents import scanning
from kingfisher.documents.models import Document
from kingfisher.documents.storage import ALLOWED, kind_of, write_bytes
from kingfisher.documents.turning import Turned
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import Refused

audit.can_record(
    documents__document__kept="kept a file",
    documents__document__opened="opened a file",
    documents__key__changed="changed the key of kept files",
)


class NotKept(Refused):
    """A file that is too large, empty, or not of a kind that is kept."""

    rule = "file_not_kept"


def keep(actor: Actor, *, folder_id: UUID, about: tuple[str, UUID], name: str, content: bytes, at: datetime) -> UUID:
    """Keep a file in a folder; NotKept, saying what to do, when it cannot be."""
    if not content:
        raise NotKept(f"“{name}” is empty. Choose the file again.")
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
        raise NotKept(f"“{name}” is larger than {limit} MB. Send it in parts or as a smaller PDF.")
    kind = kind_of(content, name)
    if kind not in ALLOWED:
        raise NotKept(f"“{name}” is not a PDF, picture, Word, Excel or text file. Save it as a PDF and try again.")
    is_scanned = _scanned(name, content)
    key = new_id()
    write_bytes(key.hex, content)
    Document(
        id=key, folder_id=folder_id, about_kind=about[0], about_id=about[1], name=Path(name).name[:200],
        content_type=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest(), stored_as=key.hex,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(
        actor, "documents.document.kept", folders=[folder_id], facts={"document": str(key), "scanned": is_scanned}
    )
    return key


def _scanned(name: str, content: bytes) -> bool:
    """Whether a scanner looked at it; NotKept when it found harm, or is set up and did not answer."""
    if not scanning.is_set_up():
        return False
    try:
        harm = scanning.harm_in(content)
    except scanning.NotScanned:
        raise NotKept(f"“{name}” could not be scanned for viruses just now. Try again in a few minutes.") from None
    if harm:
        raise NotKept(f"“{name}” carries something harmful ({harm}). Tell your own IT people before opening it again.")
    return True


def note_key_changed(actor: Actor, *, done: Turned, at: datetime) -> None:
    """Record that the key of the files was changed. The changing itself is no transaction: it may take an hour."""
    facts = {"files": done.files, "changed": done.changed, "unreadable": len(done.unreadable)}
    audit.record(actor, "documents.key.changed", facts=facts)
