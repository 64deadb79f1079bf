"""Clocks as workers meet them: started, rated anew, paused, stopped, explained; and who may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from kingfisher.access.models import AuditLine
from kingfisher.clocks import actions, queries
from kingfisher.clocks.models import Clock, ClockChange
from kingfisher.clocks.rules import State
from kingfisher.clocks.tests.builders import a_clock, a_folder
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import ask

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def the(actor, clock_id):
    return queries.for_subject(actor, subject_of(clock_id))[0]


def subject_of(clock_id):
    row = Clock.objects.get(id=clock_id)
    return row.subject_kind, row.subject_id


def test_a_red_contact_is_due_four_hours_after_it_was_received(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY + timedelta(minutes=20), since=MONDAY)
        (shown,) = queries.for_subject(priya, subject)
        assert shown.due == MONDAY + timedelta(hours=4)
        assert shown.id == clock and shown.state is State.RUNNING


def test_a_green_contact_is_due_by_the_end_of_the_third_working_day(be) -> None:
    with be("priya", at=MONDAY) as priya:
        _, subject = a_clock(priya, MONDAY, rule="contact_rag_green")
        (shown,) = queries.for_subject(priya, subject)
        assert shown.due == datetime(2026, 11, 26).date()
        assert shown.due_at.astimezone(LONDON).hour == 23


def test_a_clock_keeps_the_rule_it_was_started_under(be) -> None:
    with be("priya", at=MONDAY) as priya:
        _, subject = a_clock(priya, MONDAY)
        (shown,) = queries.for_subject(priya, subject)
        rule = ask.clock("contact_rag_red", on=MONDAY.date())
        assert (shown.rule_id, shown.rule_hash, shown.title) == (rule.id, rule.hash, rule.title)


def test_rating_a_contact_anew_counts_from_the_same_receipt_and_keeps_the_old_moment(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        later = MONDAY + timedelta(hours=2)
        actions.restart_with(priya, clock_id=clock, rule="contact_rag_amber", why="Mother is safe.", at=later)
        (shown,) = queries.for_subject(priya, subject)
        assert (shown.rule_id, shown.started_at) == ("contact_rag_amber", MONDAY)
        assert shown.due == datetime(2026, 11, 24).date()
        (change,) = queries.changes_of(priya, clock)
        assert (change.rule_before, change.rule_after) == ("contact_rag_red", "contact_rag_amber")
        assert change.due_before == MONDAY + timedelta(hours=4)
        assert change.why == "Mother is safe."


def test_rating_up_late_in_the_day_can_make_a_contact_late_at_once(be) -> None:
    evening = MONDAY + timedelta(hours=9)
    with be("priya", at=evening) as priya:
        clock, _ = a_clock(priya, MONDAY, rule="contact_rag_green")
        actions.restart_with(priya, clock_id=clock, rule="contact_rag_red", why="New injury.", at=evening)
        assert the(priya, clock).state is State.LATE


def test_a_new_rating_may_not_double_a_clock_that_runs_already(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        actions.start(priya, rule="contact_rag_amber", subject=subject, folder=a_folder(priya, MONDAY), at=MONDAY)
        with pytest.raises(actions.AlreadyRunning):
            actions.restart_with(priya, clock_id=clock, rule="contact_rag_amber", why="Safer.", at=MONDAY)
        assert the(priya, clock).rule_id == "contact_rag_red"
        assert queries.changes_of(priya, clock) == []


def test_a_new_rating_needs_a_reason(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, _ = a_clock(priya, MONDAY)
        with pytest.raises(actions.NeedsReason):
            actions.restart_with(priya, clock_id=clock, rule="contact_rag_green", why="  ", at=MONDAY)


def test_the_same_clock_runs_once_on_the_same_thing(be) -> None:
    with be("priya", at=MONDAY) as priya:
        _, subject = a_clock(priya, MONDAY)
        again = {"rule": "contact_rag_red", "subject": subject, "folder": a_folder(priya, MONDAY)}
        with pytest.raises(actions.AlreadyRunning):
            actions.start(priya, **again, at=MONDAY)
        actions.stop(priya, subject=subject, at=MONDAY)
        assert actions.start(priya, **again, at=MONDAY)


@pytest.mark.parametrize(("hours", "expected"), [(3, State.MET), (4, State.MET), (5, State.MISSED)])
def test_a_contact_decided_in_time_is_met_and_one_decided_late_is_missed(be, hours, expected) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        assert actions.stop(priya, subject=subject, at=MONDAY + timedelta(hours=hours)) == [clock]
        assert the(priya, clock).state is expected
        assert actions.stop(priya, subject=subject, at=MONDAY) == []


def test_what_was_not_needed_is_neither_met_nor_missed(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        actions.stop(priya, subject=subject, outcome="not_needed", at=MONDAY + timedelta(days=3))
        assert the(priya, clock).state is State.NOT_NEEDED


def test_a_paused_clock_runs_on_later_by_the_time_it_stood(be) -> None:
    with be("priya", at=MONDAY + timedelta(hours=6)) as priya:
        clock, _ = a_clock(priya, MONDAY)
        actions.pause(priya, clock_id=clock, reason="child_missing", at=MONDAY + timedelta(hours=1))
        assert the(priya, clock).state is State.PAUSED
        assert the(priya, clock).paused_because == "child_missing"
        actions.resume(priya, clock_id=clock, at=MONDAY + timedelta(hours=6))
        assert the(priya, clock).due == MONDAY + timedelta(hours=9)
        assert [change.because for change in queries.changes_of(priya, clock)] == ["resumed"]


def test_rating_anew_still_counts_the_time_it_stood(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, _ = a_clock(priya, MONDAY, rule="contact_rag_amber")
        actions.pause(priya, clock_id=clock, reason="court", at=MONDAY + timedelta(hours=1))
        actions.resume(priya, clock_id=clock, at=MONDAY + timedelta(hours=3))
        actions.restart_with(priya, clock_id=clock, rule="contact_rag_red", why="Worse.", at=MONDAY)
        assert the(priya, clock).due == MONDAY + timedelta(hours=6)


def test_stopping_a_paused_clock_counts_the_time_it_stood(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        actions.pause(priya, clock_id=clock, reason="police_asked", at=MONDAY + timedelta(hours=1))
        actions.stop(priya, subject=subject, at=MONDAY + timedelta(hours=30))
        assert the(priya, clock).state is State.MET


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("tired", "x"), ("other", " ")])
def test_a_pause_and_a_miss_need_a_reason_from_the_list(be, reason, words) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, _ = a_clock(priya, MONDAY)
        with pytest.raises(actions.NeedsReason):
            actions.pause(priya, clock_id=clock, reason=reason, words=words, at=MONDAY)
        with pytest.raises(actions.NeedsReason):
            actions.explain_miss(priya, clock_id=clock, reason=reason, words=words, at=MONDAY)


def test_a_missed_clock_asks_why_until_somebody_says(be) -> None:
    late = MONDAY + timedelta(hours=5)
    with be("priya", at=late) as priya:
        clock, subject = a_clock(priya, MONDAY)
        assert the(priya, clock).wants_a_reason
        actions.explain_miss(priya, clock_id=clock, reason="agency_late", at=late)
        actions.stop(priya, subject=subject, at=late)
        shown = the(priya, clock)
        assert shown.state is State.MISSED and shown.missed_reason == "agency_late"
        assert not shown.wants_a_reason


def test_a_clock_that_is_in_time_has_nothing_to_explain(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, _ = a_clock(priya, MONDAY)
        with pytest.raises(actions.NotRunning):
            actions.explain_miss(priya, clock_id=clock, reason="agency_late", at=MONDAY)


def test_a_stopped_clock_cannot_be_moved(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        actions.stop(priya, subject=subject, at=MONDAY)
        for move in (
            lambda: actions.pause(priya, clock_id=clock, reason="court", at=MONDAY),
            lambda: actions.resume(priya, clock_id=clock, at=MONDAY),
            lambda: actions.restart_with(priya, clock_id=clock, rule="contact_rag_green", why="x", at=MONDAY),
        ):
            with pytest.raises(actions.NotRunning):
                move()


def test_how_a_due_moment_moved_can_never_be_changed(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, _ = a_clock(priya, MONDAY)
        actions.restart_with(priya, clock_id=clock, rule="contact_rag_green", why="Less urgent.", at=MONDAY)
        with pytest.raises(Error), transaction.atomic():
            ClockChange.objects.filter(clock_id=clock).update(why="Nothing happened.")


def test_every_act_on_a_clock_is_recorded(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        actions.pause(priya, clock_id=clock, reason="court", at=MONDAY)
        actions.resume(priya, clock_id=clock, at=MONDAY)
        actions.restart_with(priya, clock_id=clock, rule="contact_rag_amber", why="Known.", at=MONDAY)
        actions.stop(priya, subject=subject, at=MONDAY + timedelta(days=5))
        actions.explain_miss(priya, clock_id=clock, reason="too_few_workers", at=MONDAY + timedelta(days=5))
        lines = AuditLine.objects.filter(facts__clock=str(clock)).order_by("id").values_list("what", flat=True)
        assert [line.removeprefix("clocks.clock.") for line in lines] == [
            "started", "paused", "resumed", "rerated", "stopped", "explained",
        ]  # fmt: skip
