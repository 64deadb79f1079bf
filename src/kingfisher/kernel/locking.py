"""One row held for writing."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from kingfisher.kernel.verdict import NotThere

Kept = TypeVar("Kept", bound=models.Model)


def locked(table: type[Kept], key: UUID) -> Kept:
    """The row, locked until the transaction ends; NotThere when unseen or missing."""
    row: Kept | None = table._default_manager.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotThere
    return row
