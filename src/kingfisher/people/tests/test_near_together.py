"""Several suggestions of one home: whoever is kept out by one of them is decided about in all."""

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.people import actions, queries
from kingfisher.people.rules import AddressSaid, Said

pytestmark = pytest.mark.django_db
HERE = AddressSaid("14 Marram Street", "Saltmere", "ZZ7 3QT")


def stated(be, now, **said):
    with be("ruth") as ruth:
        folder = access.open_folder(ruth, kind="person", category="general", at=now)
        actions.state_person(ruth, folder_id=folder, said=Said(**said), at=now)


def test_what_else_was_suggested_of_the_same_home_is_decided_with_it(be, now):
    with be("dele") as dele:
        own = actions.OwnSaid("home", lines="14 Marram Street", postcode="ZZ7 3QT")
        actions.say_own_life(dele, said=own, at=now)
    for given in ("Una", "Ida"):
        stated(be, now, given_name=given, family_name="Marsh", addresses=(HERE,))
    stated(be, now, given_name="Dele", family_name="Adeyemi", kind="adult")  # her own name, of another house
    matcher = service_of("matching_service", at=now, via="job")
    with acting_as(matcher):
        actions.suggest_near(matcher, at=now)
    with be("ruth") as ruth:
        found = queries.near_suggestions(ruth)
        here = [one for one in found if one.rule.about == "own"]
        assert (len(here), len(found)) == (2, 3)
        actions.declare_suggested(ruth, suggestion_id=here[0].id, why="It is her house.", at=now)
        after = {one.id: (one.outcome, one.why) for one in queries.near_suggestions(ruth)}
    assert {after[one.id] for one in here} == {("declared", "It is her house.")}
    assert [after[one.id][0] for one in found if one not in here] == [""]
