"""A file that is not what it claims is refused by name, before a single row of it is read."""

import os
import zipfile

import pytest

from kingfisher.exchange.imports import annex_a, cin, csv_plain, fhir, gate, sources, ssda903
from kingfisher.exchange.imports.refusals import (
    AbsurdField,
    BrokenFile,
    ColumnsMissing,
    FileEmpty,
    FileMissing,
    FormulaAttack,
    LockedFile,
    MacroWorkbook,
    NotThisSource,
    OutsideLinks,
    Refused,
    TooBig,
    UnbalancedQuotes,
    WrongEncoding,
    WrongType,
    XmlAttack,
    ZipBomb,
)

from .samples import CONTACTS, cautions, people, workbook, write

LAUGHS = """<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<Message><Children><Child>&b;</Child></Children></Message>"""
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message><Child>&x;</Child></Message>'


def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as big:
        big.truncate(2_000_000_000)
    with pytest.raises(TooBig, match=r"2\.0 GB"):
        csv_plain.read(path)


def test_a_site_may_set_its_own_limit(tmp_path):
    with pytest.raises(TooBig):
        csv_plain.read(write(tmp_path / "a.csv", "person_id,family_name\n1,Ash\n"), limit=10)


@pytest.mark.parametrize("reader", [csv_plain.read, cin.read, fhir.read, ssda903.read, annex_a.read])
def test_an_empty_file_and_no_file_are_told_apart(tmp_path, reader):
    with pytest.raises(FileEmpty):
        reader(write(tmp_path / "empty", ""))
    with pytest.raises(FileMissing):
        reader(tmp_path / "nothing.csv")


@pytest.mark.parametrize(("content", "source", "refusal"), [
    (b"%PDF-1.7\n%\xe2\xe3", "csv", WrongType),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "csv", WrongType),
    (b"MZ\x90\0\3\0\0\0", "csv", WrongType),
    (b"\x7fELF\x02\x01\0\0", "ssda903", WrongType),
    (b"<html><body>list</body></html>", "cin", WrongType),
    (b"<Message/>", "csv", WrongType),
    (b"person_id,family_name\n", "cin", WrongType),
    (b'{"a": 1}', "csv", WrongType),
    (b"<Other/>", "cin", NotThisSource),
    (b"<Patient/>", "fhir", NotThisSource),
    (b'{"resourceType": 5}', "fhir", NotThisSource),
    (b"{", "fhir", NotThisSource),
    (b"a,b,c\n1,2,3\n", "ssda903", NotThisSource),
    (b"a,b,c\n1,2,3\n", "csv", ColumnsMissing),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "annex-a", LockedFile),
    ("person_id,family_name\n1,Ash\n".encode("utf-16"), "csv", WrongEncoding),
    (b"person_id,family_name\n1,\x81\x8d\x8f\n", "csv", WrongEncoding),
    (b"person_id,family_name\n1,Ash\0\n", "csv", WrongType),
    (b"   \n \n", "csv", FileEmpty),
    (b"PK\x03\x04broken", "annex-a", BrokenFile),
    (b"<", "cin", BrokenFile),
])  # fmt: skip
def test_what_is_inside_counts_not_the_name_of_the_file(tmp_path, content, source, refusal):
    path = tmp_path / f"return{sources.source(source).suffixes[0]}"
    path.write_bytes(content)
    with pytest.raises(refusal) as refused:
        sources.read(source, path)
    assert refused.value.sentence.endswith(".")
    assert refused.value.name == refusal.__name__


@pytest.mark.parametrize("attack", [LAUGHS, OUTSIDE, OUTSIDE.replace("Message", "Patient")])
def test_xml_that_declares_entities_is_refused(tmp_path, attack):
    for reader in (cin.read, fhir.read):
        with pytest.raises(XmlAttack):
            reader(write(tmp_path / "attack.xml", attack))


def test_entities_hidden_in_the_narrative_of_a_patient_are_refused(tmp_path):
    div = '{"resourceType":"Patient","id":"1","text":{"div":"<!DOCTYPE x [<!ENTITY y SYSTEM \\"file:///\\">]>"}}'
    with pytest.raises(XmlAttack):
        fhir.read(write(tmp_path / "p.json", div))


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("header.csv", b"0" * 20_000_000)
    with pytest.raises(ZipBomb):
        ssda903.read(path)


def test_a_zip_within_a_zip_and_a_zip_of_thousands_are_refused(tmp_path):
    within, many = tmp_path / "within.zip", tmp_path / "many.zip"
    with zipfile.ZipFile(within, "w") as box:
        box.writestr("inner.zip", b"PK")
    with zipfile.ZipFile(many, "w") as box:
        for number in range(2_001):
            box.writestr(f"{number}.csv", b"")
    for path in (within, many):
        with pytest.raises(ZipBomb):
            ssda903.read(path)


def _with_part(path, source, name, content):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
        if name not in old.namelist():
            new.writestr(name, content)
    return path


@pytest.mark.parametrize(("part", "content", "refusal"), [
    ("xl/vbaProject.bin", b"program", MacroWorkbook),
    ("xl/macrosheets/sheet1.xml", b"<x/>", MacroWorkbook),
    ("xl/externalLinks/externalLink1.xml", b"<x/>", OutsideLinks),
    ("xl/connections.xml", b"<x/>", OutsideLinks),
    ("xl/embeddings/oleObject1.bin", b"x", OutsideLinks),
    ("xl/styles.xml", b'<!DOCTYPE s [<!ENTITY a "b">]><styleSheet/>', XmlAttack),
    ("xl/worksheets/sheet1.xml", b"0" * 20_000_000, ZipBomb),
])  # fmt: skip
def test_a_workbook_with_programs_links_or_entities_is_refused(tmp_path, part, content, refusal):
    honest = workbook(tmp_path / "a.xlsx", List_1=[CONTACTS])
    with pytest.raises(refusal):
        annex_a.read(_with_part(tmp_path / "b.xlsx", honest, part, content))


@pytest.mark.parametrize("formula", [
    '=HYPERLINK("http://example.invalid","see")', "=cmd|'/C calc'!A0", '=WEBSERVICE("http://example.invalid")',
])  # fmt: skip
def test_a_formula_that_runs_something_turns_the_whole_file_away(tmp_path, formula):
    row = [1, formula, "a) WBRI", "01/02/2010", 1, "01/02/2020", "6"]
    with pytest.raises(FormulaAttack):
        annex_a.read(workbook(tmp_path / "a.xlsx", List_1=[CONTACTS, row]))
    quoted = '"' + formula.replace('"', '""') + '"'
    with pytest.raises(FormulaAttack):
        csv_plain.read(write(tmp_path / "a.csv", f"person_id,family_name\n1,{quoted}\n"))


@pytest.mark.parametrize("cell", ["=1+1", "@home", "- told her mother (see https://example.invalid)", "+maybe"])
def test_text_that_only_begins_like_a_formula_is_kept_as_text_and_flagged(tmp_path, cell):
    path = write(tmp_path / "a.csv", f'person_id,family_name\n1,"{cell}"\n')
    rows = list(csv_plain.read(path))
    assert people(rows)[0].names[0].family == cell
    assert "begins like a formula" in cautions(rows)[0].reason


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(tmp_path):
    with pytest.raises(UnbalancedQuotes, match="line 3"):
        csv_plain.read(write(tmp_path / "a.csv", 'person_id,family_name\n1,Ash\n2,"Birch\n3,Cob\n'))


def test_a_cell_no_spreadsheet_could_hold_is_refused(tmp_path):
    for size in (40_000, 400_000):
        with pytest.raises(AbsurdField):
            csv_plain.read(write(tmp_path / "a.csv", f"person_id,family_name\n1,{'x' * size}\n"))


def test_windows_text_is_read_and_said_so(tmp_path):
    rows = list(csv_plain.read(write(tmp_path / "a.csv", "person_id,family_name\n1,Zoë\n", "cp1252")))
    assert people(rows)[0].names[0].family == "Zoë"
    assert "Windows text" in cautions(rows)[0].reason


def test_a_device_or_socket_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileMissing):
        csv_plain.read(tmp_path / "pipe")


def test_every_refusal_is_one_family():
    assert issubclass(gate.XmlAttack, Refused)
