"""Recommendations: found when they return, followed until somebody knows whether they changed anything."""

from datetime import timedelta

import pytest

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied
from kingfisher.reviews import actions, facts, queries
from kingfisher.reviews.actions import Lacking, Made
from kingfisher.reviews.tests.builders import CHILD, WORDS, carried_out, folder, ready, recommended

AGAIN = "Agencies must make sure that the child's voice is recorded when a child is seen alone by any practitioner"


def seen(be, key, at=None):
    with be("office", at=at) as office:
        return queries.recommendation(office, key)


def test_the_same_in_other_words_is_found_and_a_different_one_is_not(be, now):
    early = recommended(be, now, years_ago=6)
    recommended(be, now, "Taxi licences should be shared between districts before a driver is licensed", years_ago=3)
    late = recommended(be, now, AGAIN)
    assert [a.id for a in seen(be, late).alike] == [early]


def test_only_a_person_says_that_it_returned(be, now):
    early, late = recommended(be, now, years_ago=6), recommended(be, now, AGAIN)
    with be("office") as office:
        assert queries.returned(office) == []
        actions.judge(office, one=late, other=early, is_same=True, words="Both ask for her voice.", at=now)
        ((first, second),) = queries.returned(office)
    assert (first.id, second.id) == (early, late)
    assert seen(be, late).times == 2


def test_a_judgement_may_be_taken_back_and_the_newest_stands(be, now):
    early, late = recommended(be, now, years_ago=6), recommended(be, now, AGAIN)
    with be("office") as office:
        actions.judge(office, one=late, other=early, is_same=True, words="The same.", at=now)
        actions.judge(office, one=early, other=late, is_same=False, words="Another duty.", at=now + timedelta(hours=1))
        assert queries.returned(office) == []


def test_three_that_are_the_same_by_pairs_returned_twice(be, now):
    one, two, three = (recommended(be, now, years_ago=n) for n in (9, 5, 0))
    with be("office") as office:
        actions.judge(office, one=two, other=one, is_same=True, words="Same.", at=now)
        actions.judge(office, one=three, other=two, is_same=True, words="Same.", at=now)
    assert seen(be, three).times == 3


def test_the_desk_asks_about_what_may_have_returned(be, now):
    recommended(be, now, years_ago=6)
    late = recommended(be, now, AGAIN)
    with be("office") as office:
        assert any(w.title == f"Made before? 1 in like words: {seen(be, late).row.ref}"
                   for w in queries.work_waiting(office))  # fmt: skip


def test_words_are_searched_for_within_all(be, now):
    key = recommended(be, now)
    recommended(be, now, "Taxi licences should be shared between districts", theme="other")
    with be("office") as office:
        for sought in ("recording voices", "voice of the child", seen(be, key).row.ref):
            assert [r.id for r in queries.recommendations(office, words=sought)[0]] == [key]
        assert queries.recommendations(office, words="'; DROP & ( |")[0] == []


def test_a_recommendation_names_no_child(be, cast, now):
    made = ready(be, cast, now)
    with be("office") as office, pytest.raises(Lacking) as refused:
        actions.recommend(office, made=Made("rapid_review", "A review", "voice", "Ask children like wren how they are",
                          now.date(), (queries.KIND, made)), folder=folder(now, "recommendation"), at=now)  # fmt: skip
    assert "names the child" in refused.value.gaps[0]
    assert CHILD.split()[0] not in refused.value.gaps[0]


def test_a_worker_of_no_board_reads_no_recommendation(be, now, signed_in):
    key = recommended(be, now)
    with be("priya") as priya:
        assert queries.recommendations(priya)[0] == []
    assert signed_in("priya").get(f"/reviews/recommendations/{key}").status_code == 403
    with be("priya") as priya, pytest.raises(Denied):
        actions.answer(priya, recommendation_id=key, accepted=True, words="", at=now)


def test_what_is_turned_down_says_why(be, now):
    key = recommended(be, now)
    with be("office") as office:
        with pytest.raises(Lacking):
            actions.answer(office, recommendation_id=key, accepted=False, words="No.", at=now)
        actions.answer(office, recommendation_id=key, accepted=False, words="It is the law already.", at=now)
    assert seen(be, key).row.state == "not_accepted"


def test_done_needs_what_shows_it_and_everything_promised_is_done_before_it_is_carried_out(be, cast, now):
    key = recommended(be, now)
    with be("office") as office:
        actions.answer(office, recommendation_id=key, accepted=True, words="", at=now)
        with pytest.raises(Lacking):
            actions.carry_out(office, recommendation_id=key, at=now)
        promise = actions.commit(office, recommendation_id=key, organisation_id=cast.organisations["police"],
                                 owner="Head of public protection", words="Brief all.", due_on=now.date(),
                                 at=now)  # fmt: skip
        with pytest.raises(Lacking):
            actions.done(office, commitment_id=promise, evidence="Discussed.", at=now)
        with pytest.raises(Lacking):
            actions.carry_out(office, recommendation_id=key, at=now)


def test_it_is_looked_at_again_after_six_and_twelve_months(be, cast, now):
    key = recommended(be, now)
    carried_out(be, cast, now, key)
    with be("office") as office:
        due = {c.rule_id for c in clocks.for_subject(office, (queries.ADVICE, key), open_only=True)}
        assert due == {"impact_6", "impact_12"}
        actions.check_impact(office, recommendation_id=key, months=6, answer="partly",
                             words="Forty records read: half say it.", at=now)  # fmt: skip
        with pytest.raises(NotNow):
            actions.check_impact(
                office, recommendation_id=key, months=6, answer="yes", words="Read again: it is so.", at=now
            )
        actions.check_impact(office, recommendation_id=key, months=12, answer="yes",
                             words="Fifty records read: nearly all.", at=now)  # fmt: skip
    assert seen(be, key).row.state == "closed"


def test_what_changed_nothing_is_open_again(be, cast, now):
    key = recommended(be, now)
    carried_out(be, cast, now, key)
    with be("office") as office:
        actions.check_impact(office, recommendation_id=key, months=6, answer="no",
                             words="Records say nothing of her.", at=now)  # fmt: skip
        assert clocks.for_subject(office, (queries.ADVICE, key), open_only=True) == []
    assert seen(be, key).row.state == "accepted"


def test_no_review_is_closed_before_what_it_recommended_is_followed_through(be, cast, now):
    made = ready(be, cast, now)
    with be("office") as office:
        actions.finish(office, incident_id=made, at=now)
        actions.recommend(office, made=Made("rapid_review", "A review", "voice", WORDS, now.date(),
                                            (queries.KIND, made)),
                          folder=folder(now, "recommendation"), at=now)  # fmt: skip
        with pytest.raises(Lacking):
            actions.close(office, incident_id=made, words="Ask.", at=now)


def test_the_yearly_report_and_the_scorecard_count_what_returned(be, now):
    early, late = recommended(be, now, years_ago=6), recommended(be, now, AGAIN)
    with be("office") as office:
        actions.judge(office, one=late, other=early, is_same=True, words="The same.", at=now)
        first, last = now.date() - timedelta(days=30), now.date()
        rows = dict(facts.for_report(office, first, last))
        assert [f.said["returned"] for f in facts.facts(office, first=first, last=last)] == ["yes"]
    assert rows["Recommendations made"] == "1"
    assert rows["Made before, and again: Hearing the child"].startswith("2 times")


def test_a_file_that_shows_it_is_kept_with_it(be, now):
    key = recommended(be, now)
    with be("office") as office:
        actions.attach(office, recommendation_id=key, name="form.txt", content=b"The new form.", at=now)
    assert [f.name for f in seen(be, key).files] == ["form.txt"]
