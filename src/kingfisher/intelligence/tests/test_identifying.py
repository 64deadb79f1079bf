"""Somebody known by a nickname is later said to be somebody the hub knows; that has a reason and can be taken back."""

import pytest

from kingfisher.access import actions as access
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import NotYet
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions as people
from kingfisher.people.rules import Said

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(be, now):
    """`known("Amy")`: a child police hold a statement of."""

    def made(given: str, family: str = "Frostwick", by: str = "ines", category: str = "general"):
        with be(by) as worker:
            folder = access.open_folder(worker, kind="person", category=category, at=now)
            said = Said(given_name=given, family_name=family)
            return people.state_person(worker, folder_id=folder, said=said, at=now)

    return made


def test_somebody_known_by_a_nickname_is_later_said_to_be_a_child_and_that_is_taken_back(thing, known, be, now):
    amz, amy = thing("person", "Amz"), known("Amy")
    with be("ines") as ines:
        actions.identify(ines, thing_id=amz, person_id=amy, why="Same telephone and school.", at=now)
        (node,) = queries.around(ines, [amz]).nodes
        assert (node.person_name, node.label) == ("Amy Frostwick", "Amz")
        actions.unidentify(ines, thing_id=amz, why="Her cousin.", at=now)
        assert queries.around(ines, [amz]).nodes[0].person_id is None
        assert [(s.person_name, s.taken_back) for s in queries.identified(ines, amz)] == [
            ("Amy Frostwick", "Her cousin.")]  # fmt: skip


def test_nobody_is_said_to_be_two_people_at_once(thing, known, be, now):
    amz, amy, bea = thing("person", "Amz"), known("Amy"), known("Bea")
    with be("ines") as ines:
        actions.identify(ines, thing_id=amz, person_id=amy, why="Same telephone and school.", at=now)
        with pytest.raises(NotYet):
            actions.identify(ines, thing_id=amz, person_id=bea, why="Same hair and school.", at=now)
        actions.unidentify(ines, thing_id=amz, why="Her cousin.", at=now)
        actions.identify(ines, thing_id=amz, person_id=bea, why="Same hair and school.", at=now)
        assert queries.thing(ines, amz).person_name == "Bea Frostwick"
        actions.unidentify(ines, thing_id=amz, why="Not her either.", at=now)
        with pytest.raises(NotThere):
            actions.unidentify(ines, thing_id=amz, why="Again.", at=now)


def test_nobody_says_who_it_is_by_a_record_she_may_not_read(thing, known, be, now, signed_in):
    amz, maya = thing("person", "Amz"), known("Maya", "Hiddenham", by="ruth", category="child_protection")
    with be("ines") as ines, pytest.raises(NotThere):
        actions.identify(ines, thing_id=amz, person_id=maya, why="Same telephone and school.", at=now)
    page, ines = f"/network/{amz}/who", signed_in("ines")
    assert "Maya" not in ines.get(page + "?q=Hiddenham").content.decode()
    forged = {"do": "identify", "person": str(maya), "why": "Same telephone and school."}
    assert ines.post(page + "?q=Hiddenham", forged).status_code == 200
    with be("ines") as again:
        assert queries.identified(again, amz) == []
    assert signed_in("dele").get(page).status_code in (403, 404)


def test_a_reader_who_may_not_see_the_record_is_not_told_whose_it_is(thing, known, be, now, cast):
    amz, amy = thing("person", "Amz"), known("Amy", category="intelligence")
    with be("ines") as ines:
        actions.identify(ines, thing_id=amz, person_id=amy, why="Same telephone and school.", at=now)
        register = actions.register(ines, at=now)
        access.grant(ines, folder_id=register, to=access.Receiver(placement_id=cast.placements["ruth"]), level=FULL,
                     basis="ca2004_s11", because="The team works on it together.", at=now)  # fmt: skip
    with be("ruth") as ruth:
        (said,) = queries.identified(ruth, amz)
        assert (said.person_name, queries.thing(ruth, amz).person_name) == ("", "")


def test_an_object_is_nobody(thing, known, be, now, signed_in):
    car, amy = thing("object", "KX21 ZZZ"), known("Amy")
    with be("ines") as ines, pytest.raises(NotYet):
        actions.identify(ines, thing_id=car, person_id=amy, why="Same telephone and school.", at=now)
    assert signed_in("ines").get(f"/network/{car}/who").status_code == 404


def test_the_page_finds_records_and_takes_back_without_scripts(thing, known, signed_in):
    amz, amy = thing("person", "Amz"), known("Amy")
    page, ines = f"/network/{amz}/who", signed_in("ines")
    assert "Nobody found" in ines.get(page + "?q=Zebedee").content.decode()
    assert "Amy Frostwick" in ines.get(page + "?q=Amy+Frostwick").content.decode()
    sent = {"do": "identify", "person": str(amy), "why": "Yes"}
    assert "Say how you know" in ines.post(page + "?q=Amy+Frostwick", sent).content.decode()
    said = ines.post(page + "?q=Amy+Frostwick", {**sent, "why": "Same telephone and school."})
    assert said.status_code == 302
    assert "Said to be" in ines.get(said["Location"]).content.decode()
    assert ines.post(page, {"do": "undo", "undo-why": "Her cousin."}).status_code == 302
    assert "Taken back: Her cousin." in ines.get(page).content.decode()
    assert ines.post(page, {"do": "nonsense"}).status_code == 200
