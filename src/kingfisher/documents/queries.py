"""Which files hang on a thing, and opening one. Opening is recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.documents.models import Document
from kingfisher.documents.storage import ALLOWED, read_bytes
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere


@dataclass(frozen=True, slots=True)
class FileShown:
    id: UUID
    name: str
    content_type: str
    size: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FileOpened:
    name: str
    content_type: str
    content: bytes
    folder_id: UUID


def files_of(actor: Actor, about: tuple[str, UUID]) -> list[FileShown]:
    """The files that hang on a thing, oldest first; only those in folders the actor may read."""
    rows = Document.objects.filter(about_kind=about[0], about_id=about[1]).order_by("created_at")
    return [FileShown(r.id, r.name, r.content_type, r.size, r.created_at) for r in rows]


def kind_of(actor: Actor, document_id: UUID) -> str:
    """What sort of file it is, before it is read. NotThere when unseen or missing."""
    found = Document.objects.filter(id=document_id).values_list("content_type", flat=True).first()
    if found is None:
        raise NotThere
    return found


def open_document(actor: Actor, document_id: UUID) -> FileOpened:
    """The bytes of a file, under a harmless name; the opening is recorded. NotThere when unseen or missing."""
    row = Document.objects.filter(id=document_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "documents.document.opened", folders=[row.folder_id], facts={"document": str(row.id)})
    name = row.name.rsplit(".", 1)[0] + ALLOWED[row.content_type]
    return FileOpened(name, row.content_type, read_bytes(row.stored_as), row.folder_id)
