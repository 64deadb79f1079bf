"""What was said at one step of the work and is shown, never typed again, at the next: the words with their source."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing said before. `what` is the question it answered, `source` who said it or where it was written."""

    what: str
    words: str
    source: str
    said_on: date
    kind: str = ""  # of the thing it was said in, for `links.url_for`
    key: str = ""


def as_rows(carried: Iterable[Carried]) -> list[dict[str, Any]]:
    """For keeping as JSON; what was left empty is left out."""
    return [asdict(one) | {"said_on": one.said_on.isoformat()} for one in carried if one.words.strip()]


def from_rows(rows: Iterable[dict[str, Any]]) -> tuple[Carried, ...]:
    """As it was kept."""
    return tuple(Carried(**{**row, "said_on": date.fromisoformat(row["said_on"])}) for row in rows)
