"""From what a teacher tells to what a worker may read: who sees what, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kingfisher.access.queries import folders_shown
from kingfisher.clocks import queries as clocks
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import AtRiskNow, NotYet, Part
from kingfisher.intelligence.tests.conftest import CLEAN, GRADE, told
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere

EVERYBODY_ELSE = ("marcus", "ruth", "dele", "priya", "asha", "grace", "owen", "hana", "lewis", "ig_police", "lena")
TABLES = ("report", "source", "step", "product")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        return cursor.execute(f"SELECT count(*) FROM intelligence_{table}").fetchone()[0]


def test_whoever_tells_keeps_a_receipt_and_cannot_read_it_again(reported, be, now):
    key = reported()
    with be("marcus") as marcus:
        (receipt,) = queries.receipts(marcus)
        assert receipt.ref.startswith("IT-")
        assert "silver" not in str(receipt)
        with pytest.raises(NotThere):
            queries.report(marcus, key)


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_nobody_who_is_not_cleared_finds_a_row_or_a_count_of_it(ready, be, cast, now, name):
    key = ready()
    with be("nils") as nils:
        folder = queries.report(nils, key).folder_id
        actions.let_go(nils, report_id=key, to=cast.placements["ines"], purpose="To watch the bus stop.", at=now)
    with be(name) as somebody:
        assert [count(t) for t in TABLES] == [0, 0, 0, 0]
        assert count("receipt") == (1 if name == "marcus" else 0)
        assert queries.reports(somebody) == [] == queries.given_to_me(somebody) == queries.search(somebody, "silver")
        assert folders_shown(somebody, [folder]) in ({}, [])
        assert clocks.for_subject(somebody, ("intelligence.report", key)) == []


def test_a_detective_reads_the_text_a_second_person_approved_and_neither_what_came_nor_its_source(reported, be, now):
    key = reported()
    with be("ines") as ines:
        came = queries.report(ines, key)
        assert (came.original, came.particulars, came.sanitised) == ("", {}, "")
        assert queries.search(ines, "silver car") == []
        assert [r.text for r in queries.reports(ines)] == [""]
        assert "silver" not in str(queries.for_briefing(ines, since=now - timedelta(days=1)))
    with be("nils") as nils:
        assert "silver car" in queries.report(nils, key).original
        assert "silver" in str(queries.for_briefing(nils, since=now - timedelta(days=1)))
        actions.grade(nils, report_id=key, said=GRADE, at=now)
        actions.sanitise(nils, report_id=key, text="A grey car waits at a bus stop in Ebbourne.", at=now)
    with be("ines") as ines:
        assert queries.report(ines, key).sanitised == "", "nobody has approved it yet"
    with be("oskar") as oskar:
        actions.approve(oskar, report_id=key, at=now)
    with be("ines") as ines:
        assert "grey car" in queries.report(ines, key).sanitised
        assert len(queries.search(ines, "grey car")) == 1
        assert queries.search(ines, "silver") == []
        assert count("source") == 0
        with pytest.raises(Denied):
            queries.source(ines, key, why="to ring them")


def test_the_desk_learns_who_told_it_for_a_reason_which_is_recorded(reported, be):
    key = reported()
    with be("nils") as nils:
        with pytest.raises(queries.SayWhy):
            queries.source(nils, key, why="")
        held = queries.source(nils, key, why="to ring them back")
        assert (held.name, held.agency) == ("Jodie Farr", "Otterbrook School")
    with be("ig_police"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_auditline WHERE what = 'intelligence.source.opened'")
        assert cursor.fetchone() == (1,)


def test_while_a_child_is_at_risk_now_nothing_is_taken_in(be, now):
    with be("marcus") as marcus, pytest.raises(AtRiskNow) as refused:
        actions.submit(marcus, told=told(at_risk_now=True), at=now)
    assert "999" in refused.value.gaps[0]
    with be("nils") as nils:
        assert queries.reports(nils) == []


@pytest.mark.parametrize(
    "what",
    [
        "Jodie Farr gets into a silver car.",
        "A pupil told me a man waits.",
        "Marcus Bell saw a car.",
        "He is a CHIS here.",
    ],
)
def test_what_names_its_source_or_looks_so_is_refused_at_save(be, now, what):
    with be("marcus") as marcus, pytest.raises(NotYet):
        actions.submit(marcus, told=told(what=what), at=now)


@pytest.mark.parametrize("lacking", [{"what": "x"}, {"provenance": " "}, {"known_on": None}])
def test_what_is_not_said_is_asked_for(be, now, lacking):
    with be("marcus") as marcus, pytest.raises(NotYet) as refused:
        actions.submit(marcus, told=told(**lacking), at=now)
    assert len(refused.value.gaps) == 1


def test_a_report_waits_for_its_grade_a_working_day_and_then_for_its_weeding(reported, be, now):
    key = reported()
    with be("nils") as nils:
        (waiting,) = queries.work_waiting(nils)
        assert waiting.title.startswith("Grade report IR-")
        actions.grade(nils, report_id=key, said=GRADE, at=now)
        (clock,) = clocks.for_subject(nils, ("intelligence.report", key), open_only=True)
        assert clock.rule_id == "intelligence_weeding"
        assert queries.work_waiting(nils) == []


def test_nothing_above_the_ceiling_is_held_by_the_database_either(reported, be, now):
    key = reported()
    with be("nils") as nils:
        with pytest.raises(NotYet):
            actions.grade(nils, report_id=key, said=replace(GRADE, classification="SECRET"), at=now)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE intelligence_report SET classification = 'SECRET' WHERE id = %s", [key])


def test_what_several_sources_said_becomes_a_report_each(reported, be, now):
    key = reported()
    parts = [
        Part("A car waits at the bus stop.", "Jodie Farr", "saw it"),
        Part("Kez has a new phone.", "Ann Hale", "heard"),
    ]
    with be("nils") as nils:
        with pytest.raises(NotYet):
            actions.split(nils, report_id=key, parts=parts[:1], at=now)
        made = actions.split(nils, report_id=key, parts=parts, at=now)
        assert [ref_key for ref_key, _ in queries.report(nils, key).parts] == made
        assert queries.source(nils, made[1], why="to grade it").name == "Ann Hale"
        with pytest.raises(NotNow):
            actions.grade(nils, report_id=key, said=GRADE, at=now)


def test_nobody_approves_her_own_text(reported, be, now):
    key = reported()
    with be("nils") as nils:
        actions.grade(nils, report_id=key, said=GRADE, at=now)
        with pytest.raises(NotYet, match="cannot go up"):
            actions.sanitise(nils, report_id=key, text="Jodie saw a car by Otterbrook School.", at=now)
        actions.sanitise(nils, report_id=key, text=CLEAN, at=now)
        with pytest.raises(NotYet, match="Somebody else"):
            actions.approve(nils, report_id=key, at=now)
        with pytest.raises(NotYet, match="Only approved"):
            actions.let_go(nils, report_id=key, to=nils.placement_id, purpose="To watch it now.", at=now)


def test_only_the_approved_text_leaves_to_one_worker_by_name(ready, be, cast, now):
    key = ready()
    with be("nils") as nils:
        made = actions.let_go(nils, report_id=key, to=cast.placements["lewis"], purpose="To check the driver’s badge.",
                              at=now)  # fmt: skip
        (line,) = queries.report(nils, key).went
        assert (line.to, line.grade) == ("Lewis Tran", "2BC")
    with be("lewis") as lewis:
        read = queries.product(lewis, made)
        assert read.text == CLEAN
        assert read.conditions == GRADE.conditions
        assert "Kez" not in str(read) and "pupil" not in str(read)
        with pytest.raises(NotThere):
            queries.report(lewis, key)
    with be("ruth") as ruth, pytest.raises(NotThere):
        queries.product(ruth, made)


def test_a_new_grade_takes_the_approval_back(ready, be, now, cast):
    key = ready()
    with be("nils") as nils:
        actions.file(nils, report_id=key, at=now)
        actions.reopen(nils, report_id=key, why="The car was seen again.", at=now)
        actions.grade(nils, report_id=key, said=replace(GRADE, source="1"), at=now)
        shown = queries.report(nils, key)
        assert (shown.sanitised, shown.approved_by_name, shown.grade) == ("", "", "1BC")


def test_a_report_graded_before_keeps_its_grade_and_is_not_let_go(be, now):
    with be("nils") as nils:
        key = actions.take_in_old(nils, text="Men meet at the snooker hall.", known_on=date(2014, 5, 1),
                                  old_grade="B2 4", at=now)  # fmt: skip
        shown = queries.report(nils, key)
        assert (shown.grade, shown.grading_scheme, shown.priority) == ("B2 4", "5x5x5", "medium")
        with pytest.raises((NotYet, NotNow)):
            actions.grade(nils, report_id=key, said=GRADE, at=now)
        with pytest.raises(NotYet):
            actions.reopen(nils, report_id=key, why="Again seen there.", at=now)


def test_a_weeded_report_is_out_of_lists_and_searches(ready, be, now):
    key = ready()
    with be("nils") as nils:
        assert [r.id for r in queries.search(nils, "silver")] == [key]
        with pytest.raises(NotYet):
            actions.keep(nils, report_id=key, why="", at=now + timedelta(days=300))
        actions.keep(nils, report_id=key, why="The car is still about.", at=now)
        actions.weed(nils, report_id=key, why="The car was scrapped.", at=now)
        assert queries.search(nils, "silver") == [] == queries.reports(nils)


def test_what_looks_like_a_covert_source_is_passed_on_and_not_worked_on(reported, be, now):
    key = reported()
    with be("nils") as nils:
        actions.pass_on(nils, report_id=key, why="Rang the source unit at nine.", at=now)
        assert queries.reports(nils) == []
        with pytest.raises(NotNow):
            actions.grade(nils, report_id=key, said=GRADE, at=now)


def test_whoever_told_it_reads_what_the_desk_says_back(reported, be, now):
    key = reported()
    with be("nils") as nils:
        actions.tell_back(nils, report_id=key, words="Thank you: it helped.", at=now)
    with be("marcus") as marcus:
        assert queries.receipts(marcus)[0].feedback == "Thank you: it helped."
    with be("hana") as hana:
        assert queries.receipts(hana) == []


def test_every_search_is_recorded_with_its_words(reported, be):
    reported()
    with be("nils") as nils:
        queries.search(nils, "silver car")
    with be("ig_police"), connection.cursor() as cursor:
        cursor.execute("SELECT facts->>'words' FROM access_auditline WHERE what = 'intelligence.report.searched'")
        assert cursor.fetchone() == ("silver car",)
