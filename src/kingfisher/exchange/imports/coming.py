"""A row of a file on its way in, worked out as far as it can be without the database: its key, digest, statement,
and what it is found by. Pure, and knows no Django: another process works it out (ahead.py).
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kingfisher.exchange.imports.recognising import content_key, fingerprint
from kingfisher.exchange.imports.shapes import PersonSaid, RowSaid, TieSaid
from kingfisher.exchange.rules import digest, statement_of
from kingfisher.people.matching.blocking import Laid, laid_out
from kingfisher.people.rules import Said
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import FolderCategory

if TYPE_CHECKING:
    from kingfisher.exchange.queries import Met


@dataclass(slots=True)
class Coming:
    """One row: `key` is its own, `about` the person's it hangs on; `met` what it became when it came before."""

    row: RowSaid
    key: str
    print: str
    about: str
    other: str = ""
    said: Said | None = None
    laid: Laid | None = None
    met: "Met | None" = None


def coming_of(row: RowSaid, *, source: str, on: date) -> Coming:
    """The row with all that follows from it alone; `on` is the day by which an age is reckoned."""
    apart = row.folder_category if _stands_apart(row.folder_category) else ""
    if not isinstance(row, PersonSaid):
        about = _key_of_person(row.person_local_id, apart)
        other = _key_of_person(row.other_local_id, "") if isinstance(row, TieSaid) and row.other_local_id else ""
        return Coming(row, digest(content_key(row)), fingerprint(row), about, other)
    key = _key_of_person(row.local_id, apart)
    said = statement_of(row, source=source, on=on)
    return Coming(row, key, fingerprint(row), key, said=said, laid=laid_out(said))


@lru_cache(maxsize=65_536)
def _key_of_person(local_id: str, apart: str) -> str:
    # what is filed in an open sort of folder hangs on the person's ordinary statement
    return digest(content_key(PersonSaid(local_id, folder_category=apart)))


@lru_cache(maxsize=1_024)
def category_of(category_id: str) -> FolderCategory | None:
    """The sort of folder of that name; None where the partnership has none."""
    try:
        return ask.category(category_id)
    except LookupError:
        return None


def _stands_apart(category_id: str) -> bool:
    """Is a statement in this sort of folder kept apart from the person's ordinary one (adoption, refuge)?"""
    known = category_of(category_id) if category_id else None
    return bool(known and not known.exists_answers)


def with_met(coming: Coming, met: "Met | None") -> Coming:
    """The row with what it became when it came before."""
    return replace(coming, met=met) if met else coming
