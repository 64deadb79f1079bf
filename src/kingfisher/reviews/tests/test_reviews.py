"""A serious incident told, reviewed by three partners, and known to nobody else."""

from datetime import timedelta

import pytest
from django.db import connection

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.reviews import actions, queries
from kingfisher.reviews.actions import Lacking
from kingfisher.reviews.tests.builders import CHILD, asked, decided, notified, ready, sent, told


def test_the_clocks_count_from_the_moment_of_awareness(be, now):
    made = told(be, now)
    with be("office") as office:
        running = {c.rule_id: c for c in clocks.for_subject(office, (queries.KIND, made))}
    assert set(running) == {"sin", "rapid_review"}
    assert {c.started_at for c in running.values()} == {now - timedelta(days=2)}


def test_only_those_who_work_on_the_review_know_of_it(be, cast, now):
    made = told(be, now)
    asked(be, cast, now, made)
    for name in ("office", "chief", "lena", "chief_health", "ruth"):
        with be(name) as worker:
            assert queries.incident(worker, made).row.child_called == CHILD
    for name in ("priya", "dele", "tom", "asha", "marcus", "ig_council"):
        with be(name) as worker:
            assert queries.incidents(worker) == []
            with pytest.raises(NotThere):
                queries.incident(worker, made)


def test_no_row_another_worker_of_the_council_can_read_holds_the_childs_name(be, cast, now):
    made = told(be, now)
    sent(be, asked(be, cast, now, made), now)
    with be("priya"), connection.cursor() as cursor:
        for table in ("reviews_incident", "reviews_summary", "reviews_decision", "reviews_outline"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            assert "Wren" not in "".join(row[0] for row in cursor.fetchall())


def test_the_board_sees_a_reference_and_no_child(be, now):
    told(be, now)
    with be("office") as office:
        (outline,) = queries.outlines(office)
    assert outline.ref.startswith("SI")
    assert CHILD not in str(vars(outline))


def test_telling_the_panel_stops_its_clock_at_the_moment_it_was_told(be, now):
    made = notified(be, now)
    with be("office") as office:
        stopped = {c.rule_id: c.stopped_at for c in clocks.for_subject(office, (queries.KIND, made))}
        assert queries.outlines(office)[0].notified_in_time == "yes"
    assert stopped == {"sin": now, "rapid_review": None}


def test_the_panel_cannot_have_been_told_before_anybody_knew(be, now):
    made = told(be, now)
    with be("office") as office, pytest.raises(Lacking):
        actions.notify(
            office, incident_id=made, told_on=now - timedelta(days=9), panel_ref="P", others_told="O", at=now
        )


def test_whoever_is_asked_reads_what_is_asked_and_nothing_else(be, cast, now):
    made = notified(be, now)
    key = asked(be, cast, now, made)
    with be("asha") as asha:
        assert queries.summary(asha, key).asks == "What was known since 2024?"
        assert [w.title for w in queries.work_waiting(asha)] == [
            f"Tell a rapid review what your agency knows: {queries.summary(asha, key).ref}"
        ]
        with pytest.raises(NotThere):
            queries.incident(asha, made)
    with be("grace") as colleague, pytest.raises(NotThere):
        queries.summary(colleague, key)


def test_the_review_reads_an_agencys_words_once_they_were_sent(be, cast, now):
    made = notified(be, now)
    key = asked(be, cast, now, made)
    with be("asha") as asha:
        actions.write(asha, summary_id=key, known="Half a thought.", at=now)
    with be("office") as office:
        assert queries.incident(office, made).summaries[0].known == ""
    sent(be, key, now)
    with be("office") as office:
        assert queries.incident(office, made).summaries[0].known == "Seen twice at the surgery."
    with be("asha") as asha, pytest.raises(NotNow):
        actions.write(asha, summary_id=key, known="Changed my mind.", at=now)


def test_nobody_else_writes_it_not_even_the_office(be, cast, now):
    key = asked(be, cast, now, notified(be, now))
    with be("office") as office, pytest.raises(Denied):
        actions.write(office, summary_id=key, known="We know better.", at=now)


def test_one_agency_is_asked_once_and_may_be_asked_again_and_for_more(be, cast, now):
    made = notified(be, now)
    key = asked(be, cast, now, made)
    with pytest.raises(Lacking):
        asked(be, cast, now, made, who="grace")
    with be("office") as office:
        assert actions.chase(office, summary_id=key, at=now) == 1
    sent(be, key, now)
    with be("office") as office:
        with pytest.raises(NotNow):
            actions.chase(office, summary_id=key, at=now)
        actions.ask_more(office, summary_id=key, asks="And in 2023?", at=now)
    with be("asha") as asha:
        assert "And in 2023?" in queries.summary(asha, key).asks


def test_it_is_asked_of_somebody_who_works_there(be, cast, now):
    with pytest.raises(Lacking):
        asked(be, cast, now, notified(be, now), who="tom", agency="health")


def test_no_rapid_review_ends_before_every_agency_was_heard_and_all_three_agree(be, cast, now):
    made = notified(be, now)
    key = asked(be, cast, now, made)
    with be("office") as office:
        with pytest.raises(Lacking) as lacking:
            actions.finish(office, incident_id=made, at=now)
        assert "Not heard yet: Health." in lacking.value.gaps
        actions.write_rapid(office, incident_id=made, facts="It was so.", learning="Ask.", at=now)
    sent(be, key, now)
    decided(be, made, now, lena="practice_review")
    with be("office") as office, pytest.raises(Lacking) as lacking:
        actions.finish(office, incident_id=made, at=now)
    assert lacking.value.gaps == ("The three do not agree. Each may decide again until they do.",)
    decided(be, made, now)
    with be("office") as office:
        assert actions.finish(office, incident_id=made, at=now) == "none"


def test_a_body_that_is_not_one_of_the_three_does_not_decide(be, now):
    made = notified(be, now)
    with be("office") as office, pytest.raises(Denied):
        actions.decide(office, incident_id=made, answer="none", words="No.", at=now)


def test_when_the_panel_does_not_agree_the_three_decide_again_and_the_old_decision_counts_no_more(be, cast, now):
    made = ready(be, cast, now)
    later = now + timedelta(days=3)
    with be("office", at=later) as office:
        actions.finish(office, incident_id=made, at=now)
        actions.keep_panel_answer(office, incident_id=made, answer="disagrees", words="Hold one.",
                                  answered_on=later.date(), at=later)  # fmt: skip
        actions.think_again(office, incident_id=made, why="The panel asks for it.", at=later)
        assert queries.incident(office, made).answers == {}
        assert len(queries.incident(office, made).decisions) == 3


def test_a_practice_review_runs_six_months_and_its_report_is_sent_seven_working_days_before(be, cast, now):
    made = ready(be, cast, now, chief="practice_review", lena="practice_review", chief_health="practice_review")
    publish_on = (now + timedelta(days=100)).date()
    with be("office") as office:
        actions.finish(office, incident_id=made, at=now)
        actions.plan(office, incident_id=made, terms="Why was she not asked?", reviewer="Dr Ines Marlow",
                     family_words="Her aunt speaks for her.", parallel="", publish_on=publish_on, at=now)  # fmt: skip
        running = {c.rule_id: c for c in queries.incident(office, made).clocks if c.state.is_open}
        assert set(running) == {"lcspr", "lcspr_sent_before"}
        assert running["lcspr_sent_before"].due_on < publish_on
        published = {"incident_id": made, "title": "Child W", "address": "https://saltmere.example/w"}
        with pytest.raises(Lacking):
            actions.publish(office, published_on=now.date(), at=now, **published)
        actions.sent_to_panel(office, incident_id=made, sent_on=now.date(), at=now)
        actions.publish(office, published_on=now.date(), at=now, **published)
        assert not [c for c in queries.incident(office, made).clocks if c.state.is_open]
        assert queries.outlines(office)[0].title == "Child W"


def test_a_report_that_is_not_published_says_why(be, cast, now):
    made = ready(be, cast, now, chief="practice_review", lena="practice_review", chief_health="practice_review")
    with be("office") as office:
        actions.finish(office, incident_id=made, at=now)
        with pytest.raises(Lacking):
            actions.withhold(office, incident_id=made, why="Too hard.", at=now)
        actions.withhold(office, incident_id=made, why="It would lead to her brother; learning goes to all.", at=now)
        assert queries.incident(office, made).row.state == "withheld"


def test_what_is_set_aside_needs_no_review_and_says_why(be, now):
    made = told(be, now)
    with be("office") as office:
        actions.set_aside(office, incident_id=made, why="All three agree that it was an accident at play.", at=now)
        outcomes = {c.state.value for c in clocks.for_subject(office, (queries.KIND, made))}
    assert outcomes.isdisjoint({"running", "late", "missed"})


def test_the_partners_page_says_that_a_review_waits_and_names_nobody(be, now):
    notified(be, now)
    with be("chief") as chief:
        (line,) = queries.for_partners(chief)
    assert line.is_named
    assert CHILD not in f"{line.title} {line.detail}"


def test_the_desk_names_nobody(be, cast, now):
    made = notified(be, now)
    asked(be, cast, now, made)
    with be("office", at=now + timedelta(days=40)) as office:
        said = [w.title for w in queries.work_waiting(office)]
    assert any(t.startswith("Finish the rapid review") for t in said)
    assert any(t.startswith("Health has not answered") for t in said)
    assert CHILD not in " ".join(said)
