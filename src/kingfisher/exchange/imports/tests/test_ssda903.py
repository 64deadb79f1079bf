"""The looked-after return: files singly, in a folder or in a zip, known by their columns."""

import zipfile
from datetime import date

import pytest

from kingfisher.exchange.imports import ssda903
from kingfisher.exchange.imports.refusals import FileEmpty, NotThisSource
from kingfisher.exchange.imports.shapes import EventSaid

from .samples import cautions, people, rejects, write

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,1,27/03/2008,WROM,,,\n102,2,x,WBRI,,,\n,2,27/03/2008,WBRI,,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "101,15/02/2026,S,V2,N1,U4,PR1,14/03/2026,X1,CHILD,,,\n"
    "101,14/03/2026,P,V2,N1,K2,PR4,01/05/2026,E4A,,,,\n"
    "103,15/02/2026,S,C2,N1,U4,PR1,14/02/2026,X1,,,,\n"
    "103,,S,C2,N1,U4,PR1,,,,,,\n"
)
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\n101,27/03/2008,M,01/04/2026,03/04/2026\n101,27/03/2008,A,05/04/2026,\n"


def events(rows):
    return [row for row in rows if isinstance(row, EventSaid)]


def test_an_episode_is_told_in_plain_words(tmp_path):
    rows = list(ssda903.read(write(tmp_path / "e.csv", EPISODES)))
    told = [(row.kind, row.title) for row in events(rows)]
    assert told[:3] == [
        ("care_started", "Started to be looked after: accommodated under section 20, fostered, long term"),
        ("placement", "Moved placement: accommodated under section 20, children's home"),
        ("care_ended", "Stopped being looked after: returned home, as planned"),
    ]
    assert events(rows)[0].detail == (
        "Provided by this council. Need: abuse or neglect. Placement changed: the child asked."
    )


def test_an_episode_that_ends_before_it_begins_is_kept_and_one_without_a_beginning_is_not(tmp_path):
    rows = list(ssda903.read(write(tmp_path / "e.csv", EPISODES)))
    assert [(row.line, row.field) for row in cautions(rows)] == [(4, "DEC")]
    assert [(row.line, row.field) for row in rejects(rows)] == [(5, "DECOM")]


def test_going_missing_and_being_away_are_told_apart(tmp_path):
    missing, away = events(ssda903.read(write(tmp_path / "m.csv", MISSING)))
    assert (missing.title, missing.ended_on) == ("Was missing", date(2026, 4, 3))
    assert (away.title, away.detail) == (
        "Was away from placement without authorisation",
        "No return is recorded.",
    )


def test_a_header_without_a_number_or_a_date_of_birth_is_rejected_line_by_line(tmp_path):
    rows = list(ssda903.read(write(tmp_path / "h.csv", HEADER)))
    assert [person.local_id for person in people(rows)] == ["101"]
    assert [(row.line, row.field) for row in rejects(rows)] == [(3, "DOB"), (4, "CHILD")]


@pytest.mark.parametrize("as_zip", [False, True])
def test_files_together_are_read_header_first_whatever_they_are_called(tmp_path, as_zip):
    folder = tmp_path / "return"
    folder.mkdir()
    for name, text in (("a.csv", MISSING), ("b.csv", EPISODES), ("z.csv", HEADER)):
        write(folder / name, text)
    path = folder
    if as_zip:
        path = tmp_path / "return.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
            for name in ("a.csv", "b.csv", "z.csv"):
                box.write(folder / name, f"903/{name}")
    rows = list(ssda903.read(path))
    assert [(person.local_id, person.passing) for person in people(rows)] == [("101", False), ("103", True)]
    assert len(events(rows)) == 6


def test_parts_of_the_return_that_are_not_held_are_said_so(tmp_path):
    write(tmp_path / "h.csv", HEADER)
    write(tmp_path / "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n101,27/03/2008,01/04/2026,PN1\n")
    assert "reviews is not held" in rejects(list(ssda903.read(tmp_path)))[-1].reason
    with pytest.raises(NotThisSource, match="reviews"):
        ssda903.read(tmp_path / "r.csv")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(FileEmpty):
        ssda903.read(tmp_path)
