"""Asking: by one click, on a basis, with a clock; and who knows that it was asked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kingfisher.access import policy
from kingfisher.access.models import AuditLine
from kingfisher.chronology import queries as chronology
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.sharing import actions, queries
from kingfisher.sharing.tests.builders import a_mention, a_request


def test_one_click_asks_the_usual_questions_on_the_ordinary_basis(be, cast, now):
    with be("priya") as priya:
        shown = queries.request_file(priya, a_request(priya, cast, now))
        assert shown.names == "Maya Reed" and shown.subjects[0].born_on.year == 2012
        assert any("missing" in one for one in shown.questions)
        assert (shown.gateway, shown.art6, shown.art9, shown.sch1) == (
            "ca2004_s10", "art6_e", "art9_g", "sch1_18",
        )  # fmt: skip
        assert shown.basis_answers and all(answer for _, answer in shown.basis_answers)
        assert shown.state == "asked" and shown.due_at is not None


def test_a_red_check_is_due_four_hours_after_the_contact_was_received(be, cast, now):
    received = now - timedelta(hours=1)
    with be("priya") as priya:
        shown = queries.request_file(priya, a_request(priya, cast, now, rag="red", since=received))
        assert shown.due_at == received + timedelta(hours=4)


def test_the_agency_asked_finds_it_in_its_list_the_soonest_due_first(be, cast, now):
    with be("priya") as priya:
        green = a_request(priya, cast, now, rag="green")
        red = a_request(priya, cast, now, rag="red")
    with be("ines") as ines:
        assert [one.id for one in queries.inbox(ines)] == [red, green]


def test_another_agency_sees_nothing_nor_that_a_request_exists(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
        folder = queries.request_file(priya, request).folder_id
        about = queries.request_file(priya, request).about
    with be("hana") as hana:
        assert policy.levels(hana, [folder]) == {}
        assert queries.requests_about(hana, about) == [] and queries.inbox(hana) == []
        with pytest.raises(NotThere):
            queries.request_file(hana, request)


def test_a_request_without_a_reason_is_refused_with_every_gap(be, cast, now):
    with be("priya") as priya, pytest.raises(actions.CannotAsk) as refused:
        actions.ask(
            priya, holder_id=cast.organisations["police"], about=("referrals.contact", uuid4()), subjects=[],
            why=" ", at=now,
        )  # fmt: skip
    assert len(refused.value.gaps) == 2


def test_a_duty_that_has_not_begun_cannot_be_relied_on(be, cast, now):
    with be("priya") as priya, pytest.raises(actions.CannotAsk, match="not in force"):
        a_request(priya, cast, now, gateway="ca2004_s16la")


def test_substantial_public_interest_needs_its_condition(be, cast, now):
    with be("priya") as priya, pytest.raises(actions.CannotAsk, match="Schedule 1"):
        a_request(priya, cast, now, sch1="")


def test_nobody_asks_about_a_person_she_cannot_see(be, cast, now):
    with be("tom") as tom:
        from kingfisher.sharing.tests.builders import own_person

        hidden = own_person(tom, now, category="intelligence")
    with be("priya") as priya, pytest.raises(NotThere):
        actions.ask(
            priya, holder_id=cast.organisations["health"], about=("people.person", hidden), why="to know",
            subjects=[actions.SubjectAsked(name="Maya Reed", person_id=hidden)], at=now,
        )  # fmt: skip


def test_a_school_lead_may_not_ask_agencies(be, cast, now):
    with be("marcus") as marcus, pytest.raises(Denied):
        a_request(marcus, cast, now)


def test_an_agency_is_not_asked_twice_about_one_thing_while_it_has_not_answered(be, cast, now):
    about = ("referrals.contact", uuid4())
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
        first = a_request(priya, cast, now, about=about, mention=mention)
        with pytest.raises(actions.AlreadyAsked):
            a_request(priya, cast, now, about=about, mention=mention)
        assert queries.suggested(priya, cast.organisations["police"], about=about).already_waiting == first
        actions.withdraw(priya, request_id=first, why="asked too soon", at=now)
        assert a_request(priya, cast, now, about=about, mention=mention)


def test_a_withdrawn_request_is_gone_from_the_agency_asked_that_second(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("ines") as ines:
        assert queries.request_file(ines, request)
    with be("priya") as priya:
        actions.withdraw(priya, request_id=request, why="The wrong Maya.", at=now)
        shown = queries.request_file(priya, request)
        assert shown.state == "withdrawn" and shown.clock.state.value == "not_needed"
    with be("ines") as ines:
        assert queries.inbox(ines) == []
        with pytest.raises(NotThere):
            queries.request_file(ines, request)


def test_what_is_unanswered_when_the_contact_is_decided_is_taken_back(be, cast, now):
    about = ("referrals.contact", uuid4())
    with be("priya") as priya:
        for holder in ("police", "health"):
            a_request(priya, cast, now, holder=holder, about=about)
    with be("ines") as ines:
        actions.not_known(ines, request_id=queries.inbox(ines)[0].id, at=now)
    with be("priya") as priya:
        assert actions.withdraw_waiting(priya, about=about, why="Decided.", at=now) == 1
        assert sorted(one.state for one in queries.requests_about(priya, about)) == ["answered", "withdrawn"]


def test_an_overdue_request_is_seen_to_be_and_can_be_chased(be, cast, now):
    yesterday = now - timedelta(days=1)
    with be("priya", at=yesterday) as priya:
        request = a_request(priya, cast, yesterday, rag="red")
    with be("priya") as priya:
        assert queries.request_file(priya, request).is_overdue
        actions.chase(priya, request_id=request, at=now)
    with be("ines") as ines:
        (waiting,) = queries.inbox(ines)
        assert waiting.is_overdue and waiting.chased == (now,)
        actions.not_known(ines, request_id=request, at=now)
    with be("priya") as priya:
        assert not queries.request_file(priya, request).is_overdue
        with pytest.raises(NotNow):
            actions.chase(priya, request_id=request, at=now)


def test_a_new_rating_moves_the_clock_of_what_is_unanswered(be, cast, now):
    about = ("referrals.contact", uuid4())
    with be("priya") as priya:
        request = a_request(priya, cast, now, about=about, rag="green")
        assert actions.rerate(priya, about=about, rag="red", why="He is home alone with her.", at=now) == 1
        shown = queries.request_file(priya, request)
        assert shown.rag == "red" and shown.due_at == now + timedelta(hours=4)


def test_the_agency_asked_cannot_withdraw_what_it_is_asked(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
    with be("hana") as hana, pytest.raises(NotThere):
        actions.withdraw(hana, request_id=request, why="busy", at=now)


def test_that_an_agency_was_asked_stands_in_the_childs_history_without_content(be, cast, now):
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
        a_request(priya, cast, now, mention=mention)
        titles = [line.title for line in chronology.timeline(priya, [mention])]
    assert titles == ["Asked Police for information"]


def test_opening_a_request_writes_a_line_in_the_audit(be, cast, now):
    with be("priya") as priya:
        request = a_request(priya, cast, now)
        shown = queries.request_file(priya, request)
        line = AuditLine.objects.filter(what="sharing.request.read").latest("id")
        assert line.folder_ids == [shown.folder_id]


def test_the_work_of_an_agency_names_no_child(be, cast, now):
    with be("priya") as priya:
        a_request(priya, cast, now, rag="amber")
    with be("ines") as ines:
        (work,) = queries.work_waiting(ines)
        assert work.title.startswith("Answer Council: RQ-") and work.due_at
        assert work.href.startswith("/sharing/requests/") and work.state == "running"
    with be("hana") as hana:
        assert queries.work_waiting(hana) == []


def test_of_another_agencys_statement_only_name_and_birth_date_are_passed_on(be, cast, now):
    from kingfisher.people.rules import AddressSaid, Said
    from kingfisher.sharing.tests.builders import own_person

    said = Said(
        given_name="Maya",
        family_name="Reed",
        addresses=(AddressSaid("4 Quay Street", "Saltmere", "ZZ1 2AB"),),
    )
    with be("asha") as asha:
        theirs = own_person(asha, now, said=said)
    with be("priya") as priya:
        ours = own_person(priya, now, said=said)
        copied = queries.subjects_from(priya, [theirs, ours])
        assert [one.address for one in copied] == ["", "4 Quay Street, Saltmere, ZZ1 2AB"]
