"""A child's family and home: as each agency says it, once for each relative, and nothing that is not open."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.people import actions
from kingfisher.people.queries.family import at_one_address, family_of
from kingfisher.people.queries.family_picture import family_picture
from kingfisher.people.queries.homes import homes_of, housemates_of
from kingfisher.people.rules import AddressSaid, Said

HOME = AddressSaid("9 Tern Street", "Saltmere", "ZZ3 9TS", from_on=date(2024, 5, 1))
BEFORE = AddressSaid("1 Quay Row", "Saltmere", "ZZ3 1QR", from_on=date(2020, 1, 1), until_on=date(2024, 4, 30))


def known(actor, now, given, family="Reed", category="general", **said):
    folder = access.open_folder(actor, kind="person", category=category, at=now)
    key = actions.state_person(
        actor, folder_id=folder, said=Said(given_name=given, family_name=family, **said), at=now
    )  # fmt: skip
    return key, folder


def link(be, now, one, other, answer="same"):
    with be("priya") as priya:
        actions.judge(priya, left_id=one[0], left_folder_id=one[1], right_id=other[0], right_folder_id=other[1],
                      answer=answer, why="Rang both.", at=now)  # fmt: skip


@pytest.fixture
def reeds(be, now):
    """Maya Reed: the council knows her mother, brother and stepfather, health her mother and a grandmother by name."""
    found = {}
    with be("priya") as c:
        found["maya"] = known(c, now, "Maya", born_on=date(2012, 5, 3), sex="F", addresses=(BEFORE, HOME))
        found["mother"] = known(c, now, "Joanne", born_on=date(1985, 2, 1), sex="F", kind="adult", addresses=(HOME,))
        found["brother"] = known(c, now, "Finn", born_on=date(2016, 8, 8), sex="M", addresses=(HOME,))
        for other, what, more in (
            ("mother", "mother", {"parental_responsibility": True, "lives_together": True}),
            ("brother", "sibling", {"lives_together": True}),
        ):
            actions.add_tie(c, person_id=found["maya"][0], other_id=found[other][0], relationship=what, at=now, **more)
        actions.add_tie(c, person_id=found["maya"][0], other_name="Craig Pell", relationship="parents_partner",
                        no_contact=True, at=now)  # fmt: skip
    with be("asha") as h:
        found["maya_health"] = known(h, now, "Maya", born_on=date(2012, 5, 3), sex="F")
        found["mother_health"] = known(h, now, "Jo", born_on=date(1985, 2, 1), sex="F", kind="adult")
        actions.add_tie(h, person_id=found["maya_health"][0], other_id=found["mother_health"][0],
                        relationship="mother", at=now)  # fmt: skip
        actions.add_tie(
            h, person_id=found["maya_health"][0], other_name="Iris Reed", relationship="grandparent", at=now
        )
    link(be, now, found["maya"], found["maya_health"])
    link(be, now, found["mother"], found["mother_health"])
    return found


def family(be, who, key):
    with be(who) as actor:
        return family_of(actor, key)


def kin_of(found):
    return {(one.relationship, one.name): one for one in found.kin}


def test_a_mother_two_agencies_know_is_one_mother_and_both_are_named(reeds, be, cast):
    mothers = [one for one in family(be, "priya", reeds["maya"][0]).kin if one.relationship == "mother"]
    assert len(mothers) == 1
    assert set(mothers[0].said_by) == {cast.organisations["council"], cast.organisations["health"]}
    assert mothers[0].parental_responsibility and mothers[0].lives_together


def test_until_somebody_links_their_records_two_mothers_stand_side_by_side(be, now):
    with be("priya") as c:
        maya = known(c, now, "Maya", born_on=date(2012, 5, 3))
        for name in ("Joanne", "Carol"):
            other = known(c, now, name, kind="adult")
            actions.add_tie(c, person_id=maya[0], other_id=other[0], relationship="mother", at=now)
    assert len([one for one in family(be, "priya", maya[0]).kin if one.relationship == "mother"]) == 2


def test_generations_and_ages_are_those_of_the_records(reeds, be):
    found = kin_of(family(be, "priya", reeds["maya"][0]))
    by_what = {what: one for (what, _), one in found.items()}
    assert by_what["grandparent"].generation == 2
    assert by_what["mother"].generation == 1
    assert by_what["sibling"].generation == 0
    assert by_what["grandparent"].age is None, "nobody gave her a birth date"


def test_no_contact_said_by_one_agency_is_shown_whatever_another_leaves_out(reeds, be, now):
    with be("asha") as h:
        actions.add_tie(h, person_id=reeds["maya_health"][0], other_name="Craig Pell",
                        relationship="parents_partner", at=now)  # fmt: skip
    found = family(be, "priya", reeds["maya"][0])
    (craig,) = [one for one in found.kin if one.name == "Craig Pell"]
    assert craig.no_contact
    assert len(craig.said_by) == 2


def test_a_mothers_own_record_tells_of_her_child_too(be, now):
    with be("priya") as c:
        child, mother = known(c, now, "Ned", sex="M"), known(c, now, "Una", kind="adult", sex="F")
        actions.add_tie(c, person_id=mother[0], other_id=child[0], relationship="child", at=now)
    assert [(k.relationship, k.name) for k in family(be, "priya", child[0]).kin] == [("mother", "Una Reed")]


def test_a_relatives_record_that_is_shut_is_named_only_where_the_childs_record_names_him(reeds, be, now):
    with be("tom") as p:
        hidden = known(p, now, "Secret", "Uncle", "intelligence", kind="adult")
        police = known(p, now, "Maya", born_on=date(2012, 5, 3))
        actions.add_tie(p, person_id=police[0], other_id=hidden[0], relationship="aunt_uncle", at=now)
    link(be, now, reeds["maya"], police)
    found = family(be, "priya", reeds["maya"][0])
    (uncle,) = [one for one in found.kin if one.relationship == "aunt_uncle"]
    assert (uncle.person_id, uncle.name, uncle.age) == (None, "Name not known", None)


def test_of_a_child_that_is_not_open_there_is_no_family(reeds, be):
    assert family(be, "hana", reeds["maya"][0]) is None


def test_the_picture_draws_each_relative_once_and_says_the_same_in_words(reeds, be):
    found = family(be, "priya", reeds["maya"][0])
    drawn = str(family_picture(found))
    assert drawn.count('class="kf-tree__node') == len(found.kin) + 1
    assert drawn.count("kf-tree__barred") == 1
    for one in found.kin:
        assert one.name in drawn


def test_homes_are_told_with_their_days_the_present_first(reeds, be, cast):
    with be("priya") as priya:
        homes = homes_of(priya, {reeds["maya"][0]})
    assert [(h.is_past, h.from_on) for h in homes] == [(False, date(2024, 5, 1)), (True, date(2020, 1, 1))]


def test_whoever_is_recorded_at_the_same_house_now_is_found_by_address(reeds, be, now):
    with be("asha") as h:
        known(h, now, "Lodger", "Grey", kind="adult", addresses=(AddressSaid("9, Tern St.", "Saltmere", "ZZ39TS"),))
        known(h, now, "Next", "Door", kind="adult", addresses=(AddressSaid("11 Tern Street", "Saltmere", "ZZ3 9TS"),))
        known(h, now, "Moved", "Away", kind="adult",
              addresses=(AddressSaid("9 Tern Street", "Saltmere", "ZZ3 9TS", until_on=date(2025, 1, 1)),))  # fmt: skip
    with be("priya") as priya:
        names = {mate.name for mate in housemates_of(priya, {reeds["maya"][0], reeds["maya_health"][0]})}
    assert names == {"Joanne Reed", "Finn Reed", "Lodger Grey"}


def test_a_relative_recorded_at_the_same_house_is_drawn_at_home_unless_somebody_says_not(reeds, be, now):
    with be("priya") as c:
        for name, said in (("Ivy", None), ("Una", False)):
            sister = known(c, now, name, addresses=(HOME,))
            actions.add_tie(c, person_id=reeds["maya"][0], other_id=sister[0], relationship="half_sibling",
                            lives_together=said, at=now)  # fmt: skip
        mates = housemates_of(c, {reeds["maya"][0]})
        found = at_one_address(family_of(c, reeds["maya"][0]), [mate.key for mate in mates])
    at_home = {one.name for one in found.at_home}
    assert "Ivy Reed" in at_home
    assert "Una Reed" not in at_home


def test_nobody_is_looked_for_at_a_protected_address_nor_is_it_spelt_out(be, now):
    safe = AddressSaid("4 Hidden Way", "Saltmere", "ZZ8 4HW", protected=True)
    plain = AddressSaid("4 Hidden Way", "Saltmere", "ZZ8 4HW")
    with be("priya") as c:
        child = known(c, now, "Ada", addresses=(safe,))
        open_one = known(c, now, "Other", "Child", addresses=(plain,))
        assert housemates_of(c, {child[0]}) == []
        assert [h.words for h in homes_of(c, {child[0]})] == [""]
        assert "Ada Reed" not in {mate.name for mate in housemates_of(c, {open_one[0]})}
