"""A police list of missing reports: every report counted once, told again when it changes, none lost, none guessed."""

import json
from datetime import timedelta
from functools import partial

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import refusals, sources
from kingfisher.exchange.imports.shapes import MissingSaid
from kingfisher.missing import queries as missing
from kingfisher.missing.tests.builders import reported
from kingfisher.missing.tests.conftest import carer  # noqa: F401 - a home that reports too
from kingfisher.postroom import queries as postroom

pytestmark = pytest.mark.django_db
HEAD = "Misper Ref,Status,Name,DOB,Risk Level,Reported At,Last Seen,Last Seen Location,Found At,Found Location,Updated"


def line(now, ref="SM/1", status="Open", name="REED, Maya", risk="Medium", *, seen=5, found="", place="", at=4) -> str:
    when = (now - timedelta(hours=seen)).strftime("%d/%m/%Y %H:%M")
    back = (now - timedelta(hours=found)).strftime("%d/%m/%Y %H:%M") if found != "" else ""
    updated = (now - timedelta(hours=at)).isoformat()
    return f'{ref},{status},"{name}",03/05/2012,{risk},{when},{when},Quay Street bus stop,{back},{place},{updated}'


@pytest.fixture
def feed(cast, now, tmp_path):
    """`feed(lines...)`: police's own system sends its list; the counts by name."""

    def sent(*lines: str, name: str = "misper.csv", head: str = HEAD, at=now):
        path = tmp_path / name
        path.write_text("\n".join([head, *lines]) if head else lines[0])
        actor = actor_for(cast.placements["police_system"], at=at, via="import")
        step = partial(acting_as, actor)
        with step():
            sent.run_id = actions.begin(actor, source="missing-feed", file_name=name, size=1, at=at)
        return dict(actions.carry_out(actor, run_id=sent.run_id, source="missing-feed", path=path, mapping=None,
                                      limit=10_000_000, step=step, at=at))  # fmt: skip

    return sent


@pytest.fixture
def turned_away(be, feed, cast, now):
    def read(*, let_in: bool = False):
        with acting_as(actor_for(cast.placements["police_system"], at=now, via="import")) as actor:
            return [(r.line, r.field, r.reason) for r in queries.remarks(actor, feed.run_id, let_in=let_in)]

    return read


def now_missing(be):
    with be("priya") as priya:
        return [row.episode for row in missing.missing_now(priya)]


def the_one(be, ref: str):
    with be("priya") as priya:
        (row,) = [r for r in missing.missing_now(priya) if r.episode.police_ref == ref]
        return missing.episode_file(priya, row.episode.id)


def test_a_list_makes_one_absence_of_each_report_and_the_same_list_again_nothing(feed, be, now):
    two = (line(now), line(now, ref="SM/2", name="Mason Tull"))
    assert feed(*two) == {"rows": 2, "absences_new": 2}
    assert feed(*two) == {"rows": 2, "unchanged": 2}
    found = {one.police_ref: one for one in now_missing(be)}
    assert {ref: (one.name, one.risk) for ref, one in found.items()} == {
        "SM/1": ("Maya REED", "medium"), "SM/2": ("Mason Tull", "medium"),
    }  # fmt: skip


def test_a_carers_report_and_the_list_are_one_absence(cast, feed, be, now, carer):  # noqa: F811
    first = reported(cast, now, by="bryn", door="page", source="carer", last_seen_at=now - timedelta(hours=5))
    assert feed(line(now)) == {"rows": 1, "absences_changed": 1}
    (one,) = now_missing(be)
    assert (one.id, one.police_ref) == (first.episode_id, "SM/1")


def test_a_later_list_tells_of_another_risk_and_that_the_child_is_back(feed, be, now):
    feed(line(now))
    assert feed(line(now, risk="High", at=2)) == {"rows": 1, "absences_changed": 1}
    file = the_one(be, "SM/1")
    assert file.episode.risk == "high"
    assert [r.risk for r in file.risks] in (["medium", "high"], ["high", "medium"])
    assert feed(line(now, status="Found", risk="High", found=1, place="Harbour", at=1))["absences_changed"] == 1
    assert now_missing(be) == []
    with be("priya") as priya:
        back = missing.episode_file(priya, file.episode.id)
        assert (back.episode.state, back.episode.found_place, back.interview.state) == ("back", "Harbour", "due")


def test_an_older_list_sent_late_lowers_no_risk_and_opens_nothing_again(feed, be, now):
    feed(line(now, risk="High", at=1))
    assert feed(line(now, risk="Medium", at=4))["absences_changed"] == 1
    assert the_one(be, "SM/1").episode.risk == "high"
    feed(line(now, status="Found", found=1, at=1))
    feed(line(now, at=3))
    assert now_missing(be) == []


def test_a_risk_that_goes_up_and_down_again_is_told_each_time(feed, be, now):
    for risk, at in (("Medium", 4), ("High", 3), ("Medium", 2)):
        assert feed(line(now, risk=risk, at=at))["rows"] == 1
    assert the_one(be, "SM/1").episode.risk == "medium"


def test_twice_in_one_list_is_one_absence_and_the_last_line_stands(feed, be, now):
    counts = feed(line(now, at=4), line(now, risk="High", at=2))
    assert (counts["absences_new"], counts["absences_changed"]) == (1, 1)
    assert [one.risk for one in now_missing(be)] == ["high"]


def test_police_take_back_a_report_that_nobody_else_made(feed, be, now):
    feed(line(now))
    key = now_missing(be)[0].id
    feed(line(now, status="Created in error", at=1))
    with be("priya") as priya:
        assert missing.episode_file(priya, key).episode.state == "mistake"


def test_what_a_carer_reported_too_is_not_ended_by_police_who_take_theirs_back(cast, feed, be, now, carer):  # noqa: F811
    reported(cast, now, by="bryn", door="page", source="carer", last_seen_at=now - timedelta(hours=5))
    feed(line(now))
    feed(line(now, status="Cancelled", at=1))
    file = the_one(be, "SM/1")
    assert file.episode.is_open
    assert "also reported by bryn" in file.steps[-1].words


def test_what_nobody_can_read_is_named_by_line_and_goes_to_a_person_as_it_came(feed, turned_away, be, now):
    counts = feed(line(now), line(now, ref="", name="Ola Okafor"), line(now, ref="SM/3", status="Pending review"))
    assert (counts["absences_new"], counts["rejects"]) == (1, 2)
    assert [(at, field) for at, field, _ in turned_away()] == [(3, "police_ref"), (4, "status")]
    assert len(now_missing(be)) == 1, "a word nobody knows is not taken for missing"
    with be("priya") as priya:
        kept = [postroom.arrival_body(priya, one.id)[1] for one in postroom.waiting_arrivals(priya)]
    assert any("Ola Okafor" in body.decode() for body in kept)
    assert feed(line(now, ref="SM/3", status="Pending review"))["rejects"] == 1
    with be("priya") as priya:
        assert len(postroom.waiting_arrivals(priya)) == len(kept), "the same again is not kept twice"


def test_a_list_that_takes_back_what_nobody_holds_says_so(feed, turned_away, now):
    assert feed(line(now, ref="SM/77", status="Void")) == {"rows": 1, "kept_for_a_person": 1, "rejects": 1}
    assert "do not hold" in turned_away()[0][2]


def test_odd_values_are_left_out_by_name_and_the_rest_is_taken_in(feed, turned_away, be, now):
    feed(line(now, risk="Enormous"))
    assert [(at, field) for at, field, _ in turned_away(let_in=True)] == [(2, "risk")]
    assert now_missing(be)[0].risk == "", "no risk is filled in for a child"


def test_back_without_a_time_is_back_when_it_was_told_and_not_when_she_went(feed, be, now):
    feed(line(now, seen=30))
    key = now_missing(be)[0].id
    feed(line(now, seen=30, status="Closed", at=1))
    with be("priya") as priya:
        assert missing.episode_file(priya, key).episode.found_at == now


@pytest.mark.parametrize("shape", [
    lambda rows: json.dumps(rows), lambda rows: json.dumps({"as_at": "now", "reports": rows}),
    lambda rows: "\n".join(json.dumps(row) for row in rows),
])  # fmt: skip
def test_json_is_read_as_a_list_an_object_that_holds_one_or_a_report_a_line(feed, be, now, shape):
    seen = (now - timedelta(hours=3)).isoformat()
    one = {"mispersReference": None, "surname": "Reed", "forenames": ["Maya", "Jo"], "dob": "2012-05-03",
           "lastSeen": seen, "riskLevel": "HIGH", "status": "OPEN"}  # fmt: skip
    rows = [{"reference": ref, **one} for ref in ("SM/1", "SM/2")]
    counts = feed(shape(rows), name="misper.json", head="")
    assert counts["rows"] == 2
    assert [one.risk for one in now_missing(be)] == ["high"], "two references, one absence of one child"


@pytest.mark.parametrize("text", ["[]", "{}", '{"reports": []}', "[" * 50_000, '["a", "b"]', '{"a": '])
def test_what_is_no_list_of_reports_is_refused_whole(tmp_path, text):
    path = tmp_path / "misper.json"
    path.write_text(text)
    with pytest.raises(refusals.Refused):
        list(sources.read("missing-feed", path))


def test_a_list_without_a_column_for_the_reference_is_refused(tmp_path):
    path = tmp_path / "misper.csv"
    path.write_text("Name,DOB\nMaya Reed,03/05/2012\n")
    with pytest.raises(refusals.ColumnsMissing):
        list(sources.read("missing-feed", path))


def test_headings_of_three_systems_are_understood(tmp_path):
    path = tmp_path / "misper.csv"
    for head in ("Occurrence Number,State,Surname,Forenames,Missing Since", "URN,Outcome,Surname,First Name,Last Seen",
                 "misper_ref,status,family_name,given_name,last_seen_at"):  # fmt: skip
        path.write_text(f"{head}\nSM/9,Active,Reed,Maya,25/11/2026 21:40\n")
        (row,) = [one for one in sources.read("missing-feed", path) if isinstance(one, MissingSaid)]
        assert (row.report["what"], row.report["last_seen_at"]) == ("missing", "2026-11-25T21:40:00+00:00")
