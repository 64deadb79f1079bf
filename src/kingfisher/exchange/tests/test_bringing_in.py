"""Files brought in for an agency: what is made, what is recognised, what becomes a version, what is turned away."""

from functools import partial

import pytest

from kingfisher.access.entry import acting_as
from kingfisher.chronology import queries as chronology
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import ahead, refusals, sources
from kingfisher.people import queries as people

PERSONS = (
    "person_id,given_names,family_name,born_on,sex,nhs_number,postcode,phone,worker,worker_team\n"
    "P1,Rowan,Ash,03/04/2012,F,9000000009,ZZ1 2AB,07700 900123,Jo Fell,Duty team\n"
    "P2,Kit,Birch,05/06/2011,M,,ZZ1 3CD,,,\n"
    ",Nobody,Atall,05/06/2011,M,,,,,\n"
)
EVENTS = (
    "event_id,person_id,kind,happened_on,title,detail\n"
    "1,P1,missing_episode,01/06/2026,Reported missing,Found at the station.\n"
    "2,P1,crime,02/06/2026,Phone stolen,\n"
    "3,P9,crime,02/06/2026,Nobody here,\n"
)
TIES = "person_id,relationship,other_person_id,lives_together\nP1,sibling,P2,yes\n"


def test_persons_are_stated_with_their_worker_and_the_bad_line_is_kept(bring, found, be):
    counts = bring("csv", PERSONS)
    assert (counts["people_new"], counts["workers_new"], counts["rejects"]) == (2, 1, 1)
    (rowan,) = found("P1")
    assert (rowan.said.local_id, rowan.said.phones, rowan.said.addresses[0].postcode) == (
        "P1", ("+447700900123",), "ZZ1 2AB",
    )  # fmt: skip
    assert rowan.said.more["as_written"]["born_on"] == "03/04/2012"
    with be("nadia") as actor:
        (bad,) = queries.remarks(actor, bring.run_id)
        assert (bad.line, bad.field) == (4, "person_id")
        (known,) = people.known_by(actor, {rowan.id})
        assert (known.worker.worker_name, known.worker.team) == ("Jo Fell", "Duty team")


def test_the_same_file_again_changes_nothing(bring, found):
    for text in (PERSONS, EVENTS, TIES):
        bring("csv", text)
    again = [bring("csv", text) for text in (PERSONS, EVENTS, TIES)]
    assert [{k: v for k, v in one.items() if k not in ("rows", "rejects")} for one in again] == [
        {"unchanged": 3}, {"unchanged": 2}, {"unchanged": 1},
    ]  # fmt: skip
    assert found("P1")[0].version == 1


def test_a_changed_row_adds_a_version_and_keeps_the_earlier(bring, found, be):
    bring("csv", PERSONS)
    counts = bring("csv", PERSONS.replace("ZZ1 2AB", "ZZ9 9ZZ"))
    assert (counts["people_changed"], counts["unchanged"]) == (1, 2)
    (rowan,) = found("P1")
    assert (rowan.version, rowan.said.addresses[0].postcode) == (2, "ZZ9 9ZZ")
    with be("nadia") as actor:
        assert [number for number, _, _ in people.versions_of(actor, rowan.id)] == [1, 2]


def test_events_lie_in_the_folder_of_their_sort_and_strangers_are_rejected(bring, found, be):
    bring("csv", PERSONS)
    counts = bring("csv", EVENTS)
    assert (counts["entries_new"], counts["rejects"]) == (2, 1)
    (rowan,) = found("P1")
    with be("nadia") as actor:
        crime, missing = chronology.timeline(actor, [rowan.id])
        assert (missing.kind, missing.title, missing.detail) == ("missing", "Reported missing", "Found at the station.")
        assert len({crime.folder_id, missing.folder_id, rowan.folder_id}) == 3
        (stranger,) = queries.remarks(actor, bring.run_id)
        assert (stranger.line, stranger.value) == (4, "P9")


def test_a_corrected_event_stands_beside_the_first(bring, found, be):
    bring("csv", PERSONS)
    bring("csv", EVENTS)
    counts = bring("csv", EVENTS.replace("Phone stolen", "Phone found again"))
    assert counts["entries_changed"] == 1
    with be("nadia") as actor:
        lines = chronology.timeline(actor, [found("P1")[0].id])
        told = {line.title: line for line in lines}
        assert told["Phone found again"].corrects == told["Phone stolen"].id


def test_ties_name_the_other_where_both_are_known(bring, found, be):
    bring("csv", PERSONS)
    bring("csv", TIES)
    with be("nadia") as actor:
        (tie,) = people.relations_of(actor, {found("P1")[0].id})
        assert (tie.relationship, tie.other_id, tie.lives_together) == ("sibling", found("P2")[0].id, True)


def test_two_sources_of_one_agency_speak_of_one_person_and_neither_takes_back_the_others_words(bring, found):
    bring("csv", PERSONS)
    cin = (
        "<Message><Children><Child><ChildIdentifiers><LAchildID>P1</LAchildID><UPN>A123456789123</UPN>"
        "<PersonBirthDate>2012-04-03</PersonBirthDate></ChildIdentifiers>"
        "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics></Child></Children></Message>"
    )
    assert bring("cin", cin, name="cin.xml")["people_changed"] == 1
    (rowan,) = found("P1")
    assert (rowan.said.phones, rowan.said.ethnicity) == (("+447700900123",), "WBRI")
    bring("cin", cin.replace("<Ethnicity>WBRI</Ethnicity>", ""), name="cin.xml")
    (rowan,) = found("P1")
    assert (rowan.said.phones, rowan.said.ethnicity) == (("+447700900123",), "")


def test_each_agency_keeps_its_own_statement(bring, found, be, now, cast):
    bring("csv", PERSONS)
    with pytest.raises(Exception, match="does not include"):
        bring("csv", PERSONS, who="tom")
    assert bring("csv", PERSONS, who="police_system")["people_new"] == 2
    assert len(found("P1")) == 1
    assert found("P1")[0].organisation_id == cast.organisations["council"]


def test_a_protected_person_is_stated_without_where_they_are(bring, found):
    text = (
        "person_id,given_names,family_name,born_on,address_1,postcode,address_protected,phone\n"
        "P5,Fern,Ash,03/04/1990,1 Low Road,ZZ1 2AB,yes,07700 900123\n"
    )
    bring("csv", text)
    (fern,) = found("P5")
    assert (fern.said.addresses, fern.said.phones) == ((), ())
    assert "ZZ1 2AB" not in str(fern.said.more)


def test_adoption_papers_need_a_clearance_the_data_officer_may_not_have(bring, be):
    text = "person_id,given_names,family_name,born_on,category\nP7,Lee,Ash,03/04/2015,adoption\n"
    counts = bring("csv", text)
    assert counts["rejects"] == 1
    with be("nadia") as actor:
        assert "not cleared" in queries.remarks(actor, bring.run_id)[0].reason


def test_a_file_that_is_not_what_it_claims_is_noted_as_refused(be, now, tmp_path):
    path = tmp_path / "cin.xml"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    with be("nadia") as actor:
        run_id = actions.begin(actor, source="cin", file_name="cin.xml", size=12, at=now)
        with pytest.raises(refusals.WrongType):
            actions.carry_out(
                actor, run_id=run_id, source="cin", path=path, mapping=None, limit=10_000,
                step=partial(acting_as, actor), at=now,
            )  # fmt: skip
        run = queries.run(actor, run_id)
        assert run.state == "refused"
        assert "what is in it does" in run.why


def test_a_dry_run_says_what_would_happen_and_changes_nothing(be, now, tmp_path, found):
    path = tmp_path / "p.csv"
    path.write_text(PERSONS)
    with be("nadia") as actor:
        tally = actions.bring_in(
            actor, run_id=actor.placement_id, source="csv",
            batches=ahead.of_rows(sources.read("csv", path), source="csv", on=now.date()),
            step=partial(acting_as, actor), dry=True, at=now,
        )  # fmt: skip
    assert (tally["people_new"], tally["rejects"]) == (2, 1)
    assert found("P1") == []


def test_another_agency_cannot_see_the_run_or_its_rejects(bring, be):
    bring("csv", PERSONS)
    with be("police_system") as actor:
        assert queries.remarks(actor, bring.run_id) == []
        with pytest.raises(Exception, match="nothing here"):
            queries.run(actor, bring.run_id)
