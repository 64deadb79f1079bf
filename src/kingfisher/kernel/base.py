"""Abstract rows, and what every table declares: how it is protected, and how long it is kept.

`protection` is one of the three below. `retention` names a kind of record in the rulebook (`ask.retention`), which
says how long, counted from when, and then what. Both are asked of every table by tests/house.
"""

from dataclasses import dataclass

from django.db import models

from kingfisher.kernel.ids import new_id

EXISTS, SUMMARY, FULL = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Marked:
    """A field class: what narrows single rows of a table to those cleared for a marking.

    `column` holds the marking itself (empty for none); or, where `marking` is given, says yes or no to that one.
    """

    column: str
    marking: str = ""


@dataclass(frozen=True, slots=True)
class ByFolder:
    """Row-level security: a row is seen by whoever has `level` on its folder, written by whoever may write there.

    `folder` is the column that names it. `marked` narrows single rows further, by field class; `and_folder` names a
    column with a second folder, which whoever reads a row that has one must see as well.
    """

    level: int = FULL
    folder: str = "folder_id"
    append_only: bool = False
    marked: tuple[Marked, ...] = ()
    and_folder: str = ""


@dataclass(frozen=True, slots=True)
class ByCondition:
    """Row-level security by SQL conditions of the table's own; used in `access` and for personal rows."""

    read: str
    write: str
    append_only: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Holds nothing of any child: every signed-in actor may read it (organisations, rulebook copies)."""

    append_only: bool = False
    writable: bool = True
    deletable: bool = False


class Row(models.Model):
    """A row with an opaque key, its maker's placement and the moment it was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(help_text="placement of the maker")

    class Meta:
        abstract = True


class AppendOnly(Row):
    """A row that is never changed: PostgreSQL refuses UPDATE, DELETE and TRUNCATE, for every role."""

    class Meta:
        abstract = True


def done_and_by(table: str, done: str) -> models.CheckConstraint:
    """What happened at a moment was done by somebody: `x_at` and `x_by` are both said, or neither is."""
    at, by = f"{done}_at__isnull", f"{done}_by__isnull"
    both = models.Q(**{at: True, by: True}) | models.Q(**{at: False, by: False})
    return models.CheckConstraint(name=f"{table}_{done}_at_and_by_go_together", condition=both)
