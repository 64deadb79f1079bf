"""Cases drawn by a seed, read by two apart, agreed on, and shut again."""

import pytest
from django.db import connection

from kingfisher.access.policy import levels
from kingfisher.assurance import actions, queries, rules
from kingfisher.assurance.actions import Lacking
from kingfisher.assurance.tests.builders import cases, drawn, graded, planned, service
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.referrals.facts import facts

READERS = ("ines", "hana")


def things(be, who):
    """Which records this worker knows to be drawn."""
    with be(who), connection.cursor() as cursor:
        cursor.execute("SELECT d.thing FROM assurance_drawn d JOIN assurance_case c ON c.id = d.case_id ORDER BY place")
        return [row[0] for row in cursor.fetchall()]


def test_the_sample_is_the_one_its_seed_draws_and_says_of_how_many(be, cast, now):
    key = drawn(be, cast, now, seed="June")
    with service(now) as door:
        there = {f.id for f in facts(door, first=now.date().replace(day=1).replace(month=1), last=now.date())}
    with be("office") as office:
        row = queries.audit_of(office, key).row
    assert things(be, "ines") == rules.drawn(there, "June", 3)
    assert (row.population_size, row.population_hash) == (len(there), rules.seal(there))


def test_nobody_draws_twice_and_the_office_cannot_draw_at_all(be, cast, now):
    key = drawn(be, cast, now)
    with service(now) as door, pytest.raises(NotNow):
        actions.draw(door, audit_id=key, at=now)
    with be("office") as office, pytest.raises(Denied):
        actions.draw(office, audit_id=key, at=now)


def test_which_record_a_case_is_only_its_readers_know(be, cast, now):
    key = drawn(be, cast, now)
    assert [len(things(be, who)) for who in READERS] == [3, 3]
    for who in ("office", "chief", "priya", "ruth", "tom"):
        assert things(be, who) == []
    for who in ("office", "chief"):
        with be(who) as reader:
            _, case = queries.case_of(reader, cases(be, key, who)[0])
            assert (case.href, case.is_mine) == ("", False)


def test_a_case_is_open_to_its_readers_until_the_audit_is_finished(be, cast, now):
    from kingfisher.referrals.facts import facts

    key = drawn(be, cast, now)
    with service(now) as door:
        chosen = set(things(be, "ines"))
        folders = [f.folder_id for f in facts(door, first=now.date().replace(month=1, day=1), last=now.date())
                   if f.id in chosen]  # fmt: skip
    for who in READERS:
        with be(who) as reader:
            assert set(levels(reader, folders).values()) == {3}
    finished(be, key, now)
    for who in READERS:
        with be(who) as reader:
            assert 3 not in levels(reader, folders).values()


def finished(be, key, now):
    for case in cases(be, key):
        for who in READERS:
            graded(be, case, now, who)
        with be("office") as office:
            actions.agree_on(office, case_id=case, grades=("good", "good"), words="Both say so.", at=now)
    with be("office") as office:
        actions.finish(office, audit_id=key, learning="Her own words are on every form now.", at=now)
    with service(now) as door:
        assert actions.shut(door, audit_id=key, at=now) == 6


def test_neither_reader_sees_the_others_answer_before_both_are_in(be, cast, now):
    key = drawn(be, cast, now)
    case = cases(be, key)[0]
    graded(be, case, now, "ines", "inadequate", "good")
    for who in ("hana", "office", "chief"):
        with be(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assurance_grading")
            assert cursor.fetchone() == (0,)
    graded(be, case, now, "hana")
    with be("hana") as hana:
        _, shown = queries.case_of(hana, case)
    assert [a.grades for a in shown.answers] == [("Inadequate", "Good"), ("Good", "Good")]
    assert shown.differ


def test_only_its_readers_grade_and_once(be, cast, now):
    key = drawn(be, cast, now)
    case = cases(be, key)[0]
    for who in ("office", "chief"):
        with pytest.raises((Denied, NotThere)):
            graded(be, case, now, who)
    for grades in (("good",), ("good", "splendid"), ("good", "good", "good")):
        with pytest.raises(Lacking):
            graded(be, case, now, "ines", *grades)
    graded(be, case, now, "ines")
    with pytest.raises(NotNow):
        graded(be, case, now, "ines", "inadequate", "good")


def test_nobody_agrees_before_both_answered_and_nothing_finishes_before_all_are_agreed(be, cast, now):
    key = drawn(be, cast, now)
    case = cases(be, key)[0]
    with be("office") as office:
        with pytest.raises(NotNow):
            actions.agree_on(office, case_id=case, grades=("good", "good"), words="So.", at=now)
        with pytest.raises(Lacking) as lacking:
            actions.finish(office, audit_id=key, learning="We learned a good deal from it.", at=now)
    assert lacking.value.gaps == ("Not agreed on yet: 3 of the cases.",)
    with service(now) as door, pytest.raises(NotNow):
        actions.shut(door, audit_id=key, at=now)


def test_how_far_readers_agree_is_said_for_each_question_with_how_sure_it_is(be, cast, now):
    key = drawn(be, cast, now, many=12, wanted=12)
    for n, case in enumerate(cases(be, key)):
        graded(be, case, now, "ines", "good" if n < 6 else "improve", "good")
        graded(be, case, now, "hana", "good" if n < 5 else "improve", "good")
    with be("chief") as chief:
        heard, right = queries.audit_of(chief, key).questions
    assert heard.agreed_words == "11 of 12 the same; kappa 0.83, between 0.52 and 1.00"
    assert right.agreed_words == "12 of 12 the same; too few, or too much alike, for one figure"


def test_an_audit_needs_two_readers_a_question_and_days_in_order(be, cast, now):
    for said in ({"second_grader": cast.placements["ines"]}, {"questions": ()}, {"wanted": 1}, {"theme": " "},
                 {"last_day": now.date().replace(year=2020)}, {"population": "everybody"}):  # fmt: skip
        with pytest.raises(Lacking):
            planned(be, cast, now, **said)
    key = planned(be, cast, now)
    with service(now) as door, pytest.raises(Lacking):
        actions.draw(door, audit_id=key, at=now)


def test_what_waits_is_on_its_readers_desk_and_names_nobody(be, cast, now):
    drawn(be, cast, now)
    with be("ines") as ines:
        titles = [w.title for w in queries.work_waiting(ines)]
    assert len(titles) == 3 and all(t.startswith("Grade a case of audit AU") for t in titles)
