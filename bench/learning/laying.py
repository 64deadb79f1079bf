"""A county's training for some years: courses, days held, who came, what each completed and said. Laid in bulk."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.bulk import insert_many
from kingfisher.learning.models import (
    Application,
    Asked,
    Booking,
    Completion,
    Event,
    Learner,
    Post,
    Said,
)  # fmt: skip
from kingfisher.learning.queries import courses
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask

HOST = "many.example"
STATES = ("attended",) * 8 + ("partial", "no_show")
AT_ONCE = 30  # days held, in one statement a table
EVERY_DAYS = 2  # of the days to come, one every so often


def key(*words: object) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(str(w) for w in words))


class Laying:
    """`learners` people; `days` held in each of `years`; each day holds its share of the people."""

    def __init__(self, learners: int, days: int, years: int, at: datetime) -> None:
        self.learners, self.days, self.years, self.at = learners, days, years, at
        self.seats = -(-learners // days)

    def lay(self) -> bool:
        """Lay it; False where it was laid before."""
        service = service_of("training_service", at=self.at, via="command")
        with acting_as(service) as actor:
            if Learner.objects.filter(id=key("learner", 0)).exists():
                return False
            self.by = {"created_at": self.at, "created_by": actor.placement_id}
            self.courses = [c for c in courses(actor) if c.level] or courses(actor)
            self.bodies = [a for a in agencies(actor) if a.kind != "partnership"]
            self.roles = [code for code, _ in ask.codes("training_role").choices()]
            insert_many(Learner, self._learners())
            insert_many(Post, self._posts())
            insert_many(Event, self._events())
            for first in range(0, self.years * self.days, AT_ONCE):
                self._held(range(first, min(first + AT_ONCE, self.years * self.days)))
        return True

    def _learners(self) -> Iterator[dict]:
        for n in range(self.learners):
            yield {"id": key("learner", n), "name": f"{chr(65 + n % 26)}nna Lerner{n:05}", "email": f"l{n}@{HOST}",
                   "worker_id": None, "continues_as_id": None, **self.by}  # fmt: skip

    def _posts(self) -> Iterator[dict]:
        for n in range(self.learners):
            body = self._body(n)
            yield {"id": key("post", n), "learner_id": key("learner", n), "organisation_id": body.id,
                   "employer": body.name, "role": self._role(n), "worker_id": None,
                   "begins_on": date(2020, 1, 1) + timedelta(days=n % 900), "ended_on": None, **self.by}  # fmt: skip

    def _body(self, n: int):
        """Half of them work for two large bodies, the rest are spread."""
        return self.bodies[n % 2] if n % 4 < 2 else self.bodies[n % len(self.bodies)]

    def _role(self, n: int) -> str:
        return self.roles[n % len(self.roles)]

    def _starts(self, e: int) -> datetime:
        """Days held lie evenly in the years past."""
        return (self.at - timedelta(days=3 + e * 365 / self.days)).replace(hour=9, minute=0, second=0, microsecond=0)

    def _events(self) -> Iterator[dict]:
        for e in range(self.years * self.days):
            yield self._event(("held", e), self._starts(e), "held", self.seats)
        for e in range(self.days // 3):
            yield self._event(("coming", e), self.at + timedelta(days=20 + e * EVERY_DAYS), "open", 0)

    def _event(self, what: tuple, starts: datetime, state: str, taken: int) -> dict:
        course = self.courses[what[1] % len(self.courses)]
        return {"id": key(*what), "course_id": course.id, "ref": f"MANY-{what[0][0].upper()}{what[1]:05}",
                "starts_at": starts, "ends_at": starts + timedelta(hours=4), "way": ("room", "online")[what[1] % 2],
                "place": "Town hall", "places": self.seats + 5, "state": state, "taken": taken, "waiting": 0,
                "ended_why": "", "held_on": starts.date() if state == "held" else None, **self.by}  # fmt: skip

    def _held(self, events: range) -> None:
        """So many days with everybody on them."""
        there = [(e, s, (e * self.seats + s) % self.learners) for e in events for s in range(self.seats)]
        insert_many(Booking, (self._booking(*one) for one in there))
        insert_many(Application, (self._application(*one) for one in there))
        insert_many(Completion, (self._completion(*one) for one in there if self._state(*one) == "attended"))
        insert_many(Asked, (self._asked(*one, kind) for one in there for kind in ("day", "later", "manager")))
        insert_many(Said, (self._said(*one, kind) for one in there for kind in ("day", "later") if one[1] % 3))

    def _state(self, e: int, s: int, n: int) -> str:
        return STATES[(e + s) % len(STATES)]

    def _booking(self, e: int, s: int, n: int) -> dict:
        state = self._state(e, s, n)
        return {"id": key("booking", e, s), "event_id": key("held", e), "learner_id": key("learner", n),
                "organisation_id": self._body(n).id, "ref": f"MANY{e:04}{s:04}", "state": state, "hold_until": None,
                "is_free": False, "minutes_there": None, "reminded": 2, "fee_waived_why": "", "ended_at": None,
                "ended_by": None, "fee_pence": 5000 if state == "no_show" else 0, **self.by}  # fmt: skip

    def _application(self, e: int, s: int, n: int) -> dict:
        return {"id": key("application", e, s), "booking_id": key("booking", e, s), "name": f"Lerner{n:05}",
                "employer": self._body(n).name, "role": self._role(n), "manager_name": "", "manager_email": "",
                "needs": "", **self.by}  # fmt: skip

    def _completion(self, e: int, s: int, n: int) -> dict:
        course = self.courses[e % len(self.courses)]
        return {"id": key("completion", e, s), "learner_id": key("learner", n), "booking_id": key("booking", e, s),
                "ref": f"MANYC{e:04}{s:04}", "title": course.title, "level": course.level,
                "completed_on": self._starts(e).date(), "elsewhere": "", "withdrawn_why": "", **self.by}  # fmt: skip

    def _asked(self, e: int, s: int, n: int, kind: str) -> dict:
        return {"id": key("asked", e, s, kind), "booking_id": key("booking", e, s), "kind": kind,
                "is_answered": bool(s % 3), **self.by}  # fmt: skip

    def _said(self, e: int, s: int, n: int, kind: str) -> dict:
        return {"id": key("said", e, s, kind), "event_id": key("held", e), "kind": kind, "before": 1 + s % 3,
                "after": 3 + s % 3, "useful": 4, "changed": "", "words": "More time for cases." if s % 7 == 0 else "",
                "month": self._starts(e).date().replace(day=1), **self.by}  # fmt: skip
