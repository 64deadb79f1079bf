"""Play who went missing through the missing room: reports, returns, talks, a card and a plan for the first hour."""

import json
import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import actions as missing
from kingfisher.missing import jobs, queries
from kingfisher.missing.actions import First, Talk

from .filling import Filler
from .founding import Places
from .shapes import When
from .world import World

TOLD = Path(__file__).with_name("missing.toml")
CARD = ("looks", "needs", "worries", "phones", "friends", "places", "helps")
COORDINATOR, INTERVIEWER = "lorna", "joe"


def go_missing(world: World, places: Places, filler: Filler) -> int:
    """Play everything of missing.toml in the order of time; returns how many absences."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    for card in told["card"]:
        _card(world, places, card)
    known = [row for row in told["absence"] if _person(filler, row["child"])]
    for row in known:
        Away(world, places, filler, row).play()
    _plan(world, places, filler, told["plan"])
    jobs.freeze_the_morning(at=world.now)
    return len(known)


def _person(filler: Filler, child: str) -> UUID | None:
    held = {code: one.person_id for (who, code), one in filler.held.items() if who == child}
    return held.get("council") or held.get("police") or next(iter(held.values()), None)


def _card(world: World, places: Places, row: dict) -> None:
    at = world.now - timedelta(days=30)
    with acting_as(places.worker(row["by"], at=at)) as carer:
        said = {name: row[name] for name in CARD}
        born = datetime.fromisoformat(row["born"]).date()
        named = {"given_name": row["first"], "family_name": row["last"], "born_on": born}
        key = missing.write_card(carer, said=said, at=at, **named)
    later = world.now - timedelta(days=4)
    with acting_as(places.worker(row["by"], at=later)) as carer:
        missing.release_card(carer, profile_id=key, today="Black puffer coat, grey joggers. £5 on him.", at=later)


def _plan(world: World, places: Places, filler: Filler, row: dict) -> None:
    person = filler.held.get((row["child"], "council"))
    if person is None:
        return
    at = world.now - timedelta(days=9)
    with acting_as(places.worker(row["by"], at=at)) as writer:
        lists = {name: tuple(row[name]) for name in ("first_hour", "ring", "places", "reach", "do_not")}
        key = missing.write_plan(writer, person_id=person.person_id, first=First(row["why"], **lists), at=at)
    with acting_as(places.worker(row["authorised_by"], at=at)) as manager:
        missing.authorise(manager, plan_id=key, at=at + timedelta(hours=1))


class Away:
    """One absence while it is played."""

    def __init__(self, world: World, places: Places, filler: Filler, row: dict) -> None:
        self.world, self.places, self.filler, self.row = world, places, filler, row
        self.since = self._since()
        self.back = self.since + timedelta(hours=row["hours"]) if "hours" in row else None

    def _since(self) -> datetime:
        if "minutes_ago" in self.row:
            return When(minutes_ago=self.row["minutes_ago"]).at(self.world.now)
        hours, minutes = self.row["t"].split(":")
        day = (self.world.now - timedelta(days=self.row["d"])).astimezone(LONDON).date()
        return datetime.combine(day, time(int(hours), int(minutes)), LONDON)

    def play(self) -> None:
        taken = self.report(self.since + timedelta(minutes=50), by=self.row.get("by"))
        if self.row.get("twice"):  # her school rings as well: one absence
            self.report(self.since + timedelta(minutes=80), by="alison")
        if self.back is None or taken.episode_id is None:
            return
        service = self.places.service("front_door_service", at=self.back)
        police = self.places.system("police", at=self.back)
        told = {"what": "back", "police_ref": self.ref, "found_at": self.back.isoformat(), "found_place":
                self.row["found"], "found_how": self.row["how"], "found_with": self.row.get("with", ""),
                "harm": self.row.get("harm", "")}  # fmt: skip
        missing.take_in(police, body=json.dumps(told).encode(), door="api", at=self.back)
        with acting_as(service):
            talk = queries.talks_after(service, [taken.episode_id])[taken.episode_id]
        self.talk(talk.id)

    @property
    def ref(self) -> str:
        return f"SM{self.since:%y%m%d%H%M}{self.row['child'][:3].upper()}"

    def report(self, at: datetime, *, by: str | None):
        sender = self.places.worker(by, at=at) if by else self.places.system("police", at=at)
        truth = next(p.truth for s in self.world.stories for p in s.people if p.key == self.row["child"])
        told = {
            "name": f"{truth.first} {truth.surname}", "born_on": truth.born_on.isoformat(), "police_ref": self.ref,
            "last_seen_at": self.since.isoformat(), "reported_at": at.isoformat(), "last_seen_place": self.row["seen"],
            "risk": self.row["risk"], "risk_why": self.row["worry"], "worry": self.row["worry"],
            "home": self.row.get("home", ""), "placed_by": self.row.get("placed_by", ""),
            "companions": self.row.get("with_missing", ""), "source": "carer" if by == "bryn" else "police",
        }  # fmt: skip
        return missing.take_in(
            sender, body=json.dumps({n: v for n, v in told.items() if v}).encode(), door="page" if by else "api",
            sender_name=sender.worker_name, person_id=_person(self.filler, self.row["child"]), at=at,
        )  # fmt: skip

    def talk(self, key: UUID) -> None:
        what, day = self.row["talk"], self.back + timedelta(hours=20)
        if what == "waiting" or day > self.world.now:
            return
        with acting_as(self.places.worker(COORDINATOR, at=day)) as lorna:
            missing.give_to(lorna, interview_id=key, placement_id=self.places.placements[INTERVIEWER], at=day)
        answers = {"declined": "no", "offered": "no_answer"}
        with acting_as(self.places.worker(INTERVIEWER, at=day)) as joe:
            words = "Not with somebody I do not know." if what == "declined" else ""
            missing.offer(joe, interview_id=key, way="in_person", answer=answers.get(what, "yes"), words=words, at=day)
        if "words" not in self.row:
            return
        held = self.back + timedelta(hours=100 if what == "late" else 44)
        with acting_as(self.places.worker(INTERVIEWER, at=held)) as joe:
            missing.hold(joe, interview_id=key, talk=self.said(held), at=held)

    def said(self, held: datetime) -> Talk:
        row = self.row
        return Talk(
            held, "Joe Penhallow", "Of Lantern House, which has no part in her plan.", row["words"], alone=True,
            place="A room at school", where=row["where"], with_whom=row["whom"], travelled=row["travelled"],
            harm=row.get("harm", ""), signs=tuple(row["signs"]), pull="Chips, rides, somebody to talk to.",
            wants="The same person each week.", safer="Collected from school on Fridays.",
        )  # fmt: skip
