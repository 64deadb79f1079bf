"""Records of the rooms whose addresses are ruled by a sentence, for the matrix. By actions alone, as their workers do.

Each lies in a folder of its own; the matrix tries the relations in which nobody may be told that there is one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from kingfisher.disruption import actions as disruption
from kingfisher.exploitation.tests.builders import screened
from kingfisher.intelligence import actions as intelligence
from kingfisher.missing import actions as missing
from kingfisher.missing import queries as absences
from kingfisher.missing.tests.builders import came_back, reported, talk_held
from kingfisher.national_referral import actions as referral
from kingfisher.project.tests.laid import SECRET, Laying
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Ruled:
    """A record: its key, its folder, who of the cast works on it and may open it to others, and its agency."""

    key: UUID
    folder_id: UUID
    by: str
    agency: str


class Lays(Laying):
    """`be` is somebody of the cast, as the rooms' own builders take it."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now

    def ruled(self, table: str, key: UUID, *, by: str, agency: str) -> Ruled:
        with self.be(by), connection.cursor() as cursor:
            cursor.execute(f"SELECT folder_id FROM {table} WHERE id = %s", [key])
            return Ruled(key, cursor.fetchone()[0], by, agency)


def _absent(lay: Lays, given: str, **said: object) -> UUID:
    """A child of the family of the others, with a first name of its own: a child is missing once at a time."""
    since = lay.now - timedelta(hours=15)
    return reported(lay.cast, lay.now, name=f"{given} {SECRET.split()[1]}", last_seen_at=since, **said).episode_id


def _absence(lay: Lays) -> Ruled:
    return lay.ruled("missing_episode", _absent(lay, "Yolande"), by="ines", agency="police")


def _talked(lay: Lays, given: str) -> tuple[UUID, UUID]:
    """The talk after an absence, and the child it was held with."""
    key = _absent(lay, given, police_ref=f"SM-{given}", worry="A silver car.")
    came_back(lay.be, key, lay.now, found_at=lay.now - timedelta(hours=10), with_whom="Kash")
    with lay.be("priya") as priya:
        talk = absences.talks_after(priya, [key])[key]
        missing.hold(priya, interview_id=talk.id, talk=talk_held(lay.now, signs=("car",)), at=lay.now)
        return talk.id, absences.episode_file(priya, key).episode.person_id


def _talk(lay: Lays) -> Ruled:
    return lay.ruled("missing_interview", _talked(lay, "Xanthe")[0], by="priya", agency="council")


def _national(lay: Lays) -> Ruled:
    child = _talked(lay, "Wilhelmina")[1]
    with lay.be("priya") as priya:
        key = referral.prepare(priya, person_id=child, at=lay.now)
    return lay.ruled("national_referral_referral", key, by="priya", agency="council")


def _screening(lay: Lays) -> Ruled:
    child = Laying(lay.cast, lay.now).child
    return lay.ruled("exploitation_screening", screened(lay.be, lay.now, child=child), by="dele", agency="council")


def _disruption(lay: Lays) -> Ruled:
    given, family = SECRET.split()
    with lay.be("ines") as ines:
        key = disruption.begin_plan(
            ines, harm="He gives girls lifts from Wharf Street.", necessity="Nothing less would do.",
            suspect=disruption.Suspect(given, family, "concern"), at=lay.now,
        )  # fmt: skip
    return lay.ruled("disruption_plan", key, by="ines", agency="police")


def _place(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        key = disruption.refer_place(
            ines, name=f"House of {SECRET}", kind="takeaway", where="Wharf Street", why="Girls are met there.",
            at=lay.now,
        )  # fmt: skip
    return lay.ruled("disruption_place", key, by="ines", agency="police")


def _thing(lay: Lays) -> Ruled:
    with lay.be("ines") as ines:
        noted = intelligence.Noted("person", "unverified", SECRET, happened_on=None)
        key = intelligence.note(ines, noted=noted, at=lay.now)
    return lay.ruled("intelligence_thing", key, by="ines", agency="police")


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
    return lay.ruled("intelligence_report", key, by="nils", agency="police")


# How to lay what a row of access/routes.toml says an address `reaches`, where a sentence rules it.
RULED: dict[str, Callable[[Lays], Ruled]] = {
    "absence": _absence, "talk on return": _talk, "national referral": _national, "screening": _screening,
    "disruption plan": _disruption, "place": _place, "thing of the network": _thing,
    "report of intelligence": _report,
}  # fmt: skip
