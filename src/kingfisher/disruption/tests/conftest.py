"""Signing in, and reaching each state of a plan and its tools through the room's own actions."""

from datetime import timedelta

import pytest

from kingfisher.disruption import actions
from kingfisher.disruption.actions import Suspect, Wanted


@pytest.fixture
def planned(be, now):
    """`planned()`: Ines, a detective, begins a plan about a man called Kez Dorrin, who was never charged."""

    def made(**more):
        whole = {
            "harm": "He gives girls lifts from Wharf Street; three reports this month.",
            "necessity": "To protect children from him; nothing less would do.",
            "suspect": Suspect("Kez", "Dorrin", "concern"),
        }  # fmt: skip
        with be("ines") as ines:
            return actions.begin_plan(ines, at=now, **{**whole, **more})

    return made


@pytest.fixture
def considered(be, now, planned):
    """`considered("sro")`: a tool that Ines thinks of."""

    def made(power="sro", plan_id=None, **more):
        plan_id = plan_id or planned()
        wanted = Wanted(power, "He sent pictures to two girls.", "It forbids only contact and places.", **more)
        with be("ines") as ines:
            return actions.consider(ines, plan_id=plan_id, wanted=wanted, at=now)

    return made


@pytest.fixture
def served(be, now, considered):
    """`served()`: an order that was granted and served, with a condition about Wharf Street."""

    def made(power="sro", ends_in=365, **more):
        key, today = considered(power, **more), now.date()
        with be("ines") as ines:
            actions.condition(
                ines, measure_id=key, kind="place", where="Wharf Street bus station", hours="18:00 to 06:00",
                said="Not within 100 metres of the bus station.", at=now,
            )  # fmt: skip
            actions.apply(ines, measure_id=key, on=today, at=now)
            actions.grant(ines, measure_id=key, on=today, expires_on=today + timedelta(days=ends_in), at=now)
            actions.serve(ines, measure_id=key, on=today, served_how="By PC Frith at his door; he read it.",
                          victims_view="The girls want him kept away.", at=now)  # fmt: skip
        return key

    return made
