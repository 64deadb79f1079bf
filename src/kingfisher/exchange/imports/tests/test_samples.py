"""What the real sample files give: rows in, rejects and why. Nobody here wrote those files."""

from collections import Counter

import pytest

from kingfisher.exchange.imports import annex_a, cin, fhir, sources, ssda903
from kingfisher.exchange.imports.recognising import content_key, fingerprint
from kingfisher.exchange.imports.shapes import ADOPTION, EventSaid, WorkerSaid

from .samples import cautions, needs_samples, people, rejects, said, sample

pytestmark = needs_samples


def test_an_inspection_workbook_gives_children_events_and_workers_from_its_lists():
    rows = list(annex_a.read(sample("annex_a/Annex_A.xlsx")))
    assert len(people(rows)) == 48
    kinds = Counter(row.kind for row in rows if isinstance(row, EventSaid))
    assert kinds["contact"] == 5
    assert kinds["referral"] == 6
    assert kinds["child_protection_plan"] == 7
    assert kinds["care_leaver"] == 6
    assert any(isinstance(row, WorkerSaid) and row.worker == "Dustin Hazlett" for row in rows)
    assert {row.reason for row in cautions(rows)} == {
        "no date of birth is given",
        "not a code we know; kept as it was said",
    }


def test_rows_made_of_formulas_and_adults_applying_to_adopt_are_the_only_ones_turned_away():
    rows = list(annex_a.read(sample("annex_a/Annex_A.xlsx")))
    why = Counter((row.part, row.reason.split(".")[0]) for row in rejects(rows))
    assert why == {
        ("List 10", "this cell holds a formula, not a value"): 5,
        ("List 11", "not held: this list is about adults who apply to adopt"): 5,
    }
    assert not [row for row in people(rows) if row.folder_category == ADOPTION]


@pytest.mark.parametrize(("name", "children", "events"), [
    ("cin/cin-2022.xml", 1, 9),
    ("cin/CIN_Census_2024.xml", 2, 12),
    ("cin/CIN_Census_2026.xml", 2, 18),
])  # fmt: skip
def test_the_census_of_each_year_is_read_whole(name, children, events):
    rows = list(cin.read(sample(name)))
    assert len(people(rows)) == children
    assert len([row for row in rows if isinstance(row, EventSaid)]) == events
    assert rejects(rows) == []


def test_deliberate_faults_of_the_census_are_kept_as_said_and_flagged():
    rows = list(cin.read(sample("cin/CIN_Census_2026.xml")))
    flagged = {(row.field, row.value) for row in cautions(rows)}
    assert ("UPN", "A123456789123") in flagged  # wrong check letter
    assert ("AssessmentAuthorisationDate", "2020-09-19") in flagged  # finished before it began
    assert ("AssessmentFactors", "RB") in flagged  # no such factor
    assert people(rows)[0].identifiers[0].value == "A123456789123"


def test_pre_proceedings_of_the_latest_census_become_dated_entries():
    rows = list(cin.read(sample("cin/CIN_Census_2026.xml")))
    told = [(str(row.happened_on), row.title) for row in said(rows, "pre_proceedings")]
    assert told[0] == ("2026-09-09", "Pre-proceedings began")
    assert ("2026-12-18", "Application made to court") in told


def test_the_looked_after_return_is_read_from_its_folder_with_every_line_accounted_for():
    rows = list(ssda903.read(sample("s903")))
    assert len(people(rows)) == 2675
    assert rejects(rows) == []
    assert len(list(said(rows, "missing_episode"))) == 43
    lines = {row.line for row in rows if row.part == "episodes.csv"}
    assert lines == set(range(2, 5052))


def test_a_file_of_the_return_read_alone_only_names_its_children_in_passing():
    rows = list(ssda903.read(sample("s903/missing.csv")))
    assert all(person.passing for person in people(rows))
    assert len(people(rows)) == 39


@pytest.mark.parametrize(("name", "number", "family"), [
    ("fhir/UKCore-Patient-RichardSmith-Example.xml", "9912003888", "SMITH"),
    ("pds/patient_9000000009.json", "9000000009", "Smith"),
    ("pds/patient_9000000025.json", "9000000025", "Smythe"),
    ("pds/patient_9693632109.json", "9693632109", "GARTON"),
    ("pds/patient_9732110317.json", "9732110317", "Sanderson"),
])  # fmt: skip
def test_a_patient_keeps_number_standing_and_name(name, number, family):
    rows = list(fhir.read(sample(name)))
    person = people(rows)[0]
    assert (person.identifiers[0].value, person.identifiers[0].status) == (number, "verified")
    assert person.identifiers[0].well_formed
    assert person.names[0].family == family


def test_a_verified_number_that_fails_its_check_digit_is_kept_and_flagged():
    rows = list(fhir.read(sample("fhir/UKCore-Patient-BabyPatient-Example.xml")))
    assert people(rows)[0].identifiers[0].well_formed is False
    assert [row.field for row in cautions(rows)] == ["identifier"]


def test_a_restricted_patient_is_protected_even_without_an_address():
    (person,) = people(list(fhir.read(sample("pds/patient_9000000025.json"))))
    assert person.protected


@pytest.mark.parametrize(("source", "name"), [
    ("annex-a", "annex_a/Annex_A.xlsx"),
    ("cin", "cin/CIN_Census_2026.xml"),
    ("ssda903", "s903"),
    ("fhir", "pds/patient_9000000009.json"),
])  # fmt: skip
def test_the_same_file_read_twice_says_the_same_under_the_same_keys(source, name):
    once, again = (
        {content_key(row): fingerprint(row) for row in sources.read(source, sample(name)) if not hasattr(row, "reason")}
        for _ in range(2)
    )
    assert once == again
