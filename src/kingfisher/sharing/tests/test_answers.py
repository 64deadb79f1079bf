"""Answering.

One click for not known, two tiers enforced by folders, refusals with reasons, corrections kept.
"""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import Told
from kingfisher.sharing.models import Part
from kingfisher.sharing.tests.builders import FURTHER, a_request, a_told_request


def test_not_known_in_one_click_is_a_whole_check(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now, rag="amber")
    with be("ines") as ines:
        actions.not_known(ines, request_id=request, at=now)
    with be("priya") as priya:
        shown = queries.request_file(priya, request)
        assert shown.state == "answered" and shown.answer.status == "not_known"
        assert "Missing persons" in shown.answer.systems
        assert shown.answer.answered_by == "Ines Duarte"
        assert shown.clock.state.value == "met"


def test_known_without_a_word_of_what_is_known_is_not_an_answer(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("ines") as ines, pytest.raises(actions.CannotAnswer):
        actions.answer(ines, request_id=request, status="known", at=now)


def test_declining_needs_a_reason_and_is_counted_by_agency(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now, holder="health")
    with be("asha") as asha:
        with pytest.raises(actions.CannotAnswer):
            actions.decline(asha, request_id=request, reason="", at=now)
        actions.decline(asha, request_id=request, reason="not_proportionate", words="Ask about this year only.", at=now)
    with be("priya") as priya:
        shown = queries.request_file(priya, request)
        assert shown.state == "declined" and shown.answer.reason_words == "Ask about this year only."
        assert queries.declined_counts(priya) == {"Health": {"not_proportionate": 1}}


def test_refusing_because_sharing_would_harm_more_says_who_decided_and_why(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now, holder="health")
    with be("grace") as grace:
        with pytest.raises(actions.CannotAnswer, match="who decided"):
            actions.decline(grace, request_id=request, reason="more_detrimental", at=now)
        actions.decline(
            grace, request_id=request, reason="more_detrimental", decided_by="Named nurse",
            greater_harm="She would stop coming to the clinic.", at=now,
        )  # fmt: skip


def test_part_of_an_answer_says_why_the_rest_is_held_back(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("ines") as ines:
        with pytest.raises(actions.CannotAnswer):
            actions.answer(ines, request_id=request, status="partial", further=FURTHER, at=now)
        actions.answer(
            ines,
            request_id=request,
            status="partial",
            further=FURTHER,
            reason="prejudice_investigation",
            at=now,
        )
        assert queries.request_file(ines, request).state == "partly_answered"


def test_a_corrected_answer_keeps_the_first_and_is_to_be_read_again(be, cast, now):
    request = a_told_request(be, cast, now)
    with be("priya") as priya:
        assert actions.acknowledge(priya, request_ids=[request], at=now) == 1
        assert actions.acknowledge(priya, request_ids=[request], at=now) == 0
        assert queries.work_waiting(priya) == []
    with be("tom") as tom:
        actions.answer(
            tom, request_id=request, status="known", further=Told(summary="Three calls, not two."),
            correcting="One call was missed.", at=now,
        )  # fmt: skip
    with be("priya") as priya:
        shown = queries.request_file(priya, request)
        assert [a.number for a in shown.answers] == [2, 1]
        assert shown.answers[1].part("further").summary == FURTHER.summary
        (work,) = queries.work_waiting(priya)
        assert work.title.startswith("Police corrected its answer: RQ-")


def test_the_agency_that_answered_sees_who_has_had_its_answer(be, cast, now):
    request = a_told_request(be, cast, now)
    with be("priya") as priya:
        actions.acknowledge(priya, request_ids=[request], at=now)
    with be("ines") as ines:
        (receipt,) = queries.request_file(ines, request).answer.receipts
        assert receipt.by == "Priya Nair" and receipt.at == now


def test_the_first_opening_by_the_agency_asked_is_shown_to_the_asker(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("ines") as ines:
        actions.open_request(ines, request_id=request, at=now)
    with be("priya") as priya:
        assert queries.request_file(priya, request).opened_at == now


@pytest.mark.parametrize("name", ["dele", "hana", "asha"])
def test_only_the_agency_asked_answers(name, be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be(name) as other, pytest.raises((NotThere, Denied)):
        actions.not_known(other, request_id=request, at=now)


def test_a_withdrawn_request_cannot_be_answered(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
        actions.withdraw(priya, request_id=request, why="The wrong child.", at=now)
    with be("tom") as tom, pytest.raises(NotNow):  # he also sits on the team, so he still sees it
        actions.not_known(tom, request_id=request, at=now)


def test_no_answer_is_ever_changed_in_place(be, cast, now):
    a_told_request(be, cast, now)
    with be("tom"), pytest.raises(DatabaseError), transaction.atomic():
        Part.objects.filter(tier="further").update(summary="Nothing at all.")


def test_answers_about_one_contact_come_in_the_order_asked_with_who_holds_them(be, cast, now):
    about = ("referrals.contact", uuid4())
    with be("priya") as priya:
        for holder in ("police", "health", "schools"):
            a_request(priya, cast, now, holder=holder, about=about)
        shown = queries.requests_about(priya, about)
        assert [one.holder_name for one in shown] == ["Police", "Health", "Education"]
        assert [one.is_waiting for one in shown] == [True, True, True]


def test_an_agencys_own_system_may_answer_not_known(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now, holder="health")
    with be("health_system") as system:
        assert [one.id for one in queries.inbox(system)] == [request]
        actions.not_known(system, request_id=request, at=now)


def test_an_answer_waits_to_be_read_by_whoever_asked_and_not_by_workers_other_agencies_lend_the_team(be, cast, now):
    request = a_told_request(be, cast, now)
    told = {}
    for name in ("priya", "ruth", "asha"):
        with be(name) as worker:
            told[name] = len([one for one in queries.work_waiting(worker) if str(request) in one.href])
    assert told == {"priya": 1, "ruth": 1, "asha": 0}
