"""Finding a child across agencies: who turns up, for whom, and with which reasons."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.people import actions, queries
from kingfisher.people.rules import AddressSaid, IdentifierSaid, Said

CHLOE_BORN = date(2012, 3, 4)


def known(actor, now, category="general", **said):
    folder = access.open_folder(actor, kind="person", category=category, at=now)
    said = Said(**({"born_on": CHLOE_BORN, "sex": "F"} | said))
    return actions.state_person(actor, folder_id=folder, said=said, at=now)


@pytest.fixture
def chloe(be, now):
    """Known to police, health and school under three names, and to the front door as a teacher said it."""
    found = {}
    with be("tom") as tom:
        found["police"] = known(tom, now, given_name="Chloe", family_name="Smyth-Okafor",
                                addresses=(AddressSaid("14 Mill Road", "Saltmere", "ZZ1 2AB"),))  # fmt: skip
        found["intelligence"] = known(tom, now, "intelligence", given_name="Chloe", family_name="Okafor")
        found["crime"] = known(tom, now, "crime_and_safety", given_name="Chloe", family_name="Smyth-Okafor")
    with be("asha") as asha:
        found["health"] = known(asha, now, given_name="Cloe", family_name="Okafor",
                                identifiers=(IdentifierSaid("nhs_number", "9000000009", True),))  # fmt: skip
    with be("priya") as priya:
        folder = access.open_folder(priya, kind="person", category="front_door", at=now)
        said = Said(given_name="Chloe", family_name="Smyth Okafor", born_on=CHLOE_BORN,
                    addresses=(AddressSaid("14 Mill Rd", "Saltmere", "ZZ1 2AB"),))  # fmt: skip
        found["mention"] = actions.state_person(priya, folder_id=folder, said=said, origin="mention", at=now)
    return found


def test_a_child_under_three_spellings_is_likely_the_same_and_says_why(chloe, be):
    with be("priya") as priya:
        matches = {m.person_id: m for m in queries.likely_matches(priya, chloe["mention"])}
    assert matches[chloe["police"]].probability > 0.9
    assert chloe["health"] in matches
    assert any("Birth date" in reason for reason in matches[chloe["health"]].reasons)


def test_a_record_known_only_to_exist_shows_whose_it_is_and_nothing_it_says(chloe, be):
    with be("priya") as priya:
        match = next(m for m in queries.likely_matches(priya, chloe["mention"]) if m.person_id == chloe["crime"])
    assert match.level == 1
    assert match.statement is None


def test_intelligence_never_turns_up_for_another_agency(chloe, be):
    with be("priya") as priya:
        matches = queries.likely_matches(priya, chloe["mention"], at_most=100)
        hits = queries.search(priya, "Chloe Okafor")
    assert chloe["intelligence"] not in {m.person_id for m in matches} | {h.person_id for h in hits}


def test_a_worker_no_agreement_covers_finds_nobody_and_is_not_told_so(chloe, be):
    with be("hana") as hana:
        assert queries.search(hana, "Chloe Okafor") == []
        assert queries.search(hana, "Nobody Atall") == []


@pytest.mark.parametrize(
    "words", ["chloe smyth-okafor", "OKAFOR Chloe", "Okafor 4/3/2012", "900 000 0009", "smyth ZZ1 2AB"]
)
def test_one_box_finds_her_however_it_is_typed(words, chloe, be):
    with be("priya") as priya:
        found = {h.person_id for h in queries.search(priya, words)}
    assert found & {chloe["police"], chloe["health"], chloe["mention"]}


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [("محمد", "الرشيد", "Mohammed Al Rashid"), ("小龍", "李", "Xiao Long Li"), ("Юлія", "Шевченко", "Yulia Shevchenko"),
     ("Mohammed", "Yusuf", "محمد يوسف"), ("Gurpreet", "Sandhu", "ਗੁਰਪ੍ਰੀਤ")],
)  # fmt: skip
def test_a_name_in_another_alphabet_is_found_in_ours_and_ours_in_another(given, family, typed, be, now):
    with be("asha") as asha:
        key = known(asha, now, given_name=given, family_name=family)
        assert key in {hit.person_id for hit in queries.search(asha, typed)}


def test_linking_opens_nothing_and_unlinking_restores_what_was(chloe, be, now):
    with be("priya") as priya:
        before = queries.cluster_of(priya, chloe["mention"])
        match = next(m for m in queries.likely_matches(priya, chloe["mention"]) if m.person_id == chloe["crime"])
        mine = queries.statement(priya, chloe["mention"])
        made = actions.judge(
            priya, left_id=mine.id, left_folder_id=mine.folder_id, right_id=match.person_id,
            right_folder_id=match.folder_id, answer="same", why="Same name, birth date and street.", at=now,
        )  # fmt: skip
        linked = {m.person_id: m for m in queries.cluster_of(priya, chloe["mention"])}
        assert linked[chloe["crime"]].level == 1
        assert linked[chloe["crime"]].statement is None
        actions.withdraw_judgement(priya, judgement_id=made, why="Wrong child.", at=now)
        assert queries.cluster_of(priya, chloe["mention"]) == before


def test_a_chain_of_links_never_joins_two_judged_to_be_different(chloe, be, now):
    with be("priya") as priya:
        ids = {n: queries.statement(priya, chloe[n]) for n in ("mention", "police", "health")}
        for left, right, answer in (("mention", "police", "same"), ("police", "health", "same"),
                                    ("mention", "health", "different")):  # fmt: skip
            actions.judge(
                priya, left_id=ids[left].id, left_folder_id=ids[left].folder_id, right_id=ids[right].id,
                right_folder_id=ids[right].folder_id, answer=answer, why="as told by the agency", at=now,
            )  # fmt: skip
        assert queries.cluster_ids(priya, chloe["mention"]) == {chloe["mention"], chloe["police"]}


def test_many_people_are_told_apart_in_one_question_as_each_would_be_alone(chloe, be, now):
    with be("priya") as priya:
        ids = {n: queries.statement(priya, chloe[n]) for n in ("mention", "police", "health")}
        for left, right, answer in (("mention", "police", "same"), ("police", "health", "same"),
                                    ("mention", "health", "kept_apart")):  # fmt: skip
            actions.judge(
                priya, left_id=ids[left].id, left_folder_id=ids[left].folder_id, right_id=ids[right].id,
                right_folder_id=ids[right].folder_id, answer=answer, why="as told by the agency", at=now,
            )  # fmt: skip
        asked = [one.id for one in ids.values()]
        assert queries.clusters(priya, asked) == {key: queries.cluster_ids(priya, key) for key in asked}
        assert queries.clusters_of(priya, asked) == {key: queries.cluster_of(priya, key) for key in asked}
        assert queries.clusters(priya, asked)[chloe["police"]] == set(asked)


@pytest.mark.parametrize(
    ("given", "linked"),
    [("Chloe", 1), ("Cloe", 1), ("Zara", 0)],
    ids=["same name", "another spelling", "a twin's number on her record"],
)
def test_a_machine_links_only_what_is_decisive(given, linked, be, now):
    number = (IdentifierSaid("nhs_number", "9000000017", True),)
    with be("tom") as tom:
        known(tom, now, given_name="Chloe", family_name="Okafor", identifiers=number)
    with be("asha") as asha:
        known(asha, now, given_name=given, family_name="Okafor", identifiers=number)
    with be("matching") as service:
        assert actions.link_decisive(service, at=now) == linked


def test_a_newer_statement_keeps_the_older_one(chloe, be, now):
    with be("tom") as tom:
        said = Said(given_name="Chloe", family_name="Okafor", born_on=CHLOE_BORN)
        assert actions.restate(tom, person_id=chloe["police"], said=said, source="file 2", at=now) == 2
        assert actions.restate(tom, person_id=chloe["police"], said=said, source="file 2", at=now) == 2
        assert [v[0] for v in queries.versions_of(tom, chloe["police"])] == [1, 2]
