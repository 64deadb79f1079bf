"""Records of the rooms for the matrix: a plan, a meeting, a child's steps, an enquiry over many. By actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import actions as holding
from kingfisher.meetings import queries as meetings
from kingfisher.meetings.tests.builders import convened
from kingfisher.pathway import actions as pathway
from kingfisher.pathway import queries as steps
from kingfisher.pathway.tests.builders import begun
from kingfisher.people.queries import statement
from kingfisher.plans import queries as plans
from kingfisher.plans.tests.builders import a_child, drafted
from tests.cast import Cast

SECRET = "Zephyrine Quillfeather"


@dataclass
class Record:
    """Something in a folder of the council's: the key an address takes, and the folder it lies in."""

    key: UUID
    folder_id: UUID
    category: str
    more: dict[str, UUID] = field(default_factory=dict)
    beside: tuple[UUID, ...] = ()  # folders that tell of the same person, to stand to in the same way


class Laying:
    """Lays one record of each sort; `be` is somebody of the cast, as the rooms' own builders take it."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        given, family = SECRET.split()
        self.child = a_child(self.be, now, given=given, family=family, born=date(2012, 1, 2))
        with self.be("dele") as dele:
            self.home = statement(dele, self.child).folder_id

    @contextmanager
    def be(self, name: str, *, at: datetime | None = None) -> Iterator[Actor]:
        actor = actor_for(self.cast.placements[name], at=at or self.now, purpose="safeguard_child", via="command")
        with acting_as(actor):
            yield actor

    def of(self, key: UUID, folder: UUID, category: str) -> Record:
        return Record(key, folder, category, beside=(self.home,))


def plan(cast: Cast, now: datetime) -> Record:
    lay = Laying(cast, now)
    key = drafted(lay.be, now, child=lay.child)
    with lay.be("dele") as dele:
        return lay.of(key, plans.plan_shown(dele, key).folder_id, "child_in_need")


def meeting(cast: Cast, now: datetime) -> Record:
    lay = Laying(cast, now)
    key = convened(lay.be, cast, now, child=lay.child, asked=())
    with lay.be("dele") as dele:
        # its family has a paper from when it was held
        holding.hold(dele, meeting_id=key, short_of_quorum="Nobody else could come.", at=now)
        return lay.of(key, meetings.meeting_shown(dele, key).folder_id, "meeting")


def child_steps(cast: Cast, now: datetime) -> Record:
    lay = Laying(cast, now)
    key = begun(lay.be, cast, now, child=lay.child)
    with lay.be("dele") as dele:
        return lay.of(key, steps.episode_file(dele, key).folder_id, "child_in_need")


def many_children(cast: Cast, now: datetime) -> Record:
    lay = Laying(cast, now)
    with lay.be("ruth") as ruth:
        key = pathway.begin_complex(ruth, title=f"The house of {SECRET}", families="One worker each.", at=now)
        return lay.of(key, steps.complex_file(ruth, key).folder_id, "child_protection")
