"""What waits to be judged, and by whom: proposed pairs, second opinions, and how far two people agree."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions, jobs, queries
from kingfisher.people.actions.opinion import AlreadyAsked, OwnOpinion
from kingfisher.people.models import Judgement, Opinion, Proposal
from kingfisher.people.queries import reviewing
from kingfisher.people.queries.pairing import pair_of
from kingfisher.people.queries.reviewing import Wanted
from kingfisher.people.rules import AddressSaid, Said
from kingfisher.ui.paging import Ask

BORN = date(2013, 2, 9)
HOME = (AddressSaid("6 Heron Close", "Saltmere", "ZZ2 6HC"),)
ALL = Ask(size=200)


def known(be, who, now, category="general", **said):
    with be(who) as actor:
        folder = access.open_folder(actor, kind="person", category=category, at=now)
        return actions.state_person(actor, folder_id=folder, said=Said(**({"sex": "F"} | said)), at=now)


@pytest.fixture
def nell(be, now):
    """Nell Farrow under her mother's and her stepfather's name, at police and health; and her twin at police."""
    return {
        "police": known(be, "tom", now, given_name="Nell", family_name="Farrow", born_on=BORN, addresses=HOME),
        "health": known(be, "asha", now, given_name="Nell", family_name="Farrow", born_on=BORN, addresses=HOME),
        "twin": known(be, "tom", now, given_name="Ruby", family_name="Farrow", born_on=BORN, addresses=HOME),
    }


def proposed(be, now):
    while jobs.propose_pairs(at=now, at_most=500).weighed:
        pass


def waiting(actor, *keys):
    rows = reviewing.to_judge(actor, Wanted(), ALL).rows
    return [row for row in rows if {row.left_id, row.right_id} == set(keys)]


def judged(actor, pair, answer, now):
    return actions.judge(
        actor, left_id=pair.left.person_id, left_folder_id=pair.left.folder_id, right_id=pair.right.person_id,
        right_folder_id=pair.right.folder_id, answer=answer, why="Rang both.", at=now,
    )  # fmt: skip


def test_a_likely_pair_waits_for_a_person_and_says_why(nell, be, now):
    proposed(be, now)
    with be("priya") as priya:
        (row,) = waiting(priya, nell["police"], nell["health"])
        assert row.probability > 0.5
        assert any("Birth date" in reason for reason in row.reasons)


def test_proposing_again_at_once_does_nothing_more(nell, be, now):
    proposed(be, now)
    before = sorted(Proposal.objects.values_list("left_id", "right_id", "probability"))
    assert jobs.propose_pairs(at=now).weighed == 0
    assert sorted(Proposal.objects.values_list("left_id", "right_id", "probability")) == before


def test_a_changed_statement_is_weighed_again(nell, be, now):
    proposed(be, now)
    with be("asha") as asha:
        said = Said(given_name="Oliver", family_name="Penn", born_on=date(2001, 1, 30), sex="M")
        actions.restate(asha, person_id=nell["health"], said=said, at=now)
    assert jobs.propose_pairs(at=now).weighed == 1
    with be("priya") as priya:
        assert waiting(priya, nell["police"], nell["health"]) == []


@pytest.mark.parametrize(("answer", "waits"), [("same", 0), ("different", 0), ("kept_apart", 0)])
def test_what_was_answered_waits_no_more_and_does_again_when_taken_back(answer, waits, nell, be, now):
    proposed(be, now)
    with be("priya") as priya:
        made = judged(priya, pair_of(priya, nell["police"], nell["health"]), answer, now)
        assert len(waiting(priya, nell["police"], nell["health"])) == waits
        actions.withdraw_judgement(priya, judgement_id=made, why="A slip.", at=now)
        assert len(waiting(priya, nell["police"], nell["health"])) == 1


def test_where_somebody_was_not_sure_the_next_person_is_asked_and_not_the_same_again(nell, be, now):
    proposed(be, now)
    with be("priya") as priya:
        judged(priya, pair_of(priya, nell["police"], nell["health"]), "unsure", now)
        assert waiting(priya, nell["police"], nell["health"]) == []
    with be("ruth") as ruth:
        (row,) = waiting(ruth, nell["police"], nell["health"])
        assert row.stands == "unsure"


def test_two_records_already_one_person_by_others_are_not_asked_about(nell, be, now):
    third = known(be, "owen", now, given_name="Nell", family_name="Farrow", born_on=BORN, addresses=HOME)
    proposed(be, now)
    with be("priya") as priya:
        for one, other in ((nell["police"], third), (third, nell["health"])):
            judged(priya, pair_of(priya, one, other), "same", now)
        assert waiting(priya, nell["police"], nell["health"]) == []


def test_a_worker_whom_no_agreement_covers_has_no_pair_and_may_open_none(nell, be, now):
    proposed(be, now)
    with be("hana") as hana:
        assert reviewing.to_judge(hana, Wanted(), ALL).rows == []
        with pytest.raises(NotThere):
            pair_of(hana, nell["police"], nell["health"])


def test_of_a_record_known_only_to_exist_the_pair_shows_reasons_and_no_content(nell, be, now):
    crime = known(be, "tom", now, "crime_and_safety", given_name="Nell", family_name="Farrow", born_on=BORN)
    with be("priya") as priya:
        pair = pair_of(priya, nell["police"], crime)
        assert pair.right.statement is None
        assert pair.right.level == 1
        assert pair.evidence


def test_the_reasons_and_where_they_start_from_add_up_to_the_whole_weight(nell, be, now):
    with be("priya") as priya:
        for other in ("health", "twin"):
            pair = pair_of(priya, nell["police"], nell[other])
            assert pair.start + sum(r.bits for r in pair.reasons) == pytest.approx(pair.bits)


def ask(be, nell, now, answer="same", of=None, why="Same house and birth date."):
    with be("priya") as priya:
        pair = pair_of(priya, nell["police"], nell["health"])
        return actions.ask_second(priya, pair=pair, answer=answer, why=why, asked_of=of, at=now)


def give(be, who, nell, look, answer, now):
    with be(who) as actor:
        pair = pair_of(actor, nell["police"], nell["health"])
        return actions.give_opinion(actor, look_id=look, pair=pair, answer=answer, why="Rang the school.", at=now)


def test_nobody_sees_the_first_opinion_before_giving_the_second(nell, be, now):
    look = ask(be, nell, now)
    with be("ruth") as ruth:
        assert [one.id for one in reviewing.looks_for(ruth)] == [look]
        assert not Opinion.objects.filter(look=look).exists()
        assert not Judgement.objects.filter(left=nell["police"], right=nell["health"]).exists()
    heard = give(be, "ruth", nell, look, "same", now)
    assert (heard.agreed, heard.first) == (True, "same")
    with be("ruth"):
        assert Opinion.objects.filter(look=look).count() == 2


def test_two_who_agree_link_and_two_who_differ_leave_it_open(nell, be, now):
    give(be, "ruth", nell, ask(be, nell, now), "different", now)
    with be("priya") as priya:
        assert nell["health"] not in queries.cluster_ids(priya, nell["police"])
    proposed(be, now)
    with be("owen") as owen:
        assert all(row.two_differ for row in waiting(owen, nell["police"], nell["health"]))
    give(be, "ruth", nell, ask(be, nell, now), "same", now)
    with be("priya") as priya:
        assert nell["health"] in queries.cluster_ids(priya, nell["police"])


def test_nobody_gives_the_second_opinion_on_her_own_first(nell, be, now):
    look = ask(be, nell, now)
    with pytest.raises(OwnOpinion):
        give(be, "priya", nell, look, "same", now)
    with pytest.raises(AlreadyAsked):
        ask(be, nell, now)


def test_a_second_opinion_asked_of_one_person_is_hers_to_give(nell, be, cast, now):
    look = ask(be, nell, now, of=cast.placements["ruth"])
    with be("owen") as owen:
        assert reviewing.looks_for(owen) == []
    with pytest.raises(OwnOpinion):
        give(be, "asha", nell, look, "same", now)
    give(be, "ruth", nell, look, "same", now)


def test_while_a_second_opinion_waits_the_pair_is_nobodys_to_judge_alone(nell, be, now):
    proposed(be, now)
    ask(be, nell, now)
    with be("asha") as asha:
        assert waiting(asha, nell["police"], nell["health"]) == []


def test_how_far_two_agree_counts_what_both_answered(nell, be, now):
    give(be, "ruth", nell, ask(be, nell, now), "same", now)
    with be("priya") as priya:
        found = reviewing.how_far_two_agree(priya, since=now)
        assert (found.pairs, found.agreed) == (1, 1)
        assert found.kappa is None, "one pair says nothing of how far two people agree"
