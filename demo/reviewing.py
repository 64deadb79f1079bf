"""Play what the partnership reviewed and learned, through the reviews room, on the days it was worked."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.timing import LONDON
from kingfisher.reviews import actions as reviews

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("reviews.toml")
OFFICE = "ruth"


def review(world: World, places: Places) -> int:
    """Play each incident and recommendation; returns how many there are of both."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    year = _Year(world, places)
    for one in told["recommendation"]:
        year.recommend(one)
    for one in told["incident"]:
        year.incident(one)
    return len(told["recommendation"]) + len(told["incident"])


class _Year:
    def __init__(self, world: World, places: Places) -> None:
        self.world, self.places = world, places

    def ago(self, days: int) -> datetime:
        """Eleven in the morning of that day."""
        then = (self.world.now - timedelta(days=days)).astimezone(LONDON)
        return then.replace(hour=11, minute=0, second=0, microsecond=0)

    def folder(self, kind: str, days: int, *to: UUID) -> UUID:
        door = self.places.service("front_door_service", at=self.ago(days))
        with acting_as(door):
            return reviews.open_folder(door, kind=kind, to=to, at=door.at)

    def recommend(self, one: dict) -> None:
        days, made_on = one["days_ago"], self.ago(one["made_days_ago"]).date()
        folder = self.folder("recommendation", days)
        made = reviews.Made(one["source"], one["source_words"], one["theme"], one["words"], made_on)
        with acting_as(self.places.worker(OFFICE, at=self.ago(days))) as office:
            key = reviews.recommend(office, made=made, folder=folder, at=office.at)
            if promises := one.get("promises"):
                reviews.answer(
                    office, recommendation_id=key, accepted=True, words="Accepted by the board.", at=office.at
                )
        for promise in promises or ():
            self._promised(key, promise, days - 10)
        if check := one.get("check"):
            self._looked_at(key, check, days)

    def _promised(self, key: UUID, promise: dict, days: int) -> None:
        with acting_as(self.places.worker(OFFICE, at=self.ago(days))) as office:
            promised = reviews.commit(
                office, recommendation_id=key, organisation_id=self.places.organisations[promise["organisation"]],
                owner=promise["owner"], words=promise["words"], due_on=self.ago(days - 60).date(), at=office.at,
            )  # fmt: skip
        if promise["evidence"]:
            with acting_as(self.places.worker(OFFICE, at=self.ago(days - 70))) as office:
                reviews.done(office, commitment_id=promised, evidence=promise["evidence"], at=office.at)

    def _looked_at(self, key: UUID, check: dict, days: int) -> None:
        with acting_as(self.places.worker(OFFICE, at=self.ago(days - 90))) as office:
            reviews.carry_out(office, recommendation_id=key, at=office.at)
        with acting_as(self.places.worker(OFFICE, at=self.ago(days - 280))) as office:
            reviews.check_impact(office, recommendation_id=key, at=office.at, **check)

    def incident(self, one: dict) -> None:
        days = one["days_ago"]
        told = reviews.Told(
            one["child_called"], one["kind"], self.ago(one["happened_days_ago"]).date(), self.ago(days),
            one["what_happened"], one["safe_now"],
        )  # fmt: skip
        teller = self.places.worker(one["told_by"], at=self.ago(days))
        folder = self.folder("review", days, teller.placement_id)
        with acting_as(teller):
            key = reviews.raise_incident(teller, told=told, folder=folder, at=teller.at)
        notified = one["notified_days_ago"]
        with acting_as(self.places.worker(OFFICE, at=self.ago(notified))) as office:
            reviews.notify(office, incident_id=key, told_on=office.at, panel_ref=one["panel_ref"],
                           others_told=one["others_told"], at=office.at)  # fmt: skip
        for asked in one["asked"]:
            self._asked(key, asked, notified)

    def _asked(self, key: UUID, asked: dict, days: int) -> None:
        writer = self.places.placements[asked["who"]]
        folder = self.folder("review_summary", days, writer)
        with acting_as(self.places.worker(OFFICE, at=self.ago(days))) as office:
            agency = self.places.organisations[asked["organisation"]]
            summary = reviews.ask(office, incident_id=key, writer=writer, organisation_id=agency, asks=asked["asks"],
                                  folder=folder, at=office.at)  # fmt: skip
        if "known" in asked:
            with acting_as(self.places.worker(asked["who"], at=self.ago(days - 3))) as worker:
                reviews.send(worker, summary_id=summary, known=asked["known"], safe=asked["safe"],
                             learning=asked["learning"], at=worker.at)  # fmt: skip
