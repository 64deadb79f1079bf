"""What the network holds, found at night."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.finder import jobs, queries
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence import queries as network
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


def drawn(ines, now, people_of, things, links):
    """Children with a thing each, other things, and links between them by name; the folder is one the finder reads."""
    folder = access.open_folder(ines, kind="network", category="missing", at=now)
    keys = {}
    for given, family in people_of:
        child = people.state_person(ines, folder_id=folder, said=Said(given_name=given, family_name=family), at=now)
        keys[given] = intelligence.note(ines, noted=Noted("person", "known", given, folder_id=folder), at=now)
        intelligence.identify(ines, thing_id=keys[given], person_id=child, why="She said so herself.", at=now)
    for label, (kind, sort, days) in things.items():
        on = (now - timedelta(days=days)).date() if kind == "event" else None
        keys[label] = intelligence.note(ines, noted=Noted(kind, sort, label, happened_on=on, folder_id=folder), at=now)
    for left, right, kind, first, last in links:
        days = ((now - timedelta(days=d)).date() for d in (first, last))
        joined = Joined(keys[left], keys[right], kind, "observed", "confirmed", *days, "PC 4410")
        intelligence.join(ines, joined=joined, at=now)
    return keys


FAMILIES = (("Amy", "Frost"), ("Zuza", "Mazur"))


def rules_met(be, now) -> list[str]:
    jobs.find(at=now, whole=True)
    with be("ines") as ines:
        return sorted(one.rule.id for one in queries.prompts(ines, Ask()).rows)


def test_three_events_at_one_place_with_a_child_in_them_are_found(be, now):
    events = {f"Night {n}": ("event", "party", d) for n, d in ((1, 20), (2, 9), (3, 2))}
    with be("ines") as ines:
        drawn(ines, now, FAMILIES[:1], {"Fork": ("place", "takeaway", 0), **events}, [
            *((name, "Fork", "at", d, d) for name, (_, _, d) in events.items()),
            ("Amy", "Night 3", "took_part", 2, 2),
        ])  # fmt: skip
    assert rules_met(be, now) == ["hot_place"], "a child in one of three is enough"
    with be("ines") as ines:
        (one,) = queries.prompts(ines, Ask()).rows
        assert one.count == 3


def test_three_events_at_one_place_without_any_child_are_not_this_rules(be, now):
    events = {f"Night {n}": ("event", "party", d) for n, d in ((1, 20), (2, 9), (3, 2))}
    with be("ines") as ines:
        drawn(ines, now, FAMILIES[:1], {"Fork": ("place", "takeaway", 0), **events},
              [(name, "Fork", "at", d, d) for name, (_, _, d) in events.items()])  # fmt: skip
    assert rules_met(be, now) == []


def test_events_at_a_place_long_ago_are_not_found(be, now):
    events = {f"Night {n}": ("event", "party", d) for n, d in ((1, 90), (2, 60), (3, 2))}
    with be("ines") as ines:
        drawn(ines, now, FAMILIES[:1], {"Fork": ("place", "takeaway", 0), **events}, [
            link for name, (_, _, d) in events.items()
            for link in ((name, "Fork", "at", d, d), ("Amy", name, "took_part", d, d))
        ])  # fmt: skip
    assert rules_met(be, now) == []


def test_two_who_are_missing_in_two_episodes_together_are_found(be, now):
    nights = {"Night 1": ("event", "missing", 60), "Night 2": ("event", "missing", 9)}
    with be("ines") as ines:
        drawn(ines, now, FAMILIES, nights, [
            (who, name, "took_part", d, d) for who, _ in FAMILIES for name, (_, _, d) in nights.items()
        ])  # fmt: skip
    assert rules_met(be, now) == ["same_companion"]


def test_once_together_is_chance(be, now):
    with be("ines") as ines:
        drawn(ines, now, FAMILIES, {"Night": ("event", "missing", 9)},
              [(who, "Night", "took_part", 9, 9) for who, _ in FAMILIES])  # fmt: skip
    assert rules_met(be, now) == []


def test_a_grown_up_known_with_one_child_and_newly_with_another_is_found(be, now):
    with be("ines") as ines:
        drawn(ines, now, FAMILIES, {"Kash": ("person", "unverified", 0)},
              [("Amy", "Kash", "associate", 300, 5), ("Zuza", "Kash", "associate", 9, 5)])  # fmt: skip
    assert rules_met(be, now) == ["new_adult", "shared_thing"]


def test_a_link_taken_back_is_no_fact(be, now):
    with be("ines") as ines:
        keys = drawn(ines, now, FAMILIES, {"Kash": ("person", "unverified", 0)},
                     [("Amy", "Kash", "associate", 300, 5), ("Zuza", "Kash", "associate", 9, 5)])  # fmt: skip
        (joint, _), *_ = network.link_history(ines, keys["Zuza"])
        intelligence.take_back(ines, link_id=joint.id, why="Another man of that name.", at=now)
    assert rules_met(be, now) == []
