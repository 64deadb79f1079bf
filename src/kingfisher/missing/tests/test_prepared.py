"""The card a carer keeps, and the plan for the first hour."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.missing import actions, queries
from kingfisher.missing.actions import First, Lacking
from kingfisher.missing.tests.builders import a_child, reported
from kingfisher.sharing import queries as sharing

pytestmark = pytest.mark.django_db
SAID = {"looks": "Tall, red hair, a scar over the left eye", "friends": "Nan: Ida Tull, 01632 960774", "nonsense": "x"}
FIRST = First(
    "She goes with men in a silver car.", ("Ring her mother", "Send a car to the quay"),
    ("Karen Frost, mother, 07700 900421",), do_not=("Do not ring her telephone from a police number",),
)  # fmt: skip


@pytest.fixture
def card(be, now, carer):
    with be("bryn") as bryn:
        return actions.write_card(bryn, said=SAID, given_name="Mason", family_name="Tull", at=now)


@pytest.fixture
def plan(be, now):
    with be("dele") as dele:
        return actions.write_plan(dele, person_id=a_child(be, now), first=FIRST, at=now)


def test_a_card_keeps_what_stood_before_and_is_the_homes_own(be, now, card):
    with be("bryn") as bryn:
        actions.rewrite_card(bryn, profile_id=card, said={"looks": "Hair cut short"}, at=now)
        file = queries.card_file(bryn, card)
        assert (file.card.number, file.said) == (2, {"looks": "Hair cut short"})
        assert file.versions[1].said["looks"].startswith("Tall")
        assert "nonsense" not in file.versions[1].said
    for name in ("ines", "hana", "dele"):
        with be(name) as actor, pytest.raises(NotThere):
            queries.card_file(actor, card)


def test_one_click_gives_the_card_to_police_as_a_recorded_disclosure(be, now, card):
    with be("tom") as tom:
        assert sharing.given_to_us(tom) == []
    with be("bryn") as bryn:
        ref = actions.release_card(bryn, profile_id=card, today="Grey hoodie, last seen 17:30.", at=now)
        file = queries.card_file(bryn, card)
        assert (file.releases[0].decision_ref, file.releases[0].number) == (ref, 1)
    with be("tom") as tom:
        (given,) = sharing.given_to_us(tom)
        said = sharing.certificate(tom, given.id)
        assert given.ref == ref
        assert "Today: Grey hoodie" in said.newest.summary


def test_nobody_gives_away_a_card_she_does_not_keep(be, now, card):
    for name in ("dele", "priya", "ines"):
        with be(name) as actor, pytest.raises((NotThere, Denied)):
            actions.release_card(actor, profile_id=card, today="", at=now)


def test_a_report_by_the_cards_reference_finds_the_child(cast, be, now, card):
    with be("bryn") as bryn:
        file = queries.card_file(bryn, card)
    taken = reported(cast, now, by="door", door="public", name="", born_on="", card_ref=file.card.ref.lower())
    with be("priya") as priya:
        episode = queries.episode_file(priya, taken.episode_id).episode
        assert episode.person_id == file.card.person_id


def test_the_home_reads_the_name_on_its_card_and_nobody_learns_a_name_from_a_cards_number(cast, be, now, card):
    with be("bryn") as bryn:
        ref = queries.card_file(bryn, card).card.ref
    for by, name in (("bryn", "Mason Tull"), ("marcus", f"Child of card {ref}")):
        reported(cast, now, by=by, door="page", name="", born_on="", card_ref=ref)
        with be(by) as actor:
            assert [r.name_said for r in queries.our_reports(actor)] == [name]


def test_a_home_that_reports_by_its_card_says_the_childs_name_to_those_who_search(cast, be, now, card):
    with be("bryn") as bryn:
        ref = queries.card_file(bryn, card).card.ref
    taken = reported(cast, now, by="bryn", door="page", name="", born_on="", card_ref=ref)
    with be("priya") as priya:
        assert queries.episode_file(priya, taken.episode_id).episode.name == "Mason Tull"


def test_a_card_that_was_not_looked_through_for_three_months_says_so(be, now, card):
    with be("bryn") as bryn:
        shown = queries.card_file(bryn, card).card
        assert not shown.is_old(now.date())
        assert shown.is_old(now.date() + timedelta(days=92))


def test_a_plan_is_in_force_by_somebody_else_and_ends_by_itself(be, now, plan):
    with be("dele") as dele, pytest.raises(Denied):
        actions.authorise(dele, plan_id=plan, at=now)
    with be("ruth") as ruth:
        actions.authorise(ruth, plan_id=plan, at=now)
        shown = queries.trigger_plan(ruth, plan)
        assert (shown.state, shown.expires_at) == ("in_force", now + timedelta(days=28))
        assert not shown.has_run_out(now + timedelta(days=27))
        assert shown.has_run_out(now + timedelta(days=28))
    with be("ines") as ines:
        assert queries.trigger_plan(ines, plan).first_hour[0] == "Ring her mother"
    with be("hana") as hana, pytest.raises(NotThere):
        queries.trigger_plan(hana, plan)


def test_a_plan_without_a_first_hour_or_a_number_is_never_in_force(be, now):
    with be("dele") as dele:
        key = actions.write_plan(dele, person_id=a_child(be, now), first=First("Goes missing."), at=now)
    with be("ruth") as ruth, pytest.raises(Lacking) as lacking:
        actions.authorise(ruth, plan_id=key, at=now)
    assert len(lacking.value.gaps) == 2


def test_a_review_lets_it_stand_for_longer_and_keeps_what_it_was(be, now, plan):
    later = now + timedelta(days=20)
    with be("ruth") as ruth:
        actions.authorise(ruth, plan_id=plan, at=now)
        changed = First(FIRST.why, ("Send a car to the station",), FIRST.ring)
        with pytest.raises(Lacking):
            actions.review_plan(ruth, plan_id=plan, first=changed, what_changed="", at=later)
        actions.review_plan(ruth, plan_id=plan, first=changed, what_changed="Now by train.", at=later)
        shown = queries.trigger_plan(ruth, plan)
        assert (shown.expires_at, shown.first_hour) == (later + timedelta(days=28), ("Send a car to the station",))
        assert shown.reviewed[0]["was"]["first_hour"] == list(FIRST.first_hour)


def test_a_child_has_one_plan(be, now, plan):
    with be("dele") as dele:
        person = queries.trigger_plan(dele, plan).person_id
        with pytest.raises(Lacking):
            actions.write_plan(dele, person_id=person, first=FIRST, at=now)


def test_the_plan_is_read_in_one_question_to_its_table(be, now, plan):
    with be("ines") as ines, CaptureQueriesContext(connection) as asked:
        queries.trigger_plan(ines, plan)
    of_the_room = [q for q in asked.captured_queries if 'FROM "missing_' in q["sql"]]
    assert len(of_the_room) == 1
