"""The plain CSV: persons, events and relationships under anybody's headings, bad lines kept with their reason."""

from datetime import date
from pathlib import Path

import pytest

from kingfisher.exchange.imports import csv_plain
from kingfisher.exchange.imports.recognising import content_key, fingerprint
from kingfisher.exchange.imports.refusals import ColumnsMissing
from kingfisher.exchange.imports.shapes import EventSaid, Identifier, TieSaid, WorkerSaid

from .samples import TOP, cautions, people, rejects, write

POLICE = """Nominal ID,Surname,Forename,DOB,Gender,Self Defined Ethnicity,PNC,Address,Post Code,Mobile,Officer,Team
N1,Ash,Rowan Lee,03/04/2010,F,W1,79/163001B,"1 Low Road, Saltmere",zz1 2ab,07700 900123,PC Fell,Missing persons
N2,Birch,Kit,31/02/2010,M,W1,,,,,,
,Cob,Sam,03/04/2010,M,W1,,,,,,
N4,Dell,Jo,unknown,M,ZZZ,79/163001C,,nowhere,12,,
N1,Ash,Rowan,03/04/2010,F,W1,,,,,,
N6,,,,,,,,,,,
"""


@pytest.fixture
def police(tmp_path):
    return list(csv_plain.read(write(tmp_path / "nominals.csv", POLICE)))


def test_a_police_extract_is_understood_under_its_own_headings(police):
    person = people(police)[0]
    assert person.local_id == "N1"
    assert person.names[0][:3] == ("Rowan", "Lee", "Ash")
    assert person.born_on == date(2010, 4, 3)  # day first
    assert person.ethnicity[:2] == ("ons18", "W1")
    assert person.identifiers == (Identifier("pnc_id", "1979/0163001B", "", True),)
    assert person.addresses[0].lines == ("1 Low Road", "Saltmere")
    assert person.addresses[0].postcode == "ZZ1 2AB"
    assert person.phones[0].number == "+447700900123"
    assert person.said["DOB"] == "03/04/2010"


def test_the_officer_who_knows_the_child_is_kept_as_a_worker(police):
    (worker,) = [row for row in police if isinstance(row, WorkerSaid)]
    assert (worker.person_local_id, worker.worker, worker.team) == ("N1", "PC Fell", "Missing persons")


def test_bad_lines_are_kept_with_number_value_and_reason_and_the_rest_goes_in(police):
    told = {(row.line, row.field, row.value) for row in rejects(police)}
    assert told == {
        (3, "DOB", "31/02/2010"),
        (4, "Nominal ID", ""),
        (6, "Nominal ID", "N1"),
        (7, "Nominal ID", "N6"),
    }
    assert [person.local_id for person in people(police)] == ["N1", "N4"]


def test_what_looks_wrong_but_may_be_true_is_let_in_and_flagged(police):
    told = {row.field for row in cautions(police) if row.line == 5}
    assert told == {"Self Defined Ethnicity", "PNC", "Post Code", "Mobile"}
    assert people(police)[1].identifiers[0].well_formed is False


def test_an_order_of_columns_of_their_own_changes_nothing(tmp_path):
    lines = [line.split(",") for line in ("person_id,family_name,born_on", "7,Ash,2010-04-03")]
    one = csv_plain.read(write(tmp_path / "a.csv", "\n".join(",".join(cells) for cells in lines)))
    two = csv_plain.read(write(tmp_path / "b.csv", "\n".join(",".join(cells[::-1]) for cells in lines)))
    assert [fingerprint(row) for row in one] == [fingerprint(row) for row in two]


def test_a_changed_cell_is_the_same_person_and_a_changed_statement(tmp_path):
    before, after = (
        next(csv_plain.read(write(tmp_path / "a.csv", f"person_id,family_name,phone\n7,Ash,{number}\n")))
        for number in ("07700 900001", "07700 900002")
    )
    assert content_key(before) == content_key(after)
    assert fingerprint(before) != fingerprint(after)


def test_events_become_dated_entries_and_are_recognised_by_the_senders_own_number(tmp_path):
    text = (
        "incident number,nominal id,type,date,time,summary,offence code\n"
        "43/1,N1,Missing,01/06/2026,22:15,Reported missing by her carer,\n"
        "43/2,N1,stop and search,2026-06-02,,,\n"
        "43/3,N1,Fireworks,02/06/2026,,,\n"
        "43/4,N1,Missing,June,,,\n"
    )
    rows = list(csv_plain.read(write(tmp_path / "e.csv", text)))
    first, second, third = (row for row in rows if isinstance(row, EventSaid))
    assert (first.kind, first.reference, first.title) == (
        "missing_episode",
        "id:43/1",
        "Reported missing by her carer",
    )
    assert first.happened_at.isoformat() == "2026-06-01T22:15:00+01:00"
    assert (second.kind, second.happened_on, second.title) == (
        "stop_search", date(2026, 6, 2), "Stopped and searched",
    )  # fmt: skip
    assert (third.kind, third.title) == ("other", "Fireworks")
    assert [(row.line, row.value) for row in rejects(rows)] == [(5, "June")]


def test_two_events_alike_without_a_number_stay_two(tmp_path):
    text = "person_id,kind,happened_on\n1,visit,2026-06-01\n1,visit,2026-06-01\n"
    rows = list(csv_plain.read(write(tmp_path / "e.csv", text)))
    assert len({content_key(row) for row in rows}) == 2


def test_relationships_name_the_other_by_number_or_by_name(tmp_path):
    text = (
        "person_id,relationship,other_person_id,other_name,lives_together,parental_responsibility\n"
        "1,Mother,2,,yes,y\n1,uncle,,Lee Ash,no,\n1,friend,,,,\n1,sister,1,,,\n"
    )
    rows = list(csv_plain.read(write(tmp_path / "r.csv", text)))
    mother, uncle = (row for row in rows if isinstance(row, TieSaid))
    assert (mother.relationship, mother.other_local_id, mother.parental_responsibility) == ("mother", "2", True)
    assert (uncle.other_name, uncle.lives_together, uncle.parental_responsibility) == ("Lee Ash", False, None)
    assert [row.line for row in rejects(rows)] == [4, 5]


def test_a_mapping_says_whose_column_is_whose_and_nothing_else_is_guessed(tmp_path):
    path = write(tmp_path / "a.csv", "Ref;Nom;Geboren;Phone\n1;Ash;2010-04-03;07700 900001\n")
    (person,) = csv_plain.read(path, mapping={"Ref": "person_id", "Nom": "family_name", "Geboren": "born_on"})
    assert (person.names[0].family, person.born_on, person.phones) == ("Ash", date(2010, 4, 3), ())


@pytest.mark.parametrize("mapping", [
    {"Ref": "person_id"},
    {"Ref": "person_id", "Nom": "hat_size"},
    {"Ref": "happened_on", "Nom": "lives_together"},
])  # fmt: skip
def test_a_mapping_that_cannot_say_whom_a_row_is_about_is_refused(tmp_path, mapping):
    path = write(tmp_path / "a.csv", "Ref,Nom\n1,Ash\n")
    with pytest.raises(ColumnsMissing):
        csv_plain.read(path, mapping=mapping)


def test_headings_are_guessed_for_the_person_who_maps_them():
    guess = csv_plain.guess_mapping(["Pupil ID", "Legal Surname", "Legal Forename", "D.O.B.", "UPN", "Hat size"])
    assert guess == {
        "Pupil ID": "person_id",
        "Legal Surname": "family_name",
        "Legal Forename": "given_names",
        "D.O.B.": "born_on",
        "UPN": "upn",
    }


def test_a_preview_shows_the_first_rows_as_they_stand(tmp_path):
    header, rows = csv_plain.preview(write(tmp_path / "a.csv", POLICE), rows=2)
    assert header[0] == "Nominal ID"
    assert [row[0] for row in rows] == ["N1", "N2"]


def test_a_number_a_spreadsheet_has_shortened_is_never_kept_as_a_number(tmp_path):
    text = "person_id,family_name,nhs_number\n9.43E+09,Ash,\n2,Birch,9.43E+09\n"
    rows = list(csv_plain.read(write(tmp_path / "a.csv", text)))
    assert [row.line for row in rejects(rows)] == [2]
    assert people(rows)[0].identifiers == ()


def test_a_line_whose_quotation_marks_go_wrong_is_rejected_alone(tmp_path):
    rows = list(csv_plain.read(write(tmp_path / "a.csv", 'person_id,family_name\n1,"As"h\n2,Birch\n')))
    assert [row.line for row in rejects(rows)] == [2]
    assert [person.local_id for person in people(rows)] == ["2"]


def test_the_documented_examples_are_read_without_a_reject(tmp_path):
    guide = (TOP / "docs" / "host" / "import-csv.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in guide.split("```csv\n")[1:]]
    assert len(examples) == 4
    for example in examples:
        rows = list(csv_plain.read(write(Path(tmp_path) / "example.csv", example)))
        assert rows
        assert not [row for row in rows if hasattr(row, "reason")]
