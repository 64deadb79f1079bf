"""What somebody makes of a history, apart from it; and a chronology frozen as it was."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.chronology import actions, queries
from kingfisher.chronology.actions import NothingSaid, Thought, WrittenOver
from kingfisher.chronology.rules import digest_of
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions as people
from kingfisher.people.rules import Said

DAY = date(2026, 3, 2)
HELD = {"paragraphs": [{"n": 1, "title": "Seen at school"}], "people": []}


@pytest.fixture
def ivy(be, now):
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        return folder, people.state_person(dele, folder_id=folder, said=Said(given_name="Ivy", born_on=DAY), at=now)


def written(dele, ivy, now, words="She is tired each Monday.", **more):
    return actions.analyse(dele, thought=Thought(*ivy, "Mondays", words, DAY, **more), at=now)


def test_an_analysis_says_who_wrote_it_and_when_and_keeps_every_version(be, now, ivy):
    with be("dele") as dele:
        first = written(dele, ivy, now)
        second = written(dele, ivy, now, "She is tired after weekends at her father's.", replaces=first)
        (shown,) = queries.analyses(dele, [ivy[1]])
    assert (shown.id, shown.version, shown.author_name, shown.written_on) == (second, 2, "Dele Adeyemi", DAY)
    assert [(e.version, e.words) for e in shown.earlier] == [(1, "She is tired each Monday.")]


def test_an_analysis_is_no_line_of_the_history(be, now, ivy):
    with be("dele") as dele:
        written(dele, ivy, now)
        assert queries.timeline(dele, [ivy[1]]) == []


def test_two_cannot_write_the_same_next_version(be, now, ivy):
    with be("dele") as dele:
        first = written(dele, ivy, now)
        written(dele, ivy, now, "One.", replaces=first)
        with pytest.raises(WrittenOver):
            written(dele, ivy, now, "Another.", replaces=first)


@pytest.mark.parametrize(("heading", "words"), [("", "x"), ("x", " "), (" ", "")])
def test_an_analysis_needs_a_heading_and_words(be, now, ivy, heading, words):
    with be("dele") as dele, pytest.raises(NothingSaid):
        actions.analyse(dele, thought=Thought(*ivy, heading, words, DAY), at=now)


def test_neither_is_ever_changed_not_even_by_who_wrote_it(be, now, ivy):
    with be("dele") as dele:
        written(dele, ivy, now)
        actions.prepare(dele, person_id=ivy[1], title="For court", made_for="", held=HELD, sources=[], at=now)
        for table, column in (("chronology_analysis", "words"), ("chronology_prepared", "title")):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET {column} = 'other'")


def test_a_prepared_chronology_is_kept_to_who_prepared_it_and_opens_as_it_was(be, now, ivy):
    with be("dele") as dele:
        key = actions.prepare(dele, person_id=ivy[1], title="For court", made_for="", held=HELD, sources=[], at=now)
        shown = queries.prepared(dele, key)
        assert shown.held == HELD
        assert shown.digest == digest_of(HELD)
    with be("ruth") as ruth:
        assert policy.levels(ruth, [shown.folder_id]) == {shown.folder_id: 1}, "a colleague learns that it exists"
        with pytest.raises(NotThere):
            queries.prepared(ruth, key)
    with be("marcus") as marcus, pytest.raises(NotThere):
        queries.prepared(marcus, key)


def test_a_colleague_is_let_in_by_name_reads_it_and_passes_it_to_nobody(be, cast, now, ivy, signed_in):
    with be("dele") as dele:
        key = actions.prepare(dele, person_id=ivy[1], title="For court", made_for="", held=HELD, sources=[], at=now)
        for whom, why in (("tom", "He asks."), ("ruth", " ")):
            with pytest.raises(NothingSaid):
                actions.let_read(dele, prepared_id=key, placement_id=cast.placements[whom], why=why, at=now)
    page = f"/casefile/chronologies/{key}/readers"
    said = {"placement_id": str(cast.placements["ruth"]), "why": "She takes the case over on Monday."}
    assert signed_in("priya").get(page).status_code == 404
    dele = signed_in("dele")
    assert dele.post(page, said).status_code == 302
    assert "She takes the case over on Monday." in dele.get(page).content.decode()
    with be("ruth") as ruth:
        assert queries.prepared(ruth, key).held == HELD
        with pytest.raises(Denied):
            actions.let_read(ruth, prepared_id=key, placement_id=cast.placements["priya"], why="Too.", at=now)
    with be("priya") as priya, pytest.raises(NotThere):
        queries.prepared(priya, key)


def test_nothing_is_prepared_without_a_title_or_without_a_line(be, now, ivy):
    with be("dele") as dele:
        for title, held in (("", HELD), ("For court", {"paragraphs": []})):
            with pytest.raises(NothingSaid):
                actions.prepare(dele, person_id=ivy[1], title=title, made_for="", held=held, sources=[], at=now)
