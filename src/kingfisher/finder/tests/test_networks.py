"""What the network holds, found at night."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.finder import jobs, queries
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence.actions import Joined, Noted
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db


def test_children_of_two_families_in_one_car_are_found_at_night_with_both_links(be, now):
    with be("ines") as ines:
        folder = access.open_folder(ines, kind="network", category="missing", at=now)
        car = intelligence.note(ines, noted=Noted("object", "vehicle", "KX21 ZZZ", folder_id=folder), at=now)
        nodes = []
        for given, family in (("Amy", "Frost"), ("Zuza", "Mazur")):
            said = Said(given_name=given, family_name=family)
            child = people.state_person(ines, folder_id=folder, said=said, at=now)
            nodes.append(intelligence.note(ines, noted=Noted("person", "known", given, folder_id=folder), at=now))
            intelligence.identify(ines, thing_id=nodes[-1], person_id=child, why="She said so herself.", at=now)
        for node, days in zip(nodes, (300, 9), strict=True):
            first, last = ((now - timedelta(days=d)).date() for d in (days, 1))
            joined = Joined(node, car, "drove", "observed", "confirmed", first, last, "PC 4410")
            intelligence.join(ines, joined=joined, at=now)
    assert jobs.find(at=now).made == 1
    with be("ines") as ines:
        (one,) = queries.prompts(ines, Ask(), alerts=True).rows
        assert one.rule.id == "shared_thing"
        assert [name for _, name in one.names] == ["Amy Frost", "Zuza Mazur"]
        assert [f.code for f in queries.prompt(ines, one.id).facts] == ["vehicle", "vehicle"]
