"""Whatever a file holds, a reader does not fall over, and every line of it becomes a row or a reject."""

import json
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.exchange.imports import annex_a, cin, csv_plain, fhir, ssda903
from kingfisher.exchange.imports.recognising import content_key, fingerprint
from kingfisher.exchange.imports.refusals import Refused
from kingfisher.exchange.imports.shapes import Caution, Reject

from .samples import CONTACTS, workbook, write

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
CELLS = st.one_of(
    WORDS,
    st.sampled_from(["", "1", "01/02/2020", "31/02/2020", "2020-02-01", "yes", "=1+1", "WBRI", "M", "N1", "9.4E+09"]),
)


def accounted(rows):
    """Lines that gave a row and lines that were rejected; a line is never both."""
    taken, turned_away = set(), set()
    for row in rows:
        if isinstance(row, Reject):
            turned_away.add((row.part, row.line))
        elif not isinstance(row, Caution):
            assert content_key(row)
            assert fingerprint(row)
            taken.add((row.part, row.line))
    assert not taken & turned_away
    return taken | turned_away


def in_a_file(name, text, reader, **more):
    with tempfile.TemporaryDirectory() as folder:
        return list(reader(write(Path(folder) / name, text), **more))


def as_csv(header, rows):
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in [header, *rows]]
    return "\n".join(",".join(row) for row in quoted)


def expected_lines(rows):
    return {line for line, row in enumerate(rows, 2) if any(cell.strip() for cell in row)}


PERSONS = ["person_id", "family_name", "born_on", "sex", "ethnicity", "nhs_number", "phone", "postcode", "disabilities"]
EVENTS = ["person_id", "kind", "happened_on", "happened_time", "ended_on", "event_id", "detail"]
TIES = ["person_id", "relationship", "other_person_id", "other_name", "lives_together", "from_on"]


@quick
@given(st.sampled_from([PERSONS, EVENTS, TIES]).flatmap(
    lambda header: st.tuples(st.just(header), st.lists(st.lists(CELLS, max_size=len(header) + 1), max_size=8))
))  # fmt: skip
def test_every_line_of_a_plain_csv_is_accounted_for(case):
    header, rows = case
    try:
        read = in_a_file("a.csv", as_csv(header, rows), csv_plain.read)
    except Refused:
        return
    assert {line for _, line in accounted(read)} == expected_lines(rows)


@quick
@given(st.sampled_from(["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", "CHILD,DOB,MISSING,MIS_START,MIS_END",
                        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE"]),
       st.lists(st.lists(CELLS, max_size=8), max_size=8))  # fmt: skip
def test_every_line_of_the_looked_after_return_is_accounted_for(header, rows):
    try:
        read = in_a_file("a.csv", as_csv(header.split(","), rows), ssda903.read)
    except Refused:
        return
    assert {line for _, line in accounted(read)} == expected_lines(rows)


@settings(quick, max_examples=25)
@given(st.lists(st.lists(CELLS.filter(str.strip), min_size=1, max_size=7), max_size=6))
def test_every_row_of_an_inspection_list_is_accounted_for(rows):
    with tempfile.TemporaryDirectory() as folder:
        read = list(annex_a.read(workbook(Path(folder) / "a.xlsx", List_1=[CONTACTS, *rows])))
    assert {line for _, line in accounted(read)} == set(range(2, len(rows) + 2))


TAGS = st.sampled_from([
    "ChildIdentifiers", "LAchildID", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex", "UPN", "CINdetails",
    "CINreferralDate",
    "Assessments", "AssessmentActualStartDate", "Section47", "S47ActualStartDate", "ChildProtectionPlans",
    "CPPstartDate",
    "PreProceedingsandFGDM", "PPStartDate", "Disabilities", "Disability", "Ethnicity", "odd",
])  # fmt: skip
XML = st.recursive(
    CELLS.map(escape),
    lambda inner: st.lists(st.tuples(TAGS, inner), max_size=5).map(
        lambda parts: "".join(f"<{tag}>{words}</{tag}>" for tag, words in parts)
    ),
    max_leaves=25,
)


@quick
@given(st.lists(XML, min_size=1, max_size=4))
def test_every_child_of_the_census_is_accounted_for(children):
    body = "".join(f"\n<Child>{words}</Child>" for words in children)
    read = in_a_file("a.xml", f"<Message><Children>{body}</Children></Message>", cin.read)
    lines = {row.line for row in read if row.part == "Child" and not isinstance(row, Caution)}
    assert lines >= set(range(2, len(children) + 2))


FHIR_NAMES = st.sampled_from([
    "id", "identifier", "system", "value", "name", "family", "given", "birthDate", "address", "line", "period", "start",
    "telecom", "contact", "extension", "url", "generalPractitioner", "meta", "security", "code", "deceasedDateTime",
    "text",
])  # fmt: skip
FHIR = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), CELLS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(FHIR_NAMES, inner, max_size=4)),
    max_leaves=20,
)


@quick
@given(st.lists(st.dictionaries(FHIR_NAMES, FHIR, max_size=6), max_size=4))
def test_every_entry_of_a_bundle_is_accounted_for(resources):
    entries = ",\n".join(json.dumps({"resource": {"resourceType": "Patient"} | one}) for one in resources)
    text = '{"resourceType": "Bundle", "entry": [\n' + entries + "]}"
    try:
        read = in_a_file("a.json", text, fhir.read)
    except Refused:
        assert not resources
        return
    assert {line for _, line in accounted(read)} == set(range(2, len(resources) + 2))


@quick
@given(st.sampled_from([csv_plain.read, cin.read, fhir.read, ssda903.read, annex_a.read]), st.binary(max_size=300))
def test_bytes_of_any_sort_are_refused_or_read_and_never_fall_over(reader, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(content)
        try:
            list(reader(path))
        except Refused as refused:
            assert refused.sentence


@quick
@given(st.integers(0, 2000), st.integers(0, 255), st.sampled_from(["xml", "json", "csv"]))
def test_a_byte_gone_wrong_anywhere_never_fells_a_reader(position, byte, kind):
    whole = {
        "xml": "<Message><Children>"
        + "<Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2010-01-01</PersonBirthDate>"
        "</ChildIdentifiers></Child>" * 5 + "</Children></Message>",
        "json": json.dumps(
            {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "1"}}] * 5}
        ),
        "csv": "person_id,family_name\n" + "1,Ash\n" * 9,
    }[kind]
    content = bytearray(whole.encode())
    content[position % len(content)] = byte
    reader = {"xml": cin.read, "json": fhir.read, "csv": csv_plain.read}[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(bytes(content))
        try:
            list(reader(path))
        except Refused as refused:
            assert refused.sentence
