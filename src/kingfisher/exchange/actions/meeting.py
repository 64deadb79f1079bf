"""A row of a file on its way in: worked out ahead of the database, then met with what is known of it.

What can be worked out from the row alone (its key, digest, statement, and what it is found by) is worked out here,
while PostgreSQL is busy with the rows before it.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kingfisher.exchange.imports.shapes import PersonSaid, RowSaid, TieSaid, content_key, fingerprint
from kingfisher.exchange.queries import Met
from kingfisher.exchange.rules import digest, statement_of
from kingfisher.people.matching.blocking import Laid, laid_out
from kingfisher.people.rules import Said
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import FolderCategory


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
    met: Met | None = None


def _coming(row: RowSaid, *, source: str, on: date) -> Coming:
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
def _category(category_id: str) -> FolderCategory | None:
    try:
        return ask.category(category_id)
    except LookupError:
        return None


def _stands_apart(category_id: str) -> bool:
    """Is a statement in this sort of folder kept apart from the person's ordinary one (adoption, refuge)?"""
    known = _category(category_id) if category_id else None
    return bool(known and not known.exists_answers)


def _with(coming: Coming, met: Met | None) -> Coming:
    return replace(coming, met=met) if met else coming
