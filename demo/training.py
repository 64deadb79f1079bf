"""Play Saltmere's training: what is offered, who came, what they said of it, and what is still to come."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.learning import queries
from kingfisher.learning.actions import after, booking, day, learners, offering, reminding
from kingfisher.learning.actions.booking import Applicant, Given
from kingfisher.ui.paging import Ask

from .dice import Dice, dice_for
from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("training.toml")
COORDINATOR, BOOKED_DAYS_BEFORE, BEGAN_DAYS_AGO = "terry", 35, 260
LONG_AGO = (690, 1140, 660, 800, 1040, 1200)  # days before today: two years, and three, lie among them
SITE = "http://127.0.0.1:8000"


class Office:
    """One training office and its year."""

    def __init__(self, world: World, places: Places) -> None:
        self.world, self.places = world, places
        self.told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
        self.dice = dice_for(world.seed, 515)
        self.courses: dict[str, UUID] = {}
        self.staff = list(self.everybody())

    def ago(self, days: float) -> datetime:
        """Ten in the morning of that day."""
        then = (self.world.now - timedelta(days=days)).astimezone(LONDON)
        if then.weekday() > 4:  # nobody teaches at a weekend: the Friday before, the Monday to come
            then += timedelta(days=7 - then.weekday() if days < 0 else 4 - then.weekday())
        return then.replace(hour=10, minute=0, second=0, microsecond=0)

    def everybody(self):
        """Who learns: a name, an address and an employer each."""
        given, surnames = (self.told["names"][k].split() for k in ("given", "surnames"))
        names = {body.code: body.name for body in self.world.organisations}
        number = 0
        for group in self.told["staff"]:
            for _ in range(group["many"]):
                first, last = given[number % len(given)], surnames[(number * 7 + 3) % len(surnames)]
                code, number = group["of"], number + 1
                yield Applicant(
                    name=f"{first} {last}", email=f"{first}.{last}@{code}.example".lower(), employer=names[code],
                    role=group["role"], organisation_id=self.places.organisations[code],
                    manager_name="Line manager", manager_email=f"manager@{code}.example",
                )  # fmt: skip

    def coordinator(self, at: datetime) -> Actor:
        return self.places.worker(COORDINATOR, at=at)

    def play(self) -> int:
        began = self.ago(BEGAN_DAYS_AGO)
        with acting_as(self.coordinator(began)) as office:
            for c in self.told["course"]:
                self.courses[c["code"]] = offering.keep_course(
                    office, code=c["code"], title=c["title"], level=c["level"], audience=c["audience"],
                    about=c["about"], minutes_long=c["minutes"], places=c["places"], at=began,
                )  # fmt: skip
            for t in self.told["trainer"]:
                watched = {}
                if "watched_days" in t:
                    on = self.ago(t["watched_days"]).date()
                    watched = {"watched_on": on, "watched_who": "Terry Osgood"}
                offering.keep_trainer(
                    office, name=t["name"], email=t["email"], employer=t["employer"], courses=t["courses"], at=began,
                    **watched,
                )  # fmt: skip
        days = self.told["day"]
        if self.world.size == "hamlet":  # a hamlet is for trying the building itself
            days = days[5:8]
        for one in sorted(days, key=lambda d: -d["days_ago"]):
            self.hold(one)
        self.bring()
        self.post()
        return len(days)

    def hold(self, one: dict) -> None:
        course = next(c for c in self.told["course"] if c["code"] == one["course"])
        starts = self.ago(one["days_ago"])
        planned = min(starts, self.ago(0)) - timedelta(days=BOOKED_DAYS_BEFORE)
        way = one.get("way", "room")
        with acting_as(self.coordinator(planned)) as office:
            key = offering.plan_event(
                office, course_id=self.courses[one["course"]], starts_at=starts, minutes_long=course["minutes"],
                way=way,
                place="Netherwick Guildhall, Committee room 2" if way == "room" else "Teams", at=planned,
                places=one.get("places", course["places"]),
                joining="Coffee from half past nine. The side door has no step." if way == "room"
                else "https://meet.example/saltmere-training. Join five minutes early, with your camera on.",
            )  # fmt: skip
            if one.get("planned"):
                return
            offering.open_booking(office, event_id=key, at=planned)
            for t in queries.trainers(office):
                if one["course"] in t.courses and t.watched_on and one["days_ago"] != -9:
                    offering.give_to_trainer(office, event_id=key, trainer_id=t.id, at=planned)
                    break
        given = self.book(key, one, planned)
        if one["days_ago"] > 0:
            self.mark(key, given, starts, is_open=one.get("open", False))
        if one["days_ago"] > 0 and not one.get("open"):
            self.say(key, starts)

    def book(self, key: UUID, one: dict, at: datetime) -> list[Given]:
        course = next(c for c in self.told["course"] if c["code"] == one["course"])
        fits = [p for p in self.staff if not course["audience"] or p.role in course["audience"]]
        people = self.dice.sample(fits, min(one["people"], len(fits)))
        service = service_of("training_service", at=at, via="demo")
        with acting_as(service):
            ours = {p.organisation_id for p in people}
            return booking.book(service, event_id=key, applicants=people, vouched_by=ours, at=at) if people else []

    def mark(self, key: UUID, given: list[Given], starts: datetime, *, is_open: bool) -> None:
        ends = starts + timedelta(hours=6)
        with acting_as(self.coordinator(ends)) as office:
            for number, one in enumerate(given):
                if is_open and number > 2:
                    return  # the register of yesterday waits to be finished
                day.mark(office, booking_id=one.booking_id, how=_how(self.dice), at=ends)
            if not is_open:
                day.close_register(office, event_id=key, at=ends)

    def say(self, key: UUID, starts: datetime) -> None:
        """Most answer on the day; of those asked three months later, more than half."""
        for days, share in ((1, 0.85), (95, 0.7)):
            at = starts + timedelta(days=days)
            if at > self.world.now:
                return
            service = service_of("training_service", at=at, via="demo")
            with acting_as(service):
                if days > 1:
                    after.ask_again(service, at=at)
                for asked_id, kind in queries.to_answer(service, key):
                    if self.dice.happens(share):
                        after.answer(service, asked_id=asked_id, at=at, **self.answer(kind))

    def answer(self, kind: str) -> dict:
        words = self.dice.one_of(self.told["said"][kind])
        if kind == "day":
            before = self.dice.between(1, 3)
            return {"before": before, "after": min(5, before + self.dice.between(1, 2)),
                    "useful": self.dice.between(3, 5), "words": words}  # fmt: skip
        return {"changed": self.dice.one_of(("practice", "practice", "shared", "child", "not_yet")), "words": words}

    def bring(self) -> None:
        """Some bring what they learned elsewhere; of a few it has lapsed, or soon will."""
        with acting_as(self.coordinator(self.ago(5))) as office:
            for number, one in enumerate(queries.learners(office, ask_page=Ask(size=60)).rows):
                if number % 6 == 0:
                    learners.keep_elsewhere(
                        office, learner_id=one.id, title="Safeguarding, level 3", level=3, at=office.at,
                        elsewhere="Ridge Vale partnership, certificate seen",
                        completed_on=self.ago(LONG_AGO[number // 6 % len(LONG_AGO)]).date(),
                    )  # fmt: skip

    def post(self) -> None:
        """Every letter goes to the postroom, as its job hands them over."""
        at = self.world.now
        service = service_of("training_service", at=at, via="demo")
        with acting_as(service):
            while reminding.hand_over(service, site=SITE, at=at):
                pass


def _how(dice: Dice) -> str:
    return "mark_there" if dice.happens(0.86) else dice.one_of(("mark_partial", "mark_absent"))


def train(world: World, places: Places) -> int:
    """Play Saltmere's training; returns how many days were planned."""
    return Office(world, places).play()
