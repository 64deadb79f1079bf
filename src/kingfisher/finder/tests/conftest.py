"""Children, lines of their history, and a round of the finder, reached through actions."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.finder import jobs
from kingfisher.people import actions as people
from kingfisher.people.rules import Said


@pytest.fixture
def child(be, now) -> Callable[..., UUID]:
    """`child("Maya")`: a child the council knows; `by`, `category` and what is said may differ."""

    def made(given: str, *, by: str = "ruth", category: str = "child_protection", **said) -> UUID:
        with be(by) as worker:
            folder = access.open_folder(worker, kind="person", category=category, at=now)
            whole = {"given_name": given, "family_name": "Reed", "born_on": date(2012, 5, 3), **said}
            return people.state_person(worker, folder_id=folder, said=Said(**whole), at=now)

    return made


@pytest.fixture
def happened(be, now) -> Callable[..., UUID]:
    """`happened(child, "missing", days=3)`: a line of history, in a folder of whoever writes it."""

    def made(
        person_id: UUID, kind: str, *, days: int, by: str = "ruth", category: str = "child_protection", at=None
    ) -> UUID:
        with be(by) as worker:
            folder = access.open_folder(worker, kind="person", category=category, at=now)
            line = Line(
                folder, person_id, kind, (now - timedelta(days=days)).date(), f"{kind.capitalize()}, told in full"
            )
            return chronology.note(worker, line=line, at=at or now)

    return made


@pytest.fixture
def night(cast, now):
    """`night()`: the nightly job."""

    def run(*, at=None, whole: bool = False):
        return jobs.find(at=at or now, whole=whole)

    return run


@pytest.fixture
def finder(cast, now):
    with acting_as(service_of("finding_service", at=now, via="job")) as actor:
        yield actor
