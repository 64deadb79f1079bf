"""A declared conflict of interest shuts every folder about somebody: those there, those laid later, those linked."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access import policy, queries
from kingfisher.access.entry import actor_for
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions as people
from kingfisher.people import queries as seeing
from kingfisher.people.rules import AddressSaid, AliasSaid, Said

BORN = date(2013, 4, 9)
NEPHEW = access.About(given_name="Joss", family_name="O'Leary", born_on=BORN)
HOUSE = access.About(lines="14 Marram Street", postcode="ZZ7 3QT")


@pytest.fixture
def state(be, now):
    """Somebody states a person, in a folder of her own agency's; returns the folder and the person."""

    def keep(who, category="child_in_need", **said):
        with be(who) as actor:
            folder = access.open_folder(actor, kind="person", category=category, at=now)
            said = {"given_name": "Joss", "family_name": "O'Leary", "born_on": BORN} | said
            return folder, people.state_person(actor, folder_id=folder, said=Said(**said), at=now)

    return keep


def _declare(be, now, about=NEPHEW, who="dele", relation="family"):
    with be(who) as actor:
        return access.declare_conflict(
            actor, worker_id=actor.worker_id, relation=relation, about=about, why="", at=now
        )  # fmt: skip


def _level(be, who, folder):
    with be(who) as actor:
        return policy.levels(actor, [folder]).get(folder, 0)


def test_a_folder_there_already_is_shut_to_her_and_to_nobody_else(be, now, state):
    folder, person = state("ruth")
    assert _level(be, "dele", folder) == 3
    _declare(be, now)
    assert _level(be, "dele", folder) == 0
    assert _level(be, "ruth", folder) == 3
    with be("dele") as dele, pytest.raises(NotThere):
        seeing.statement(dele, person)


def test_a_folder_laid_later_is_shut_from_the_first_moment(be, now, state):
    _declare(be, now)
    folder, _ = state("ruth")
    assert _level(be, "dele", folder) == 0


@pytest.mark.parametrize("name", ["o'leary", "OLEARY", "O Leary", "O’Leary"])
def test_the_name_written_otherwise_is_the_same_name(be, now, state, name):
    _declare(be, now)
    folder, _ = state("ruth", family_name=name)
    assert _level(be, "dele", folder) == 0


def test_another_child_of_the_same_name_stays_open(be, now, state):
    _declare(be, now)
    folder, _ = state("ruth", born_on=date(2013, 4, 10))
    assert _level(be, "dele", folder) == 3


def test_a_former_name_shuts_it_too(be, now, state):
    _declare(be, now)
    folder, _ = state("ruth", family_name="Marsh", aliases=(AliasSaid("former", "Joss", "O'Leary"),))
    assert _level(be, "dele", folder) == 0


def test_a_neighbour_is_known_by_the_house(be, now, state):
    _declare(be, now, about=HOUSE, relation="neighbour")
    there, _ = state("ruth", given_name="Una", addresses=(AddressSaid("Flat 14, Marram St", "Saltmere", "zz73qt"),))
    next_door, _ = state("ruth", given_name="Ida", addresses=(AddressSaid("16 Marram Street", "Saltmere", "ZZ7 3QT"),))
    assert _level(be, "dele", there) == 0
    assert _level(be, "dele", next_door) == 3


def test_a_record_linked_to_him_is_shut_and_opens_again_when_the_link_is_taken_back(be, now, state):
    folder, person = state("ruth")
    under_another, other = state("ruth", given_name="Jo", family_name="Leary", born_on=None)
    _declare(be, now)
    assert _level(be, "dele", under_another) == 3
    with be("ruth") as ruth:
        judged = people.judge(
            ruth, left_id=person, left_folder_id=folder, right_id=other, right_folder_id=under_another,
            answer="same", why="Her teacher says so", at=now,
        )  # fmt: skip
    assert _level(be, "dele", under_another) == 0
    with be("ruth") as ruth:
        people.withdraw_judgement(ruth, judgement_id=judged, why="It was another Jo", at=now)
    assert _level(be, "dele", under_another) == 3
    assert _level(be, "dele", folder) == 0


def test_she_cannot_end_it_herself_and_a_manager_can(be, now, state, signed_in):
    folder, _ = state("ruth")
    conflict = _declare(be, now)
    with be("dele") as dele, pytest.raises(Denied):
        access.end_conflict(dele, conflict_id=conflict, why="I would like to read it", at=now)
    page = f"/access/conflicts/{conflict}/end"
    assert signed_in("dele").post(page, {"why": "I would like to read it"}).status_code == 403
    assert signed_in("maeve").post(page, {"why": "A manager of police"}).status_code == 404
    assert _level(be, "dele", folder) == 0
    assert signed_in("ruth").post(page, {"why": "It was another family"}).status_code == 302
    assert _level(be, "dele", folder) == 3


def test_a_manager_declares_it_for_a_worker_of_her_own_agency_only(be, now, cast):
    dele, ines = (actor_for(cast.placements[name], at=now).worker_id for name in ("dele", "ines"))
    with be("ruth") as ruth:
        access.declare_conflict(ruth, worker_id=dele, relation="family", about=NEPHEW, why="", at=now)
        with pytest.raises(NotThere):
            access.declare_conflict(ruth, worker_id=ines, relation="family", about=NEPHEW, why="", at=now)
    with be("priya") as priya, pytest.raises(Denied):
        access.declare_conflict(priya, worker_id=dele, relation="family", about=NEPHEW, why="", at=now)


def test_what_another_declared_is_nobody_elses_to_read(be, now):
    _declare(be, now)
    with be("priya") as priya:
        assert queries.conflicts(priya) == []
    with be("ig_police") as lead:
        assert queries.conflicts(lead) == []
    with be("ruth") as ruth:
        assert [c.name for c in queries.conflicts(ruth)] == ["Joss O'Leary"]


@pytest.mark.parametrize(
    "about",
    [access.About(family_name="O'Leary"), access.About("Joss", "O'Leary"), access.About(postcode="ZZ7 3QT"),
     access.About(lines="14 Marram Street")],
)  # fmt: skip
def test_what_names_nobody_is_not_taken_for_a_person(be, now, about):
    with pytest.raises(access.NotEnough):
        _declare(be, now, about=about)


def test_a_safe_address_is_read_by_the_cleared_and_known_of_by_the_others(be, now, state):
    safe = AddressSaid("2 Quiet Court", "Elsewhere", "ZZ9 9ZZ", protected=True)
    folder, person = state("ruth", addresses=(safe,))
    with be("ruth") as ruth:
        assert seeing.statement(ruth, person).said.addresses == (safe,)
        assert [h.person_id for h in seeing.search(ruth, "ZZ9 9ZZ")] == []
    with be("dele") as dele:
        assert seeing.statement(dele, person).said.addresses == (AddressSaid(protected=True),)
    with be("ruth") as ruth:
        to = access.Receiver(placement_id=actor_for_dele(be))
        access.grant(
            ruth, folder_id=folder, to=to, level=3, basis="ca2004_s10", because="She visits.",
            clears=("protected_address",), at=now,
        )  # fmt: skip
    with be("dele") as dele:
        assert seeing.statement(dele, person).said.addresses == (safe,)


def actor_for_dele(be):
    with be("dele") as dele:
        return dele.placement_id


def test_raw_sql_finds_no_safe_address_in_any_column_or_version(be, now, state):
    from django.apps import apps
    from django.db import connection

    state("ruth", addresses=(AddressSaid("2 Quiet Court", "Elsewhere", "ZZ9 9ZZ", protected=True),))
    with be("dele"), connection.cursor() as cursor:
        for model in apps.get_models():
            if model.__module__.startswith("kingfisher.") and model._meta.managed:
                table = model._meta.db_table
                cursor.execute(f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text ILIKE '%%quiet court%%'")
                assert cursor.fetchone()[0] == 0, f"{table} shows a safe address"
