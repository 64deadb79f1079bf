"""Looks from outside: kept, found, answered by each agency, done, and looked at again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.assurance import actions, queries
from kingfisher.assurance.actions import Lacking
from kingfisher.assurance.tests.builders import finding_asked, folder, found, looked, responded, visiting
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere


def follow(be, finding, now, answer, words="We read ten letters of June."):
    with be("office") as office:
        actions.follow_up(office, finding_id=finding, answer=answer, words=words, said_by="The scrutineer",
                          looked_on=now.date(), at=now)  # fmt: skip


def test_whoever_is_asked_reads_her_finding_and_no_other(be, cast, now):
    look = looked(be, now)
    mine, other = found(be, now, look), found(be, now, look, words="Nobody asks fathers anything at all.")
    key = finding_asked(be, cast, now, mine)
    unseen = finding_asked(be, cast, now, other, who="tom", agency="police")
    with be("asha") as asha:
        assert queries.response_of(asha, key)[1].row.words.startswith("Feedback")
        with pytest.raises(NotThere):
            queries.response_of(asha, unseen)
        assert [f.id for f in queries.look_of(asha, look).findings] == [mine]
    with be("priya") as priya, pytest.raises(NotThere):
        queries.response_of(priya, key)
    with be("chief") as chief:
        assert queries.look_of(chief, look).count == 2


def test_an_agency_that_accepts_says_what_it_does_who_answers_and_by_when(be, cast, now):
    key = finding_asked(be, cast, now)
    with be("asha") as asha:
        with pytest.raises(Lacking) as lacking:
            actions.respond(asha, response_id=key, accepted=True, words="Yes.", at=now)
        assert len(lacking.value.gaps) == 3
        actions.respond(asha, response_id=key, accepted=False, words="We have no letters to send at all.", at=now)
        with pytest.raises(NotNow):
            actions.respond(asha, response_id=key, accepted=False, words="We have no letters to send at all.", at=now)
    with be("tom") as tom, pytest.raises(NotThere):
        actions.respond(tom, response_id=key, accepted=False, words="It is not for health at all.", at=now)


def test_done_needs_what_shows_it_and_is_judged_by_whoever_found_it(be, cast, now):
    finding = found(be, now)
    key = responded(be, cast, now, finding=finding)
    with be("asha") as asha:
        with pytest.raises(Lacking):
            actions.carried_out(asha, response_id=key, evidence="Done.", at=now)
        actions.carried_out(asha, response_id=key, evidence="Thirty letters of June, each within three days.", at=now)
        with pytest.raises(Denied):
            actions.follow_up(asha, finding_id=finding, answer="done", words="We find it done.", said_by="Us",
                              looked_on=now.date(), at=now)  # fmt: skip
    follow(be, finding, now, "partly")
    states = []
    for answer in ("done", "not_done"):
        follow(be, finding, now, answer)
        with be("chief") as chief:
            states.append(queries.looks(chief)[0].open_count)
    assert states == [0, 1]


def test_what_was_promised_and_is_not_done_goes_to_the_three_after_a_month(be, cast, now):
    responded(be, cast, now)
    with be("chief", at=now + timedelta(days=60)) as chief:
        assert queries.for_partners(chief) == []
    with be("chief", at=now + timedelta(days=75)) as chief:
        assert [f.title for f in queries.for_partners(chief)] == ["Finding promised and not done: Health"]


def test_a_look_of_years_ago_is_kept_with_its_grade(be, cast, now):
    key = looked(be, now, sort="inspection", by="ofsted", title="Children’s services", grade="Good",
                 organisation_id=cast.organisations["council"])  # fmt: skip
    with be("office") as office:
        actions.attach_report(office, look_id=key, name="report.pdf", content=b"%PDF-1.4 report", at=now)
        shown = queries.look_of(office, key)
    assert (shown.agency, shown.by, shown.row.grade, len(shown.files)) == (
        "Saltmere County Council",
        "Ofsted",
        "Good",
        1,
    )


def test_a_look_says_who_looked_and_when(be, now):
    ahead = (now + timedelta(days=2)).date()
    for said in ({"by": "somebody"}, {"sort": "visit"}, {"title": ""}, {"began_on": ahead},
                 {"published_on": now.date() - timedelta(days=900)}):  # fmt: skip
        with pytest.raises(Lacking):
            looked(be, now, **said)
    with be("chief") as chief, pytest.raises(Denied):
        actions.keep_look(chief, looked=actions.Looked("scrutiny", "scrutineer", "X", now.date()), folder=folder(now),
                          at=now)  # fmt: skip


def test_the_scrutineer_writes_what_she_found_asks_about_it_and_looks_again(be, cast, now):
    esme = visiting(now, "scrutineer")
    with esme() as scrutineer:
        begun = actions.keep_look(
            scrutineer, folder=folder(now), at=now,
            looked=actions.Looked("scrutiny", "ofsted", "Scrutiny of return interviews", now.date()),
        )  # fmt: skip
        finding = actions.find(scrutineer, look_id=begun, words="One in three children is never talked with.", at=now)
        until = now.date() + timedelta(days=20)
        actions.ask_agency(scrutineer, finding_id=finding, organisation_id=cast.organisations["health"],
                           writer=cast.placements["asha"], answer_by=until, at=now)  # fmt: skip
    with be("asha") as asha:
        assert [w.title for w in queries.work_waiting(asha)] == ["Answer a finding for your agency"]
    with esme() as scrutineer:
        actions.follow_up(scrutineer, finding_id=finding, answer="done", words="Twenty talks of June were held.",
                          said_by="Somebody else", looked_on=now.date(), at=now)  # fmt: skip
    with be("chief") as chief:
        shown = queries.look_of(chief, begun)
    assert (shown.by, shown.open_count) == ("Independent scrutineer: Esme Oduya", 0)
    assert [u.said_by for f in shown.findings for u, _ in f.follow_ups] == ["Esme Oduya"], "under her own name"


def test_the_scrutineer_writes_nothing_else(be, cast, now):
    inspection = looked(be, now, sort="inspection", by="ofsted", title="Children’s services")
    theirs = found(be, now, inspection)
    with visiting(now, "scrutineer")() as scrutineer:
        for act in (
            lambda: actions.find(scrutineer, look_id=inspection, words="We found it splendid, all of it.", at=now),
            lambda: actions.follow_up(scrutineer, finding_id=theirs, answer="done", words="We find it done now.",
                                      said_by="", looked_on=now.date(), at=now),
            lambda: actions.begin_round(scrutineer, kind="section_11", title="Mine", at=now,
                                        due_on=(now + timedelta(days=9)).date()),
        ):  # fmt: skip
            with pytest.raises(Denied):
                act()
        for table in ("assurance_round", "assurance_return", "organisations_worker"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET created_at = now()")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE assurance_finding SET words = 'x' WHERE id = %s", [theirs])
            assert cursor.rowcount == 0


def test_an_inspector_writes_nothing_at_all(be, cast, now):
    look = looked(be, now)
    with visiting(now, "inspector")() as inspector:
        for sort in (look, looked(be, now, sort="inspection", by="ofsted", title="Children’s services")):
            with pytest.raises(Denied):
                actions.find(inspector, look_id=sort, words="Feedback reaches too few of them.", at=now)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE assurance_look SET title = 'x'")
            assert cursor.rowcount == 0
