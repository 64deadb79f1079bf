"""Prompts: found at night, put to somebody who sees every fact, answered once, never wider than what she sees."""

from datetime import date, timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.finder import actions, queries
from kingfisher.finder.actions import Lacking
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.organisations.queries import agencies
from kingfisher.people import actions as people
from kingfisher.people.queries import statement
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db


def seen(be, who: str, **narrowed):
    with be(who) as reader:
        return queries.prompts(reader, Ask(), **narrowed).rows


def three_times_missing(child, happened, **more):
    maya = child("Maya")
    for days in (60, 30, 3):
        happened(maya, "missing", days=days, **more)
    return maya


def test_a_child_missing_three_times_is_put_to_one_person_with_every_fact_and_day(child, happened, night, be):
    three_times_missing(child, happened)
    assert night().made == 1
    (one,) = seen(be, "ruth")
    assert (one.rule.id, one.count, one.asked.name) == ("often_missing", 3, "Ruth Calloway")
    with be("ruth") as ruth:
        whole = queries.prompt(ruth, one.id)
        (waiting,) = queries.work_waiting(ruth)
    assert [f.words for f in whole.facts] == ["Missing, told in full"] * 3
    assert {f.agency for f in whole.facts} == {"Council"}
    assert "Maya" not in waiting.title


def test_nobody_is_asked_twice_about_the_same_facts(child, happened, night, be):
    three_times_missing(child, happened)
    night()
    assert night().made == 0
    assert night(whole=True).made == 0
    (one,) = seen(be, "ruth")
    with be("ruth") as ruth:
        actions.settle(ruth, prompt_id=one.id, outcome="in_hand", words="Strategy meeting on Friday.", at=ruth.at)
    assert night(whole=True).made == 0
    assert seen(be, "ruth") == []


def test_a_further_fact_makes_a_fuller_prompt_in_the_place_of_the_open_one(child, happened, night, be):
    maya = three_times_missing(child, happened)
    night()
    happened(maya, "missing", days=1)
    made = night()
    assert (made.made, made.replaced) == (1, 1)
    (one,) = seen(be, "ruth")
    assert one.count == 4
    assert one.follows == seen(be, "ruth", state="replaced")[0].id


def test_a_further_fact_after_an_answer_asks_again_and_names_the_answer(child, happened, night, be):
    maya = three_times_missing(child, happened)
    night()
    (first,) = seen(be, "ruth")
    with be("ruth") as ruth:
        actions.settle(ruth, prompt_id=first.id, outcome="acted", words="Met her at school.", at=ruth.at)
    happened(maya, "missing", days=0)
    night()
    (again,) = seen(be, "ruth")
    assert again.follows == first.id
    assert seen(be, "ruth", state="settled")[0].words == "Met her at school."


def test_a_prompt_is_seen_by_nobody_who_may_not_read_one_of_its_facts(child, happened, night, be, signed_in):
    maya = child("Maya")
    for days in (60, 30):
        happened(maya, "missing", days=days)
    happened(maya, "missing", days=3, by="tom", category="missing")
    night()
    assert len(seen(be, "ruth")) == 1, "the front door reads police's missing folders by agreement"
    assert seen(be, "ines") == [], "Ines reads police's line; no agreement opens the council's to her"
    assert seen(be, "dele") == [], "Dele is not of the front door: police's line is not hers"
    (one,) = seen(be, "ruth")
    with be("dele") as dele, pytest.raises(NotThere):
        queries.prompt(dele, one.id)
    for name, status in (("ruth", 200), ("dele", 404), ("ines", 404)):
        assert signed_in(name).get(f"/finder/{one.id}").status_code == status


def test_nor_by_somebody_from_whom_the_child_herself_is_kept(child, happened, night, be, now):
    maya = three_times_missing(child, happened)
    night()
    assert len(seen(be, "dele")) == 1
    with be("dele") as dele:
        kept_from = dele.worker_id
    with be("ruth") as ruth:
        held = statement(ruth, maya)
        access.bar(ruth, folder_id=held.folder_id, worker_id=kept_from, why="His niece", at=now)
    assert seen(be, "dele") == []


def test_nor_by_an_agency_that_reads_the_lines_and_not_of_whom_they_are(child, happened, night, be):
    maya = child("Maya")
    for days in (60, 30, 3):
        happened(maya, "missing", days=days, by="tom", category="missing")
    night()
    assert len(seen(be, "ruth")) == 1
    assert seen(be, "ines") == [], "she reads police's lines, and not the council's statement of whom they are about"


def test_counts_of_a_rule_are_of_what_the_reader_may_see(child, happened, night, be, signed_in):
    maya = child("Maya")
    for days in (60, 30, 3):
        happened(maya, "missing", days=days, by="tom", category="missing")
    night()
    with be("dele") as dele:
        assert [r.count for r in queries.rules_shown(dele) if r.rule.id == "often_missing"] == [0]
    with be("ruth") as ruth:
        assert [r.count for r in queries.rules_shown(ruth) if r.rule.id == "often_missing"] == [1]
        (one,) = queries.prompts(ruth, Ask()).rows
    page = "/finder/rules/often_missing"
    assert str(one.id) in signed_in("ruth").get(page).content.decode()
    assert str(one.id) not in signed_in("dele").get(page).content.decode()


def test_what_the_finder_may_not_see_makes_no_prompt(child, happened, night, be):
    maya = child("Maya")
    for days in (60, 30, 3):
        happened(maya, "missing", days=days, by="tom", category="intelligence")
    assert night().made == 0


def test_two_of_one_name_with_one_telephone_are_brother_and_sister_though_nobody_wrote_it_down(child, night, be):
    child("Maya", phones=("07700 900555",))
    child("Tia", phones=("07700900555",), born_on=date(2014, 1, 9))
    assert night().made == 0


def test_two_children_of_two_families_with_one_telephone_and_one_of_them_was_missing(child, happened, night, be):
    maya = child("Maya", phones=("07700 900555",))
    child("Ola", phones=("07700900555",), family_name="Okafor")
    assert night().made == 0, "a number given out anew, or a grandmother's: nobody is worried about either"
    happened(maya, "missing", days=3)
    assert night().made == 1
    (one,) = seen(be, "ruth", alerts=True)
    assert [name for _, name in one.names] == ["Maya Reed", "Ola Okafor"]
    with be("ruth") as ruth:
        said = [f.words for f in queries.prompt(ruth, one.id).facts]
    assert sorted(said) == ["Gives the telephone ending 0555"] * 2 + ["Missing, told in full"]
    happened(maya, "missing", days=1)
    assert night().made == 0, "the same number, and the child missing again: asked once"


def test_the_sign_may_lie_with_the_child_of_whom_nothing_is_new(child, happened, night, be):
    maya = child("Maya", phones=("07700 900555",))
    happened(maya, "missing", days=30)
    assert night().made == 0
    child("Ola", phones=("07700900555",), family_name="Okafor")
    assert not (made := night()).was_whole
    assert made.made == 1


def test_the_number_of_an_agency_or_a_worker_joins_nobody(child, happened, night, be, now):
    with be("ruth") as ruth:
        number = next(one.phone for one in agencies(ruth) if one.phone)
    maya = child("Maya", phones=(number,))
    child("Ola", phones=(number.replace(" ", ""),), family_name="Okafor")
    happened(maya, "missing", days=3)
    assert night().made == 0


def test_lodgers_of_one_house_and_its_telephone_are_one_household(child, happened, night, be):
    from kingfisher.people.rules import AddressSaid

    home = (AddressSaid(lines="4 Quay Street", postcode="ZZ1 1AA"),)
    maya = child("Maya", phones=("07700 900555",), addresses=home)
    child("Ola", phones=("07700900555",), family_name="Okafor", addresses=home)
    happened(maya, "missing", days=3)
    assert night().made == 0


def test_brother_and_sister_may_have_their_mothers_telephone(child, night, be):
    maya, kit = child("Maya", phones=("07700 900555",)), child("Kit", phones=("07700 900555",))
    with be("ruth") as ruth:
        people.add_tie(ruth, person_id=maya, other_id=kit, relationship="sibling", at=ruth.at)
    assert night().made == 0


def test_only_what_is_new_is_read_again(child, happened, night, be, now):
    three_times_missing(child, happened)
    assert night(at=now).was_whole
    assert not night(at=now + timedelta(days=1)).was_whole
    again = night(at=now + timedelta(days=2))
    assert (again.was_whole, again.facts) == (False, 0)


def test_settling_needs_an_outcome_and_a_sentence_and_is_done_once(child, happened, night, be):
    three_times_missing(child, happened)
    night()
    (one,) = seen(be, "ruth")
    with be("ruth") as ruth:
        for outcome, words in (("", "She is known."), ("nonsense", "She is known."), ("in_hand", "Yes")):
            with pytest.raises(Lacking):
                actions.settle(ruth, prompt_id=one.id, outcome=outcome, words=words, at=ruth.at)
        actions.settle(ruth, prompt_id=one.id, outcome="in_hand", words="Meeting on Friday.", at=ruth.at)
        with pytest.raises(NotNow):
            actions.settle(ruth, prompt_id=one.id, outcome="in_hand", words="Meeting on Friday.", at=ruth.at)


def test_nobody_but_the_finder_makes_a_round(be):
    with be("ruth") as ruth, pytest.raises(Denied):
        actions.find(ruth, at=ruth.at)


def test_a_plan_silent_on_who_causes_the_harm(night, be, now):
    from kingfisher.plans.tests.builders import agreed

    agreed(be, now)
    night()
    assert [one for one in seen(be, "ruth") if one.rule.id == "no_source_of_harm"] == [], "it says so"


def test_the_pages_work_without_scripts(child, happened, night, signed_in):
    three_times_missing(child, happened)
    night()
    ruth = signed_in("ruth")
    shown = ruth.get("/finder").content.decode()
    assert "A child missing three times in 90 days" in shown
    address = next(a for a in (part.split('"')[0] for part in shown.split('href="/finder/')[1:]) if len(a) == 36)
    page = f"/finder/{address}"
    assert "Missing, told in full" in ruth.get(page).content.decode()
    assert "There is a problem" in ruth.post(page, {"outcome": "in_hand", "words": ""}).content.decode()
    assert ruth.post(page, {"outcome": "in_hand", "words": "Meeting on Friday."}).status_code == 302
    assert "in hand" in ruth.get("/finder/rules").content.decode()
    assert "Meeting on Friday." in ruth.get("/finder/rules/often_missing").content.decode()
    assert ruth.get("/finder/rules/nonsense").status_code == 404
    assert signed_in("ines").get(page).status_code == 404
