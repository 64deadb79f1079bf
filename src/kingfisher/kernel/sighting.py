"""A sighting: one fact about one person as a room offers it for finding. Keys, codes and days; never a name.

Rooms offer them in `facts.py`; the nightly finder reads them down. What two sightings share is their `key`: a
telephone, a vehicle, a place, an adult, one missing episode.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sighting:
    """`thing` is the record it rests on (kind for `kernel.links`, key); it lies in `folder_id`.

    `code` says what sort of fact. `born_on` and `is_child` are of the person, where the record says so.
    """

    code: str
    person_id: UUID
    thing: tuple[str, UUID]
    folder_id: UUID
    on: date
    key: str = ""
    is_child: bool = True
