"""The county hangs together: the same every time, references lead somewhere, every word is fit to read."""

import re
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from demo import filing
from demo.cast import cast_list, personas
from demo.families import people_of
from demo.place import HERE, HUB, agreements, organisations, placed, schools, teams, workers
from demo.waiting import STATES
from demo.world import World

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BLAMING = re.compile(
    r"prostitut|promiscu|lifestyle choice|ma(d|k)e (her|him)self vulnerable|abscond"
    r"|put(s|ting)? (her|him)self at risk"
    r"|plac(ing|ed|es) (her|him)self|streetwise|attention.seeking|hard to reach"
    r"|failed to attend|did not attend"
    r"|sexually active|child porn|refus\w+ to engage|troubled famil|rent boy|toxic"
    r"|manipulative|known to services",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def world():
    return World(1, "town", NOW)


@pytest.fixture(scope="module")
def families(world):
    return list(world.families())


def test_the_same_seed_tells_the_same_county(world, families):
    again = World(1, "town", NOW)
    assert list(again.families()) == families
    assert (again.stories, again.contacts) == (world.stories, world.contacts)


def test_another_seed_tells_another_county(families):
    other = [family.people for family in islice(World(2, "town", NOW).families(), 20)]
    assert other != [family.people for family in families[:20]]


def test_a_family_is_the_same_in_a_town_as_in_a_county(world):
    town = [f.households[0].people[0].first for f in islice(people_of(1, world.on, at_least=3000), 300)]
    county = [f.households[0].people[0].first for f in islice(people_of(1, world.on, children=143_000), 300)]
    assert town == county


def test_a_town_is_three_thousand_people_held_by_four_agencies(world, families):
    assert 2_900 <= sum(len(f.people) for f in people_of(1, world.on, at_least=3000)) <= 3_100
    holders = {code for family in families for person in family.people for code in person.statements}
    assert holders == {"police", "council", "health", "schools"}


def test_a_child_social_care_knows_has_about_ten_entries_and_another_one_or_two(families):
    known, others = [], []
    for family in families:
        for person in family.people:
            if person.truth.kind == "child":
                count = sum(entry.about == person.key for entry in family.entries)
                (known if "council" in person.statements else others).append(count)
    assert 8 <= sum(known) / len(known) <= 12
    assert max(others) <= 2 and 1 <= sum(others) / len(others) <= 2


def test_organisations_and_workers_resolve(world):
    codes = [body.code for body in organisations()]
    assert len(codes) == len(set(codes)) and {"council", "police", "health", "schools"} <= set(codes)
    assert all(body.within in codes for body in organisations() if body.within)
    assert len(schools()) == 30 and 78 <= len(workers()) <= 95
    assert len({worker.username for worker in workers()}) == len(workers())
    assert all(place.organisation in (*codes, HUB) for worker in workers() for place in worker.placements)
    assert sum(place.team in ("front_door", "kingfisher") for w in workers() for place in w.placements) in range(18, 24)


def test_every_agreement_is_between_organisations_and_teams_that_are_there():
    codes = {body.code for body in organisations()} | {team.code for team in teams()} | {HUB}
    for agreement in agreements():
        assert agreement.openings, agreement.ref
        for opening in agreement.openings:
            assert {opening.holder, opening.to} <= codes and opening.level in ("exists", "summary", "full")
            assert opening.category in filing.CATEGORIES, opening


def test_every_reference_in_a_story_leads_to_somebody(world):
    codes = {body.code for body in organisations()}
    for story in world.stories:
        people = {person.key: person for person in story.people}
        assert {tie.one for tie in story.ties} | {tie.other for tie in story.ties} <= set(people)
        assert {tie.said_by for tie in story.ties} <= codes
        for person in story.people:
            assert set(person.statements) <= codes and set(person.closed_to) <= set(placed())
        for entry in story.entries:
            assert entry.organisation in people[entry.about].statements, entry
            assert placed()[entry.author][2] == entry.organisation


def test_generated_entries_and_ties_belong_to_an_organisation_that_holds_the_person(families):
    for family in families:
        people = {person.key: person for person in family.people}
        assert all(entry.organisation in people[entry.about].statements for entry in family.entries)
        for tie in family.ties:
            assert tie.said_by in people[tie.one].statements and tie.said_by in people[tie.other].statements


def test_every_contact_can_be_played_in_order(world, families):
    people = {p.key for f in families for p in f.people} | {p.key for s in world.stories for p in s.people}
    codes = {body.code for body in organisations()}
    assert len({contact.key for contact in world.contacts}) == len(world.contacts) >= 40
    for contact in world.contacts:
        moments = [contact.received.at(NOW), *(step.when.at(NOW) for step in contact.steps)]
        assert moments == sorted(moments) or {s.kind for s in contact.steps} >= {"asked", "answered"}, contact.key
        assert max(moments) <= NOW, contact.key
        assert {said.person for said in contact.said_of if said.person} <= people
        assert contact.family_knows or contact.why_not, contact.key
        asked: set[str] = set()
        for step in contact.steps:
            assert step.by in placed(), step
            if step.kind == "asked":
                assert step.organisation in codes and step.questions and step.basis
                asked.add(step.organisation)
            elif step.kind == "answered":
                assert step.organisation in asked and placed()[step.by][2] == step.organisation, contact.key
            elif step.kind == "linked":
                assert step.person in people
            elif step.kind in ("proposed", "advised", "routed"):
                assert step.outcome


def test_the_queue_shows_every_state_repeat_contacts_and_overdue_checks(world):
    kinds = {step.kind for contact in world.contacts for step in contact.steps}
    assert {"rated", "rerated", "linked", "asked", "answered", "proposed", "signed_off", "returned",
            "fed_back", "closed", "advised", "routed"} <= kinds  # fmt: skip
    assert any(not contact.steps for contact in world.contacts)
    ratings = {step.rag for contact in world.contacts for step in contact.steps if step.rag}
    assert ratings == {"red", "amber", "green"}
    about = [said.person for contact in world.contacts for said in contact.said_of if said.person]
    assert max(about.count(person) for person in about) >= 3
    waiting = [c for c in world.contacts if c.steps and c.steps[-1].kind == "proposed"]
    assert len(waiting) >= 4 and "overdue" in STATES


def test_nothing_known_happens_in_the_future_or_before_it_happened(world, families):
    entries = [e for s in world.stories for e in s.entries] + [e for f in families for e in f.entries]
    for entry in entries:
        assert entry.happened.at(NOW) <= entry.known.at(NOW) <= NOW + timedelta(hours=8), entry


def test_no_word_blames_a_child():
    for path in [*HERE.rglob("*.toml"), HERE / "cast.md"]:
        assert not BLAMING.search(path.read_text(encoding="utf-8")), path


def test_hard_stories_carry_a_content_warning(world):
    hard = [entry for story in world.stories if not story.warning for entry in story.entries if entry.warning]
    assert hard == []


def test_the_written_cast_is_up_to_date():
    assert (HERE / "cast.md").read_text(encoding="utf-8") == cast_list()


def test_a_sealed_child_is_not_named_in_the_cast(world):
    sealed = {p.called for s in world.stories for p in s.people if p.sealed}
    assert len(personas()) == len(workers())
    assert not any(name in cast_list() for name in sealed)
