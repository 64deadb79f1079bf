"""After a file is in: who is linked by rule, what stays apart, and what waits for a person."""

from datetime import date
from functools import partial
from uuid import UUID

import pytest

from kingfisher.access.actions import open_folder
from kingfisher.access.entry import acting_as
from kingfisher.exchange import actions, queries
from kingfisher.exchange.tests.test_bringing_in import PERSONS
from kingfisher.people import queries as people
from kingfisher.people.actions import propose, state_person, withdraw_judgement
from kingfisher.people.rules import IdentifierSaid, Said


@pytest.fixture
def settled(bring, be, now):
    """Link what the last file brought, as the job after every import does; returns the numbers noted on the run."""

    def settle(who: str = "nadia"):
        with be(who) as actor, be("matching") as matcher:
            return actions.link_what_came(
                actor, matcher=matcher, run_id=bring.run_id, step=partial(acting_as, actor),
                as_matcher=partial(acting_as, matcher), at=now,
            )  # fmt: skip

    return settle


def rowan_of_health(be, now) -> UUID:
    said = Said(
        given_name="Rowan", family_name="Ashe", born_on=date(2012, 4, 3),
        identifiers=(IdentifierSaid("nhs_number", "9000000009", verified=True),),
    )  # fmt: skip
    with be("asha") as asha:
        return state_person(
            asha, folder_id=open_folder(asha, kind="person", category="general", at=now), said=said, at=now
        )


def test_after_an_import_a_child_whose_checked_number_another_agency_holds_is_linked_by_rule(
    bring, settled, found, be, now
):
    theirs = rowan_of_health(be, now)
    bring("csv", PERSONS)
    assert settled()["linked"] == 1
    (rowan,) = found("P1")
    with be("priya") as priya:
        assert people.cluster_ids(priya, theirs) == {theirs, rowan.id}
    with be("nadia") as nadia:
        assert queries.run(nadia, bring.run_id).counts["linked"] == 1


def test_a_link_somebody_took_back_is_not_made_again_by_the_next_import(bring, settled, found, be, now):
    theirs = rowan_of_health(be, now)
    bring("csv", PERSONS)
    settled()
    with be("priya") as priya:
        (link,) = people.standing_judgements(priya, {theirs})
        withdraw_judgement(priya, judgement_id=link.id, why="It is her twin.", at=now)
    bring("csv", PERSONS.replace("Ash,", "Ash-Fell,"))
    assert settled()["linked"] == 0
    with be("priya") as priya:
        assert people.cluster_ids(priya, theirs) == {theirs}


def test_records_not_compared_yet_are_counted_and_the_pairs_found_in_them_wait_for_a_person(bring, settled, be, now):
    rowan_of_health(be, now)
    bring("csv", PERSONS.replace("9000000009", ""))
    before = settled()
    assert (before["linked"], before["to_judge"], before["to_weigh"]) == (0, 0, 2)
    with be("matching") as matcher:
        propose(matcher, at=now)
    after = settled()
    assert (after["to_judge"], after["to_weigh"]) == (1, 0)
