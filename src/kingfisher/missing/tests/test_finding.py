"""What absences offer for finding: who was away, with whom, found where. Names are compared here and never leave."""

from datetime import timedelta

import pytest

from kingfisher.missing import facts
from kingfisher.missing.tests.builders import before, came_back, missing

pytestmark = pytest.mark.django_db
OLA = {"name": "Ola Okafor", "born_on": ""}


def offered(be, now, code: str) -> list:
    with be("ines") as ines:
        found = facts.sightings(ines, on=now.date(), since=(now - timedelta(days=90)).date())
    return [one for one in found if one.code == code]


def test_two_absences_at_once_of_which_one_names_the_other_are_one_being_away_together(be, now, cast):
    before(cast, now, 9, companions="with Ola Okafor from school")
    before(cast, now, 9, hours=3, **OLA)
    together = offered(be, now, "missing_with")
    assert len(together) == 2
    assert len({one.key for one in together}) == 1
    assert len({one.person_id for one in together}) == 2


def test_a_first_name_alone_or_another_night_is_not_being_away_together(be, now, cast):
    before(cast, now, 9, companions="with Ola")
    before(cast, now, 9, **OLA)
    before(cast, now, 30, companions="with Ola Okafor")
    assert offered(be, now, "missing_with") == []


def test_each_absence_is_one_fact_with_its_day_however_it_ended(be, now, cast):
    before(cast, now, 9)
    before(cast, now, 30)
    away = offered(be, now, "away")
    assert len({one.on for one in away}) == 2
    assert all("Maya" not in str(one) for one in away)


def both_found_at_the_quay(be, now, cast, *, hours_apart: int) -> None:
    """Maya and Ola, missing on one night, each found at the quay."""
    since = now - timedelta(hours=12)
    maya, ola = missing(cast, now, since=since), missing(cast, now, since=since, **OLA)
    came_back(be, maya, now, found_at=now - timedelta(hours=hours_apart, minutes=5))
    came_back(be, ola, now)


def test_two_found_at_one_place_within_three_hours_were_away_together(be, now, cast):
    both_found_at_the_quay(be, now, cast, hours_apart=3)
    assert len({one.person_id for one in offered(be, now, "missing_with")}) == 2
    places = offered(be, now, "at_place")
    assert [one.key for one in places] == ["found the quay", "found the quay"], "and the place is a fact of its own"
    assert len({one.person_id for one in places}) == 2


def test_two_found_at_one_place_four_hours_apart_were_not(be, now, cast):
    both_found_at_the_quay(be, now, cast, hours_apart=4)
    assert offered(be, now, "missing_with") == []
    assert len(offered(be, now, "at_place")) == 2
