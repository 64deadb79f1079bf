"""The board at work: an agenda from the forward plan, minutes, actions that chase, risks, money, the chiefs' page."""

from datetime import timedelta

import pytest

from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied
from kingfisher.partnership import queries, rules
from kingfisher.partnership.actions import board, keeping, who
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.partnership.tests.builders import BEGAN, seated, signed_by, waiting


@pytest.fixture
def group(be, now):
    """A board with one seat; returns its key and the holder's."""
    with be("office") as office:
        key = who.set_up_group(
            office, code="board", name="Board", tier=3, remit="All together.", begins_on=BEGAN, at=now
        )
        holder = who.add_holder(office, name="Ida Marsh", job_title="Head", of="Otterbrook School", at=now)
        who.seat(office, holder_id=holder, role="member", group_id=key, begins_on=BEGAN, at=now)
    return key, holder


def planned(office, group, now, **said):
    item = {"title": "Neglect", "wanted": "decide", "brought_by": "Council", "month": now.date()}
    board.add_item(office, group_id=group, at=now, **{**item, **said})
    return board.plan_sitting(office, group_id=group, starts_at=now, minutes_long=90, place="Town hall", at=now)


def test_what_was_planned_for_the_month_comes_onto_the_agenda(be, now, group):
    with be("office") as office:
        board.add_item(office, group_id=group[0], title="Later", wanted="note", brought_by="Police", at=now,
                       month=now.date() + timedelta(days=70))  # fmt: skip
        key = planned(office, group[0], now)
        assert [i.title for i in queries.sitting(office, key).items] == ["Neglect"]
        assert [i.title for _, i in queries.forward_plan(office)] == ["Later"]


def test_minutes_are_agreed_only_when_every_item_has_some_and_then_stand(be, now, group):
    with be("office") as office:
        key = planned(office, group[0], now)
        item = queries.sitting(office, key).items[0].id
        with pytest.raises(NotNow):
            board.minute(office, sitting_id=key, item_id=item, words="Too early.", at=now)
        board.move(office, sitting_id=key, how="send_agenda", at=now)
        board.move(office, sitting_id=key, how="hold", at=now)
        with pytest.raises(Lacking):
            board.move(office, sitting_id=key, how="agree_minutes", at=now)
        board.minute(office, sitting_id=key, item_id=item, words="It was said.", at=now)
        board.minute(office, sitting_id=key, item_id=item, words="It was said well.", at=now)
        board.resolve(office, sitting_id=key, words="A neglect strategy by May.", at=now)
        board.move(office, sitting_id=key, how="agree_minutes", at=now)
        shown = queries.sitting(office, key)
        with pytest.raises(NotNow):
            board.resolve(office, sitting_id=key, words="One more.", at=now)
    assert (shown.items[0].minutes, shown.resolved) == ("It was said well.", ((1, "A neglect strategy by May."),))


def test_the_register_counts_towards_how_an_agency_takes_part(be, now, group):
    with be("office") as office:
        key = planned(office, group[0], now)
        (seat,) = [s for s, _ in queries.sitting(office, key).register]
        board.register(office, sitting_id=key, was={seat.id: "absent"}, at=now)
        board.register(office, sitting_id=key, was={seat.id: "deputy"}, at=now)
        (school,) = queries.engagement(office)
    assert (school.of, school.attendance) == ("Otterbrook School", "1 of 1 (100%)")


def test_a_late_action_is_asked_after_the_day_after_and_then_weekly(be, now, group):
    with be("office") as office:
        board.undertake(office, words="Write it", owner_id=group[1], due_on=now.date() - timedelta(days=1), at=now)
        assert [board.chase(office, at=now + timedelta(days=d)) for d in (0, 1, 6, 7)] == [1, 0, 0, 1]


def test_an_action_is_done_only_with_what_shows_it(be, now, group):
    with be("office") as office:
        key = board.undertake(office, words="Write it", owner_id=group[1], due_on=now.date(), at=now)
        with pytest.raises(Lacking):
            board.end_undertaking(office, undertaking_id=key, how="do", outcome=" ", at=now)
        board.end_undertaking(office, undertaking_id=key, how="do", outcome="It is on the shelf.", at=now)
        assert queries.undertakings(office)[0].state == "done"


def risk(office, holder, now, **said):
    whole = {"title": "Too few visitors", "cause_and_effect": "Posts empty.", "controls": "Agency staff.", "limit": 8,
             "likelihood": 4, "impact": 4, "why": "Six posts empty."}  # fmt: skip
    return keeping.keep_risk(office, owner_id=holder, at=now, on=now.date(), **{**whole, **said})


def test_a_risk_keeps_every_score_and_says_when_it_is_above_what_was_agreed(be, now, group):
    with be("office") as office:
        key = risk(office, group[1], now)
        keeping.score(
            office, risk_id=key, likelihood=2, impact=3, why="Four hired.", on=now.date() + timedelta(days=1), at=now
        )
        (shown,) = queries.risks(office)
    assert (shown.score, shown.went, shown.is_over) == (6, "down", False)
    assert [line * impact for _, line, impact, _ in shown.history] == [6, 16]


@pytest.mark.parametrize(("score", "band"), [(1, "green"), (7, "green"), (8, "amber"), (14, "amber"), (15, "red")])
def test_a_score_has_a_band(score, band):
    assert rules.band(score) == band


@pytest.mark.parametrize(("pence", "words"), [(0, "£0"), (1250000, "£12,500"), (1250050, "£12,500.50")])
def test_money_is_said_in_pounds(pence, words):
    assert rules.pounds(pence) == words


def test_a_year_of_money_adds_up_by_giver_and_by_heading(be, now):
    with be("office") as office:
        for sort, whom, pence in (("cash", "Police", 100), ("cash", "Police", 50), ("kind", "Police", 7),
                                  ("budget", "Training", 120), ("spent", "Training", 130)):  # fmt: skip
            keeping.keep_money(office, year=2026, sort=sort, who=whom, pence=pence, at=now)
        found = queries.money(office, year=2026)
    assert found.given == (("Police", 150, 7),)
    assert (found.headings, found.cash, found.spent) == ((("Training", 120, 130),), 150, 130)


def test_what_waits_for_the_three_is_there_until_one_of_them_answers_and_the_others_see_it(be, now, group):
    with be("office") as office:
        risk(office, group[1], now)
    with be("chief") as chief:
        (matter,) = queries.for_the_three(chief).matters
        assert matter.title == "Risk above its limit: Too few visitors"
        keeping.answer(chief, about=matter.about, did="given", words="Say by when the posts are filled.", at=now,
                       owner_id=group[1], due_on=now.date() + timedelta(days=14))  # fmt: skip
    with be("chief_police") as other:
        found = queries.for_the_three(other)
        assert (found.matters, found.settled[0].said[0].by) == ((), "Joan Ellery")
        assert queries.undertakings(other)[0].words == "Say by when the posts are filled."


def test_an_unsigned_document_waits_for_her_who_has_not_signed(be, now):
    key = waiting(be, now)
    signed_by(be, "chief", key, now)
    titles = {}
    for name in ("chief", "chief_health"):
        with be(name) as chief:
            titles[name] = queries.for_the_three(chief).matters[0].title
    assert titles["chief"].startswith("Waiting for others")
    assert titles["chief_health"].startswith("Sign:")


@pytest.mark.parametrize("name", ["office", "priya", "marcus"])
def test_only_partners_answer_what_is_put_before_the_three(be, now, name):
    with be(name) as somebody, pytest.raises(Denied):
        keeping.answer(somebody, about="risk:1", did="accepted", at=now)


def visit(lewis, now, **said):
    whole = {"sort": "hotel", "name": "The Anchor", "district": "West Fen", "visited_on": now.date(), "by": "Lewis",
             "topic": "Signs of exploitation", "reached": 12}  # fmt: skip
    return keeping.keep_visit(lewis, at=now, **{**whole, **said})


def test_two_visits_to_one_place_count_one_place(be, now):
    with be("lewis") as lewis:
        visit(lewis, now)
        visit(lewis, now, name="the anchor", reached=3)
        assert queries.reach_by_district(lewis) == [("West Fen", 1, 2, 15)]


def test_what_must_follow_a_visit_has_a_day_and_is_followed_up_once(be, now):
    with be("lewis") as lewis:
        with pytest.raises(Lacking):
            visit(lewis, now, follow_up="Train the night staff")
        key = visit(lewis, now, follow_up="Train the night staff", follow_up_on=now.date())
        keeping.follow_up(lewis, visit_id=key, on=now.date(), words="Eleven trained.", at=now)
        assert queries.visits(lewis)[0].followed_up_on == now.date()


def test_seats_are_the_boards_and_not_every_workers_to_read(be, now):
    seated(be, now)
    with be("priya") as priya:
        assert queries.who_is_who(priya, on=now.date()).partners == ()
        assert queries.work_waiting(priya) == []
