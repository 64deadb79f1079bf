"""Records of the rooms whose addresses are ruled by a sentence, for the matrix. By actions alone, as their workers do.

Each lies in a folder of its own. Those that lie in none, and are ruled by what somebody is to them: ruled_board.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from kingfisher.disruption import actions as disruption
from kingfisher.exploitation.tests.builders import screened
from kingfisher.intelligence import actions as intelligence
from kingfisher.kernel.base import FULL
from kingfisher.missing import actions as missing
from kingfisher.missing import queries as absences
from kingfisher.missing.tests.builders import came_back, reported, talk_held
from kingfisher.national_referral import actions as referral
from kingfisher.project.tests.laid import SECRET, Laying
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Ruled:
    """A record: its key, its folder, who of the cast works on it, and its folder's agency.

    `reads` is the level from which its addresses show it; 0 where no level alone does (its writer, whoever is asked).
    `keeper` may open it to others and seal it.
    """

    key: UUID
    folder_id: UUID
    by: str
    agency: str
    keeper: str
    reads: int = FULL


class Lays(Laying):
    """`be` is somebody of the cast, as the rooms' own builders take it."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now

    def ruled(self, table: str, key: UUID, *, by: str, reads: int = FULL) -> Ruled:
        with self.be(by), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT r.folder_id, o.id, o.code FROM {table} r JOIN access_folder f ON f.id = r.folder_id "
                "JOIN organisations_organisation o ON o.id = f.owner_id WHERE r.id = %s", [key],
            )  # fmt: skip
            folder, owner, agency = cursor.fetchone()
        return Ruled(key, folder, by, agency, self._keeper(folder, owner, by), reads)

    def _keeper(self, folder: UUID, owner: UUID, by: str) -> str:
        """Somebody of the folder's own agency who may write in it: whoever works on it, or one of the front door's."""
        for name in (by, "door", "priya", "ruth", "office"):
            with self.be(name) as somebody, connection.cursor() as cursor:
                cursor.execute("SELECT holds_the_pen FROM access_ruling WHERE folder_id = %s", [folder])
                if somebody.organisation_id == owner and (cursor.fetchone() or [False])[0]:
                    return name
        raise AssertionError(f"nobody of {owner} writes in the folder that {by} works in")


def _absent(lay: Lays, given: str, **said: object) -> UUID:
    """A child of the family of the others, with a first name of its own: a child is missing once at a time."""
    since = lay.now - timedelta(hours=15)
    return reported(lay.cast, lay.now, name=f"{given} {SECRET.split()[1]}", last_seen_at=since, **said).episode_id


def _absence(lay: Lays) -> Ruled:
    return lay.ruled("missing_episode", _absent(lay, "Yolande"), by="ines")


def _talked(lay: Lays, given: str) -> tuple[UUID, UUID]:
    """The talk after an absence, and the child it was held with."""
    key = _absent(lay, given, police_ref=f"SM-{given}", worry="A silver car.")
    came_back(lay.be, key, lay.now, found_at=lay.now - timedelta(hours=10), with_whom="Kash")
    with lay.be("priya") as priya:
        talk = absences.talks_after(priya, [key])[key]
        missing.hold(priya, interview_id=talk.id, talk=talk_held(lay.now, signs=("car",)), at=lay.now)
        return talk.id, absences.episode_file(priya, key).episode.person_id


def _talk(lay: Lays) -> Ruled:
    return lay.ruled("missing_interview", _talked(lay, "Xanthe")[0], by="priya")


def _national(lay: Lays) -> Ruled:
    child = _talked(lay, "Wilhelmina")[1]
    with lay.be("priya") as priya:
        key = referral.prepare(priya, person_id=child, at=lay.now)
    return lay.ruled("national_referral_referral", key, by="priya")


def _screening(lay: Lays) -> Ruled:
    child = Laying(lay.cast, lay.now).child
    return lay.ruled("exploitation_screening", screened(lay.be, lay.now, child=child), by="dele")


def _disruption(lay: Lays) -> Ruled:
    given, family = SECRET.split()
    with lay.be("ines") as ines:
        key = disruption.begin_plan(
            ines, harm="He gives girls lifts from Wharf Street.", necessity="Nothing less would do.",
            suspect=disruption.Suspect(given, family, "concern"), at=lay.now,
        )  # fmt: skip
    return lay.ruled("disruption_plan", key, by="ines")


def _place(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        key = disruption.refer_place(
            ines, name=f"House of {SECRET}", kind="takeaway", where="Wharf Street", why="Girls are met there.",
            at=lay.now,
        )  # fmt: skip
    return lay.ruled("disruption_place", key, by="ines")


def _thing(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        noted = intelligence.Noted("person", "unverified", SECRET, happened_on=None)
        key = intelligence.note(ines, noted=noted, at=lay.now)
    return lay.ruled("intelligence_thing", key, by="ines")


def _report(lay: Lays) -> Ruled:
    from kingfisher.intelligence import queries

    with lay.be("marcus") as marcus:
        told = intelligence.Told(
            what=f"{SECRET} waits by the bus stop.", provenance="A pupil said so.", known_on=date(2026, 3, 2),
            source="Jodie Farr", people=SECRET,
        )  # fmt: skip
        intelligence.submit(marcus, told=told, at=lay.now)
    with lay.be("nils") as nils:
        key = queries.reports(nils)[0].id
    return lay.ruled("intelligence_report", key, by="nils")


# How to lay what a row of access/routes.toml says an address `reaches`, where a sentence rules it; more of them in
# ruled_rooms.py.
RULED: dict[str, Callable[[Lays], Ruled]] = {
    "absence": _absence, "talk on return": _talk, "national referral": _national, "screening": _screening,
    "disruption plan": _disruption, "place": _place, "thing of the network": _thing,
    "report of intelligence": _report,
}  # fmt: skip
