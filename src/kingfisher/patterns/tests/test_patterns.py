"""Any worker raises a pattern; leaders answer in writing; what nobody answers goes up by itself."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.patterns import actions, queries
from kingfisher.patterns.actions import Lacking

pytestmark = pytest.mark.django_db
SAID = {"kind": "place", "title": "The flat on Quay Street", "seen": "Four girls in six weeks were found there.",
        "wanted": "Somebody closes the flat."}  # fmt: skip
ANSWER = {"answer": "acting", "words": "Ebbourne council applies for a closure order on Friday."}


@pytest.fixture
def raised(be, cast, now):
    """Raised by Marcus, a teacher."""

    def make(at=now, **more):
        with be("marcus") as marcus:
            return actions.raise_pattern(marcus, service=cast.placements["door"], at=at, **{**SAID, **more})

    return make


@pytest.fixture
def partner(cast, be):
    """Lena, a delegated safeguarding partner, who sits among them."""
    return lambda: be("lena")


def test_a_teacher_raises_a_pattern_and_its_clock_runs(raised, be, partner, now):
    key = raised()
    with be("marcus") as marcus:
        (clock,) = clocks.for_subject(marcus, ("patterns.pattern", key))
        assert clock.rule_id == "strategic_concern_answer"
    with partner() as lena:
        assert queries.pattern(lena, key).title == SAID["title"]
        assert [w.title.split(" PT")[0] for w in queries.work_waiting(lena)] == ["Answer pattern"]


def test_what_was_seen_and_what_should_happen_are_said(raised):
    with pytest.raises(Lacking) as lacking:
        raised(seen="Bad.", wanted="", kind="nonsense")
    assert len(lacking.value.gaps) == 3


def test_the_answer_is_written_and_whoever_raised_it_reads_it(raised, be, partner, now):
    key = raised()
    with partner() as lena:
        with pytest.raises(Lacking):
            actions.answer(lena, pattern_id=key, answer="acting", words="Noted.", at=now)
        actions.answer(lena, pattern_id=key, at=now, **ANSWER)
        with pytest.raises(NotNow):
            actions.answer(lena, pattern_id=key, at=now, **ANSWER)
    with be("marcus") as marcus:
        assert queries.pattern(marcus, key).said[-1].words == ANSWER["words"]
        (clock,) = clocks.for_subject(marcus, ("patterns.pattern", key))
        assert clock.state.value == "met"


def test_an_answer_that_settles_nothing_is_taken_to_the_lead_partners(raised, be, partner, now):
    key = raised()
    with partner() as lena:
        actions.answer(lena, pattern_id=key, at=now, **ANSWER)
    with be("marcus") as marcus:
        actions.take_up(marcus, pattern_id=key, words="The order was refused in May.", at=now)
        shown = queries.pattern(marcus, key)
        assert shown.with_lead and shown.is_open


def test_what_nobody_answers_in_time_goes_up_by_itself_once(raised, be, cast, now):
    key = raised(at=now - timedelta(days=20))
    for _ in range(2):
        service = actor_for(cast.placements["door"], at=now, via="job")
        with acting_as(service):
            for late in queries.unanswered(service):
                actions.go_up(service, pattern_id=late, at=now)
    with be("marcus") as marcus:
        shown = queries.pattern(marcus, key)
        assert shown.with_lead
        assert [s.kind for s in shown.said] == ["raised", "unanswered"]


def test_a_pattern_waits_before_the_three_by_its_reference_until_it_is_answered(raised, be, partner, cast, now):
    key = raised(at=now - timedelta(days=20), title="The flat Maya goes to")
    for who in ("chief", "lena"):
        with be(who) as leader:
            found = queries.for_partners(leader)
            if found:
                (one,) = found
                assert "Maya" not in one.title + one.detail and one.is_late and one.is_named
                assert "Otterbrook" in one.detail
    assert found, "the delegated partners read it"
    with partner() as lena:
        actions.answer(lena, pattern_id=key, at=now, **ANSWER)
        assert queries.for_partners(lena) == []
    with be("marcus") as marcus:
        assert queries.for_partners(marcus) == []


def test_another_agency_sees_nothing_of_it_and_only_partners_answer(raised, be, now):
    key = raised()
    with be("dele") as dele:
        with pytest.raises(NotThere):
            queries.pattern(dele, key)
        with pytest.raises(Denied):
            actions.answer(dele, pattern_id=key, at=now, **ANSWER)


def test_a_pattern_is_raised_answered_and_read_on_its_pages(signed_in, now):
    marcus = signed_in("marcus")
    page = marcus.post("/patterns/new", SAID)["Location"]
    lena = signed_in("lena")
    assert SAID["title"] in lena.get("/patterns").content.decode()
    lacking = lena.post(page, {"do": "answer", "answer-answer": "acting", "answer-words": "Noted."}).content.decode()
    assert "by whom and by when" in lacking and "Noted." in lacking
    sent = {"do": "answer", **{f"answer-{k}": v for k, v in ANSWER.items()}}
    assert lena.post(page, sent).status_code == 302
    shown = marcus.get(page).content.decode()
    assert ANSWER["words"] in shown and "settles nothing" in shown
    assert marcus.post(page, {"do": "withdraw", "withdraw-words": "No longer."}).status_code == 200
