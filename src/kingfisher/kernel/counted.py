"""One thing that may be counted, as a room tells it to a measure: codes and a day, never a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """`on` is the day that puts it in a period; `said` are codes, "" where nobody said. `kind` and `id` lead back to
    the record, for those its folder is open to.
    """

    kind: str
    id: UUID
    folder_id: UUID | None
    on: date
    said: Mapping[str, str]
