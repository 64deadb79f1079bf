"""Play how exploited children are screened, stood by and taken to a panel, and the patterns workers raise."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.exploitation import actions as exploitation
from kingfisher.exploitation import queries as screened
from kingfisher.exploitation.rules import Answered
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as gathered
from kingfisher.patterns import actions as patterns

from .filling import Filler
from .founding import Places
from .shapes import When
from .world import World

TOLD = Path(__file__).with_name("exploited.toml")


def stand_by(world: World, places: Places, filler: Filler) -> int:
    """Play all of exploited.toml about children the county has; returns how many were screened."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    play = _Play(world, places, filler)
    for row in told["screen"]:
        play.screen(row)
    for row in told["plan"]:
        play.plan(row)
    referred = [play.refer(row) for row in told["refer"]]
    play.panel(told["panel"], referred)
    for row in told["pattern"]:
        play.pattern(row)
    return len(told["screen"])


class _Play:
    def __init__(self, world: World, places: Places, filler: Filler) -> None:
        self.world, self.places, self.filler = world, places, filler

    def moment(self, days: int, clock: str = "16:00") -> datetime:
        hours, minutes = clock.split(":")
        return When(days, time(int(hours), int(minutes))).at(self.world.now)

    def child(self, key: str) -> UUID | None:
        """The council's own statement of this child, where it has one."""
        held = self.filler.held.get((key, "council"))
        return held.person_id if held else None

    def screen(self, row: dict) -> None:
        person, at = self.child(row["child"]), self.moment(row["d"])
        if person is None:
            return
        answers = [Answered(code, "yes", words, "told") for code, words in row["signs"].items()]
        said = {name: row[name] for name in ("risk", "status", "types", "reason", "childs_view")}
        with acting_as(self.places.worker(row["by"], at=at)) as actor:
            key = exploitation.begin(actor, person_id=person, form="full", answers=answers, at=at)
            exploitation.judge(actor, screening_id=key, source_of_harm=row.get("source_of_harm", ""), at=at, **said)
        if "settled" in row:
            who, how, why = row["settled"]
            at += timedelta(days=1)
            with acting_as(self.places.worker(who, at=at)) as actor:
                getattr(exploitation, how)(actor, screening_id=key, why=why, at=at)

    def plan(self, row: dict) -> None:
        person, at = self.child(row["child"]), self.moment(row["d"])
        if person is None:
            return
        with acting_as(self.places.worker(row["by"], at=at)) as actor:
            key = exploitation.stand_by(actor, person_id=person, types=row["types"], at=at)
            for heading, words in row["says"].items():
                exploitation.say_in_plan(actor, plan_id=key, heading=heading, said=words, at=at)
            if "nurse" in row:
                exploitation.name_nurse(actor, plan_id=key, nurse=self.places.placements[row["nurse"]], at=at)
        for days, channel, result, childs, words in row["tried"]:
            at = self.moment(days)
            with acting_as(self.places.worker(row["by"], at=at)) as actor:
                exploitation.record_try(actor, plan_id=key, channel=channel, result=result, childs_words=childs,
                                        words=words, at=at)  # fmt: skip

        for days in row.get("looked", ()):
            at = self.moment(days)
            with acting_as(self.places.worker(row["by"], at=at)) as actor:
                exploitation.look_again(actor, plan_id=key, at=at)

    def refer(self, row: dict) -> UUID:
        at = self.moment(row["d"])
        with acting_as(self.places.worker(row["by"], at=at)) as actor:
            return exploitation.refer_to_panel(actor, subject=row["subject"], title=row["title"], why=row["why"], at=at)

    def panel(self, row: dict, referred: list[UUID]) -> None:
        starts = self.moment(row["d"], row["t"])
        called, after = starts - timedelta(days=1), starts + timedelta(hours=2)
        children = [key for child in row["children"] if (key := self.child(child))]
        with acting_as(self.places.worker(row["by"], at=called)) as actor:
            meeting = exploitation.call_panel(actor, starts_at=starts, place=row["place"], person_ids=children,
                                              referrals=referred[:1], at=called)  # fmt: skip
            for name in row["people"]:
                meetings.invite(actor, meeting_id=meeting, placement_id=self.places.placements[name], at=called)
        with acting_as(self.places.worker(row["by"], at=after)) as actor:
            for one in gathered.meeting_file(actor, meeting).invitations:
                meetings.mark_attendance(actor, meeting_id=meeting, invitation_id=one.id, attendance="there",
                                         decision_maker=True, brought_information=True, at=after)  # fmt: skip
            for item in screened.agenda(actor, meeting):
                said = dict(row["decided"])
                places = said.pop("places")
                if item.subject == "victim" and not item.strategy_found:
                    said["reasonable_cause"] = "no"
                about = said if item.subject == "victim" else {"decision": places}
                exploitation.decide_item(actor, item_id=item.id, at=after, **about)
            meetings.hold(actor, meeting_id=meeting, at=after)
            meetings.issue_decisions(actor, meeting_id=meeting, at=after)

    def pattern(self, row: dict) -> None:
        at = self.world.now - timedelta(days=row["days_ago"])
        door = self.places.service("front_door_service", at=at)
        with acting_as(self.places.worker(row["by"], at=at)) as actor:
            key = patterns.raise_pattern(
                actor, service=door.placement_id, at=at, **{n: row[n] for n in ("kind", "title", "seen", "wanted")}
            )
        if "answer" in row:
            who, answer, words = row["answer"]
            at += timedelta(days=3)
            with acting_as(self.places.worker(who, at=at)) as actor:
                patterns.answer(actor, pattern_id=key, answer=answer, words=words, at=at)
