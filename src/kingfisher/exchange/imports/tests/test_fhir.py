"""FHIR patients: one, a Bundle, a list, one on each line; JSON or XML; and what is flagged or turned away."""

import json
from datetime import date

import pytest

from kingfisher.exchange.imports import fhir
from kingfisher.exchange.imports.shapes import TieSaid, WorkerSaid

from .samples import cautions, people, rejects, write

NHS = "https://fhir.nhs.uk/Id/nhs-number"


def patient(number="9000000009", **more):
    return {
        "resourceType": "Patient",
        "id": number,
        "identifier": [{"system": NHS, "value": number}],
        "name": [{"use": "usual", "family": "Ash", "given": ["Rowan", "Lee"]}],
        "birthDate": "2010-10-22",
    } | more


def read(tmp_path, *resources, shape="bundle"):
    told = {
        "bundle": lambda: json.dumps(
            {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources], "type": "collection"},
            indent=1,
        ),
        "list": lambda: json.dumps(list(resources)),
        "lines": lambda: "\n".join(json.dumps(one) for one in resources),
    }[shape]()
    return list(fhir.read(write(tmp_path / "p.json", told)))


@pytest.mark.parametrize("shape", ["bundle", "list", "lines"])
def test_patients_are_found_in_every_shape_of_file(tmp_path, shape):
    rows = read(tmp_path, patient(), patient("9000000025"), shape=shape)
    assert [person.local_id for person in people(rows)] == ["9000000009", "9000000025"]


def test_json_and_xml_say_the_same(tmp_path):
    xml = f"""<Patient xmlns="http://hl7.org/fhir"><id value="9000000009"/>
      <identifier><system value="{NHS}"/><value value="9000000009"/></identifier>
      <name><use value="usual"/><family value="Ash"/><given value="Rowan"/><given value="Lee"/></name>
      <birthDate value="2010-10-22"/></Patient>"""
    (from_xml,) = people(list(fhir.read(write(tmp_path / "p.xml", xml))))
    (from_json,) = people(read(tmp_path, patient()))
    for field in ("local_id", "names", "born_on", "identifiers"):
        assert getattr(from_xml, field) == getattr(from_json, field)


@pytest.mark.parametrize("code", ["R", "V"])
def test_a_restricted_record_protects_every_address(tmp_path, code):
    address = [{"line": ["1 Low Road"], "postalCode": "ZZ1 2AB"}]
    rows = read(tmp_path, patient(address=address, meta={"security": [{"code": code}]}))
    (person,) = people(rows)
    assert person.protected
    assert person.addresses[0].protected
    assert person.addresses[0].postcode == "ZZ1 2AB"


def test_contacts_gp_twins_and_death_are_kept(tmp_path):
    rows = read(tmp_path, patient(
        contact=[{"relationship": [{"text": "Mother"}], "name": {"text": "Fern Ash"}}],
        generalPractitioner=[{"identifier": {"value": "Y12345"}}],
        multipleBirthInteger=2,
        deceasedDateTime="2024-01-02T03:04:05+00:00",
    ))  # fmt: skip
    (person,) = people(rows)
    assert (person.gp.code, person.further["multiple_birth"], person.died_on) == ("Y12345", "2", date(2024, 1, 2))
    assert [(tie.relationship, tie.other_name) for tie in rows if isinstance(tie, TieSaid)] == [("mother", "Fern Ash")]
    assert [worker.team for worker in rows if isinstance(worker, WorkerSaid)] == ["GP practice Y12345"]


@pytest.mark.parametrize(("said", "born_on", "estimated"), [
    ("2010-10-22", date(2010, 10, 22), False), ("2010-10", date(2010, 10, 1), True), ("2010", date(2010, 1, 1), True),
])  # fmt: skip
def test_a_partial_birth_date_is_an_estimate(tmp_path, said, born_on, estimated):
    (person,) = people(read(tmp_path, patient(birthDate=said)))
    assert (person.born_on, person.born_estimated) == (born_on, estimated)


def test_a_wrong_number_is_flagged_and_an_unreadable_birth_date_rejected(tmp_path):
    rows = read(tmp_path, patient("9000000008"), patient(birthDate="22/10"), {"resourceType": "Patient"})
    assert [person.local_id for person in people(rows)] == ["9000000008"]
    assert "check digit" in cautions(rows)[0].reason
    assert [row.field for row in rejects(rows)] == ["birthDate", "id"]


def test_only_patients_are_held(tmp_path):
    rows = read(tmp_path, patient(), {"resourceType": "Observation", "id": "1"})
    assert [(row.part, row.value) for row in rejects(rows)] == [("Observation", "Observation")]


def test_a_bundle_cut_short_gives_what_came_before_the_cut(tmp_path):
    whole = json.dumps({"resourceType": "Bundle", "entry": [{"resource": patient()}, {"resource": patient("1")}]})
    rows = list(fhir.read(write(tmp_path / "p.json", whole[:-40])))
    assert len(people(rows)) == 1
    assert "breaks off" in rejects(rows)[0].reason
