"""One world for a whole file of the matrix: laid once, looked at by many tests, each of which leaves it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction

from kingfisher.access.matrix import routes
from kingfisher.documents import actions as documents
from kingfisher.project.tests.conftest import plain
from kingfisher.project.tests.reaching import Worker, worker
from kingfisher.project.tests.ruled import RULED, Lays, Ruled
from kingfisher.project.tests.ruled_rooms import FURTHER, home_of
from tests.cast import Cast

ALL = RULED | FURTHER
LISTS = [r for r in routes() if "<" not in r.address and r.method == "GET" and r.door == "page"]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A worker, and what every list said to her before anything was laid."""

    who: Worker
    before: dict[str, str]


@dataclass
class World:
    """`laid` by sort; of each a document in its folder; what is so of each folder; onlookers, far and at home."""

    cast: Cast
    now: datetime
    onlookers: dict[tuple[str, str], Onlooker] = field(default_factory=dict)
    laid: dict[str, Ruled] = field(default_factory=dict)
    documents: dict[str, UUID] = field(default_factory=dict)

    @property
    def lay(self) -> Lays:
        return Lays(self.cast, self.now)

    def build(self) -> None:
        home_of(self.lay)
        for role, home in (("front_door_manager", "council"), ("detective_inspector", "police")):
            for relation in ("none", "conflict"):
                who = worker(self.cast, self.now, role=role, relation=relation, at_home=home)
                self.onlookers[role, relation] = Onlooker(who, {})
        for onlooker in self.onlookers.values():
            onlooker.before.update(look(onlooker.who))
        for sort, lays in ALL.items():
            found = self.laid[sort] = lays(self.lay)
            with self.lay.be(found.keeper) as owner:
                self.documents[sort] = documents.keep(
                    owner, folder_id=found.folder_id, about=("people.person", found.key), name="Letter.pdf",
                    content=PDF, at=self.now,
                )  # fmt: skip

    def folder(self, sort: str) -> dict:
        """What is so of the folder a record lies in."""
        found = self.laid[sort]
        with self.lay.be(found.by), connection.cursor() as cursor:
            cursor.execute(
                "SELECT category, marking, restricted, team_only FROM access_folder WHERE id = %s", [found.folder_id]
            )
            return dict(zip(("category", "marking", "restricted", "team_only"), cursor.fetchone(), strict=True))


def look(who: Worker, **more) -> dict[str, str]:
    """Every list of the site as it stands to her."""
    return {r.name: plain(who.client.get(r.address, **more)) for r in LISTS}


@contextmanager
def left_as_it_was() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def one_moment() -> Iterator[datetime]:
    """One transaction, in which the doors' clock stands still as PostgreSQL's does; nothing of it is kept."""
    frozen = pytest.MonkeyPatch()
    with left_as_it_was():
        now = datetime.now(UTC)
        frozen.setattr("django.utils.timezone.now", lambda: now)
        yield now
    frozen.undo()
