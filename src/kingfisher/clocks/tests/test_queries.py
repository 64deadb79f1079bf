"""Clocks as they are read: what is due for my agency, beside each thing in a list, on a child's page."""

from datetime import UTC, datetime, timedelta

import pytest

from kingfisher.clocks import actions, panel, queries
from kingfisher.clocks.tests.builders import a_clock, a_folder
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_work_is_listed_soonest_due_first_without_what_is_paused_done_or_anothers(be, cast) -> None:
    with be("priya", at=MONDAY) as priya:
        green, _ = a_clock(priya, MONDAY, rule="contact_rag_green")
        red, _ = a_clock(priya, MONDAY)
        paused, _ = a_clock(priya, MONDAY)
        actions.pause(priya, clock_id=paused, reason="court", at=MONDAY)
        _, done = a_clock(priya, MONDAY)
        actions.stop(priya, subject=done, at=MONDAY)
        actions.start(
            priya, rule="agency_check_red", subject=("sharing.request", new_id()), since=MONDAY,
            folder=a_folder(priya, MONDAY), owner_organisation=cast.organisations["police"], at=MONDAY,
        )  # fmt: skip
        assert [shown.id for shown in queries.due_for(priya)] == [red, green]
        assert [shown.id for shown in queries.due_for(priya, until=MONDAY + timedelta(hours=4))] == [red]
        assert [shown.id for shown in queries.due_for(priya, rules=["contact_rag_green"])] == [green]
        assert [shown.id for shown in queries.due_for(priya, at_most=1)] == [red]


def test_a_list_shows_the_clock_that_runs_beside_each_thing(be) -> None:
    with be("priya", at=MONDAY) as priya:
        first, subject = a_clock(priya, MONDAY)
        actions.stop(priya, subject=subject, at=MONDAY)
        second = actions.start(
            priya, rule="contact_rag_green", subject=subject, folder=a_folder(priya, MONDAY), at=MONDAY
        )
        shown = queries.with_due(priya, subject[0], [subject[1], new_id()])
        assert {key: one.id for key, one in shown.items()} == {subject[1]: second}
        only_red = queries.with_due(priya, subject[0], [subject[1]], rules=["contact_rag_red"])
        assert only_red[subject[1]].id == first


def test_a_clock_in_a_folder_i_may_not_see_does_not_exist_for_me(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
    with be("hana", at=MONDAY) as hana:
        assert queries.for_subject(hana, subject) == []
        assert queries.with_due(hana, *subject[:1], [subject[1]]) == {}
        assert actions.stop(hana, subject=subject, at=MONDAY) == []
        with pytest.raises(NotThere):
            actions.pause(hana, clock_id=clock, reason="court", at=MONDAY)


def test_a_child_s_page_shows_the_open_clocks_of_its_folders(be) -> None:
    with be("priya", at=MONDAY) as priya:
        clock, subject = a_clock(priya, MONDAY)
        _, done = a_clock(priya, MONDAY)
        actions.stop(priya, subject=done, at=MONDAY)
        folders = [queries.for_subject(priya, thing)[0].folder_id for thing in (subject, done)]
        assert [shown.id for shown, _, _ in panel.shown(priya, person_ids=[], folder_ids=folders)["clocks"]] == [clock]
