"""Signing in as one of the cast; and a report as a teacher tells it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Joined, Noted, Told
from kingfisher.intelligence.rules import Grade


def told(**more) -> Told:
    """What Marcus, a teacher, tells police."""
    whole = {
        "what": "A man in a silver car, KX21 ZZZ, waits by the bus stop at Wharf Street and gives girls lifts.",
        "provenance": "A pupil said so in form time; I saw the car twice myself.",
        "known_on": date(2026, 3, 2), "source": "Jodie Farr", "people": "A man of about thirty called Kez",
    }  # fmt: skip
    return Told(**{**whole, **more})


GRADE = Grade(
    "2", "B", "C", "No action that shows before Friday.", "OFFICIAL-SENSITIVE",
    "To protect children from sexual exploitation; nothing less would do.", "No risk to life known.",
)  # fmt: skip
CLEAN = "A silver car, KX21 ZZZ, is used to pick up girls near Wharf Street."


@pytest.fixture
def reported(be, now) -> Callable[..., object]:
    """`reported()`: the key of a report that Marcus told, as the desk finds it."""

    def tell(**more):
        with be("marcus") as marcus:
            actions.submit(marcus, told=told(**more), at=now)
        with be("nils") as nils:
            return queries.reports(nils)[0].id

    return tell


@pytest.fixture
def ready(be, now, reported) -> Callable[[], object]:
    """A report whose sanitised text a second person approved."""

    def made():
        key = reported()
        with be("nils") as nils:
            actions.grade(nils, report_id=key, said=GRADE, at=now)
            actions.sanitise(nils, report_id=key, text=CLEAN, at=now)
        with be("oskar") as oskar:
            actions.approve(oskar, report_id=key, at=now)
        return key

    return made


@pytest.fixture
def thing(be, now):
    """`thing("person", "Kez")`: noted by Ines, a detective, in the register of police."""

    def made(kind: str, label: str, sort: str = "", by: str = "ines", **more):
        sorts = {"person": "unverified", "object": "vehicle", "place": "takeaway", "event": "missing"}
        with be(by) as worker:
            noted = Noted(kind, sort or sorts[kind], label, happened_on=now.date() if kind == "event" else None, **more)
            return actions.note(worker, noted=noted, at=now)

    return made


@pytest.fixture
def linked(be, now):
    """`linked(kez, car)`: joined by Ines, seen a week ago and yesterday."""

    def made(left, right, by: str = "ines", days: int = 7, **more):
        with be(by) as worker:
            whole = {
                "kind": "uses", "basis": "observed", "confidence": "confirmed",
                "first_on": (now - timedelta(days=days)).date(), "last_on": (now - timedelta(days=1)).date(),
                "asserted_by": "PC 4410",
            }  # fmt: skip
            return actions.join(worker, joined=Joined(left, right, **{**whole, **more}), at=now)

    return made
