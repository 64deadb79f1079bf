"""A conflict of interest nobody declared is suggested to those who mind conflicts, decided by them, told to no one."""

from datetime import date

import pytest
from django.db import connection

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.access import queries as seeing_access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions, queries
from kingfisher.people.queries.near import near_waiting
from kingfisher.people.rules import AddressSaid, Said
from kingfisher.rulebook import near

HOME = actions.OwnSaid("home", lines="14 Marram Street", postcode="ZZ7 3QT")
CHILD = actions.OwnSaid(
    "kin", given_name="Joss", family_name="O'Leary", born_on=date(2013, 4, 9), school="Saltmere Primary"
)


@pytest.fixture
def state(be, now):
    """Somebody states a person in a folder of her own agency's; returns the folder and the person."""

    def keep(who="ruth", **said):
        with be(who) as actor:
            folder = access.open_folder(actor, kind="person", category="general", at=now)
            return folder, actions.state_person(actor, folder_id=folder, said=Said(**said), at=now)

    return keep


def _say(be, now, said, who="dele"):
    with be(who) as actor:
        return actions.say_own_life(actor, said=said, at=now)


def _look(now) -> int:
    matcher = service_of("matching_service", at=now, via="job")
    with acting_as(matcher):
        return actions.suggest_near(matcher, at=now)


def _seen(be, who) -> list:
    with be(who) as actor:
        return queries.near_suggestions(actor)


def _level(be, who, folder):
    with be(who) as actor:
        return policy.levels(actor, [folder]).get(folder, 0)


def _at(lines="14 Marram Street", postcode="zz73qt", **more):
    return {
        "given_name": "Una",
        "family_name": "Marsh",
        "addresses": (AddressSaid(lines, "Saltmere", postcode),),
        **more,
    }


def test_somebody_at_her_address_is_suggested_to_a_manager_and_nothing_is_closed(be, now, state):
    _say(be, now, HOME)
    folder, _ = state(**_at())
    assert _look(now) == 1
    (found,) = _seen(be, "ruth")
    assert (found.rule.id, found.facts, found.name, found.own.address) == (
        "near_home", ("home",), "Una Marsh", "14 Marram Street, ZZ7 3QT",
    )  # fmt: skip
    assert _level(be, "dele", folder) == 3


@pytest.mark.parametrize(
    ("own", "said", "rule"),
    [
        (CHILD, {"given_name": "JOSS", "family_name": "OLeary", "born_on": date(2013, 4, 9)}, "near_kin"),
        (HOME, _at("16 Marram Street"), "near_street"),
        (actions.OwnSaid("telephone", phone="01632 960 123"), {"given_name": "Una", "family_name": "Marsh",
                                                              "phones": ("+44 1632 960123",)}, "near_telephone"),
    ],
)  # fmt: skip
def test_each_rule_names_what_is_the_same(be, now, state, own, said, rule):
    _say(be, now, own)
    state(**said)
    _look(now)
    assert [one.rule.id for one in _seen(be, "ruth")] == [rule]


def test_of_two_rules_that_are_met_the_nearer_speaks(be, now, state):
    with be("dele") as dele:
        family = seeing_name(dele)
    _say(be, now, HOME)
    state(**_at(family_name=family))
    _look(now)
    assert [one.rule.id for one in _seen(be, "ruth")] == ["near_family_home"]


def seeing_name(actor) -> str:
    from kingfisher.organisations.queries import colleagues

    return colleagues(actor, {actor.placement_id})[actor.placement_id].name.split()[-1]


@pytest.mark.parametrize(
    "said",
    [_at("14 Dune Street", "ZZ7 3QU"), {"given_name": "Joss", "family_name": "O'Leary", "born_on": date(2013, 4, 10)},
     {"given_name": "Una", "family_name": "Marsh", "school": "Saltmere Primary", "born_on": date(2013, 6, 1)}],
    ids=["another postcode", "another birthday", "a schoolmate of another name"],
)  # fmt: skip
def test_what_is_not_the_same_suggests_nothing(be, now, state, said):
    _say(be, now, HOME)
    _say(be, now, CHILD)
    state(**said)
    assert _look(now) == 0


def test_the_worker_learns_nothing_of_it_on_any_page_or_row(be, now, state, cast):
    _say(be, now, HOME)
    _, person = state(**_at())
    _look(now)
    with be("dele") as dele:
        assert queries.near_suggestions(dele) == near_waiting(dele) == []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM people_nearsuggestion), (SELECT count(*) FROM people_nearanswer)"
            )
            assert cursor.fetchone() == (0, 0)
    (found,) = _seen(be, "ruth")
    with be("ruth") as ruth:
        actions.declare_suggested(ruth, suggestion_id=found.id, why="Her lodger.", at=now)
    with be("dele") as dele:
        assert seeing_access.conflicts(dele) == []
        assert queries.statements(dele, [person]) == {}


def test_keeping_her_out_closes_what_is_there_and_what_is_laid_later(be, now, state):
    _say(be, now, HOME)
    folder, _ = state(**_at())
    _look(now)
    (found,) = _seen(be, "ruth")
    with be("ruth") as ruth:
        actions.declare_suggested(ruth, suggestion_id=found.id, why="It is her house.", at=now)
        assert [(c.worker_id, c.is_quiet) for c in seeing_access.conflicts(ruth)] == [(found.worker_id, True)]
    later, _ = state(**_at(given_name="Ida"))
    assert (_level(be, "dele", folder), _level(be, "dele", later), _level(be, "ruth", folder)) == (0, 0, 3)
    assert _look(now) == 0, "who is kept out already is not suggested again"


def test_what_was_dismissed_is_not_suggested_again_and_stands_with_its_reason(be, now, state):
    _say(be, now, HOME)
    folder, _ = state(**_at())
    _look(now)
    (found,) = _seen(be, "ruth")
    with be("ruth") as ruth:
        with pytest.raises(actions.Decided):
            actions.dismiss_suggested(ruth, suggestion_id=found.id, why=" ", at=now)
        actions.dismiss_suggested(ruth, suggestion_id=found.id, why="They moved out before she came.", at=now)
        with pytest.raises(actions.Decided):
            actions.declare_suggested(ruth, suggestion_id=found.id, why="Or not.", at=now)
    assert _look(now) == 0
    (found,) = _seen(be, "ruth")
    assert (found.outcome, found.why, _level(be, "dele", folder)) == ("dismissed", "They moved out before she came.", 3)


def test_nobody_decides_of_herself_or_for_another_agency(be, now, state):
    _say(be, now, HOME, who="ruth")
    state("dele", **_at())
    _look(now)
    assert _seen(be, "ruth") == []
    assert _seen(be, "ig_police") == []
    (found,) = _seen(be, "ig_council")
    assert (found.name, found.may_be_declared) == ("", True), "she sees that it exists, and the worker's own address"
    with be("ruth") as ruth, pytest.raises(NotThere):
        actions.dismiss_suggested(ruth, suggestion_id=found.id, why="It is nothing.", at=now)
    with be("priya") as priya, pytest.raises((Denied, NotThere)):
        actions.dismiss_suggested(priya, suggestion_id=found.id, why="It is nothing.", at=now)


def test_a_safe_address_suggests_nothing(be, now, state):
    _say(be, now, HOME)
    state(**_at() | {"addresses": (AddressSaid("14 Marram Street", "Saltmere", "ZZ7 3QT", protected=True),)})
    assert _look(now) == 0


def test_what_one_says_of_her_own_home_is_hers_and_those_who_mind_conflicts(be, now, signed_in):
    own = _say(be, now, HOME)
    with be("priya") as priya, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_ownlife")
        assert cursor.fetchone() == (0,)
        with pytest.raises(NotThere):
            actions.take_back_own_life(priya, own_id=own, at=now)
    page = f"/people/own-life/{own}/take-back"
    assert signed_in("priya").post(page).status_code == 404
    assert signed_in("dele").post(page).status_code == 302
    with be("dele") as dele:
        assert queries.own_life(dele) == []


def test_what_she_took_back_is_compared_no_more(be, now, state):
    own = _say(be, now, HOME)
    with be("dele") as dele:
        actions.take_back_own_life(dele, own_id=own, at=now)
    state(**_at())
    assert _look(now) == 0


def test_a_rule_that_the_partnership_lets_block_shuts_at_once(be, now, state, monkeypatch):
    from dataclasses import replace

    kin = next(r for r in near.nearness(on=now.date()) if r.id == "near_kin")
    monkeypatch.setattr(near, "nearness", lambda on: (replace(kin, blocks=True),))
    _say(be, now, CHILD)
    folder, _ = state(given_name="Joss", family_name="O'Leary", born_on=date(2013, 4, 9))
    _look(now)
    assert (_level(be, "dele", folder), _level(be, "ruth", folder)) == (0, 3)


@pytest.mark.parametrize(
    "said", [actions.OwnSaid("home", lines="Marram Street", postcode="ZZ7 3QT"),
             actions.OwnSaid("telephone", phone="960123"), actions.OwnSaid("kin", given_name="Joss"),
             actions.OwnSaid("dog")],
)  # fmt: skip
def test_what_could_be_compared_with_nothing_is_sent_back(be, now, said):
    with pytest.raises(actions.SaysTooLittle):
        _say(be, now, said)


SAID = {"kind": "home", "lines": "14 Marram Street", "postcode": "ZZ7 3QT"}


def test_a_worker_says_it_and_a_manager_decides_on_their_pages(be, now, state, signed_in):
    dele, ruth = signed_in("dele"), signed_in("ruth")
    shown = dele.post("/people/own-life", SAID, follow=True)
    assert "14 Marram Street" in shown.content.decode()
    state(**_at())
    _look(now)
    page = ruth.get("/people/near").content.decode()
    assert "Una Marsh" in page and "the same house and postcode" in page
    (found,) = _seen(be, "ruth")
    told = ruth.post("/people/near", {"suggestion": str(found.id), "outcome": "declare", "why": ""}).content.decode()
    assert "Say in a few words why." in told
    done = ruth.post("/people/near", {"suggestion": str(found.id), "outcome": "declare", "why": "Hers."}, follow=True)
    assert "Kept out: Hers." in done.content.decode()
    assert dele.get("/people/near").status_code == 403
    assert "Marram" not in dele.get("/access/conflicts").content.decode()
    assert ruth.post("/people/near", {"suggestion": "x", "outcome": "declare", "why": "y"}).status_code == 404
