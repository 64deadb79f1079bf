"""Whoever is too near a child is kept out of the review of what happened to her, and nobody finds it by searching."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import queries as people
from kingfisher.people.actions import state_person
from kingfisher.people.rules import Said
from kingfisher.reviews import queries
from kingfisher.reviews.tests.builders import asked, notified, told

BORN = date(2014, 3, 2)


def too_near(be, who, now, given="Wren", family="Ashdown", born_on=BORN):
    with be(who) as actor:
        about = access.About(given_name=given, family_name=family, born_on=born_on)
        access.declare_conflict(actor, worker_id=actor.worker_id, relation="family", about=about, why="", at=now)


def test_a_partner_too_near_the_child_opens_no_review_of_her_before_or_after(be, now):
    before = told(be, now, born_on=BORN)
    too_near(be, "chief", now)
    after = told(be, now, born_on=BORN)
    for made in (before, after):
        with be("chief") as chief, pytest.raises(NotThere):
            queries.incident(chief, made)
        with be("chief_health") as other:
            assert queries.incident(other, made).row.child_called == "Wren Ashdown"


@pytest.mark.parametrize("called", ["Wren Mary Ashdown", "wren ashdown", "Wren  Ash-down"])
def test_a_name_told_in_one_line_is_known_however_it_is_written(be, now, called):
    too_near(be, "chief", now)
    made = told(be, now, born_on=BORN, child_called=called)
    with be("chief") as chief, pytest.raises(NotThere):
        queries.incident(chief, made)


def test_another_child_of_the_name_keeps_nobody_out(be, now):
    too_near(be, "chief", now, born_on=date(2013, 3, 2))
    made = told(be, now, born_on=BORN)
    with be("chief") as chief:
        assert queries.incident(chief, made).row.born_on == BORN


def test_what_an_agency_is_asked_is_shut_too(be, cast, now):
    key = asked(be, cast, now, notified(be, now, born_on=BORN))
    too_near(be, "asha", now)
    with be("asha") as asha:
        assert queries.work_waiting(asha) == []
        with pytest.raises(NotThere):
            queries.summary(asha, key)


def test_whoever_declared_it_is_told_to_ask_a_colleague_and_nothing_is_kept(be, now):
    too_near(be, "ruth", now)
    with pytest.raises(Denied, match="Ask a colleague"):
        told(be, now, born_on=BORN)


def test_a_review_told_from_the_childs_own_page_is_shut_by_her_house_too(be, now):
    with be("ruth") as ruth:
        home = access.open_folder(ruth, kind="person", category="child_protection", at=now)
        from kingfisher.people.rules import AddressSaid

        said = Said(given_name="Wren", family_name="Ashdown", born_on=BORN,
                    addresses=(AddressSaid("14 Marram Street", postcode="ZZ7 3QT"),))  # fmt: skip
        child = state_person(ruth, folder_id=home, said=said, at=now)
    made = told(be, now, record_id=child)
    with be("chief") as chief:
        about = access.About(lines="14 Marram Street", postcode="ZZ7 3QT")
        access.declare_conflict(chief, worker_id=chief.worker_id, relation="neighbour", about=about, why="", at=now)
        assert policy.levels(chief, [home]).get(home, 0) == 0
        with pytest.raises(NotThere):
            queries.incident(chief, made)


@pytest.mark.parametrize("who", ["priya", "dele", "tom", "asha"])
def test_nobody_finds_the_review_by_searching_for_the_child(be, now, who):
    told(be, now, born_on=BORN)
    with be(who) as worker:
        assert people.search(worker, "Wren Ashdown 02/03/2014") == []


def test_a_manager_tells_of_it_from_the_childs_page(signed_in, be, now):
    with be("ruth") as ruth:
        home = access.open_folder(ruth, kind="person", category="child_protection", at=now)
        child = state_person(ruth, folder_id=home, said=Said(given_name="Wren", family_name="Ashdown", born_on=BORN),
                             at=now)  # fmt: skip
    ruth = signed_in("ruth")
    assert f"/reviews/new?child={child}" in ruth.get(f"/casefile/{child}").content.decode()
    assert "Wren Ashdown" in ruth.get(f"/reviews/new?child={child}").content.decode()
    for odd in ("x", "", "00000000-0000-0000-0000-000000000000"):
        assert ruth.get(f"/reviews/new?child={odd}").status_code == 200
