"""Places and the queue for them: who gets one, who is told, what it costs to give it back late."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import acting_as
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied
from kingfisher.learning import queries
from kingfisher.learning.actions import booking, day, offering, reminding
from kingfisher.learning.actions.lacking import Lacking
from kingfisher.learning.tests.builders import a_day, asked_for, confirmed, held, service, who


def states(be, event) -> dict[str, str]:
    with be("terry") as terry:
        return {line.name: line.state for line in queries.event_file(terry, event).lines}


def letters(be, now, event) -> list[tuple[str, str]]:
    """What was written to whom about this day, in order."""
    from kingfisher.learning.models import Letter

    with be("terry") as terry:
        keys = {line.id for line in queries.event_file(terry, event).lines}
        rows = Letter.objects.filter(about_id__in=keys).order_by("created_at", "id")
        return [(letter.kind, letter.to_name) for letter in rows]


def test_the_first_to_ask_get_the_places_and_the_next_one_waits(be, now):
    event = a_day(be, now, places=2)
    confirmed(now, event, who("Asha"), who("Bea"), who("Col"))
    assert states(be, event) == {"Asha": "booked", "Bea": "booked", "Col": "waiting"}


def test_a_place_that_comes_free_goes_to_whoever_waited_longest_and_she_is_told(be, now):
    event = a_day(be, now, places=1)
    first, *_ = confirmed(now, event, who("Asha"), who("Bea"), who("Col"))
    with acting_as(service(now)) as door:
        assert booking.give_back(door, booking_id=first.booking_id, at=now) == 0
    assert states(be, event) == {"Asha": "given_back", "Bea": "booked", "Col": "waiting"}
    assert letters(be, now, event)[-2:] == [("given_back", "Asha"), ("booked", "Bea")]


def test_nobody_passes_those_who_wait_even_where_a_place_is_free(be, now):
    event = a_day(be, now, in_days=0.9, places=1)
    with be("terry") as terry:
        soon = queries.event(terry, event).starts_at - timedelta(hours=3)
    first, _ = confirmed(soon - timedelta(days=2), event, who("Asha"), who("Bea"))
    with acting_as(service(soon)) as door:
        booking.give_back(door, booking_id=first.booking_id, at=soon)
    assert states(be, event)["Bea"] == "waiting", "three hours before, nobody is sent for any more"
    asked_for(soon, event, who("Col"))
    assert states(be, event)["Col"] == "waiting"


def test_who_did_not_confirm_is_passed_over_and_let_go_after_two_days(be, now):
    event = a_day(be, now, places=1)
    asked_for(now, event, who("Asha"))
    confirmed(now, event, who("Bea"))
    with acting_as(service(now)) as door:
        assert booking.let_go_unconfirmed(door, at=now + timedelta(hours=47)) == 0
        assert booking.let_go_unconfirmed(door, at=now + timedelta(hours=48)) == 1
        assert booking.let_go_unconfirmed(door, at=now + timedelta(hours=49)) == 0
    assert states(be, event) == {"Asha": "let_go", "Bea": "booked"}


def test_given_back_late_it_costs_the_fee_unless_it_came_late_or_was_changed(be, now):
    event = a_day(be, now, in_days=40, places=1)
    with be("terry") as terry:
        late = queries.event(terry, event).starts_at - timedelta(days=4)
    asha, bea = confirmed(now, event, who("Asha"), who("Bea"))
    with acting_as(service(late)) as door:
        assert booking.give_back(door, booking_id=asha.booking_id, at=late) == 5000
        assert booking.give_back(door, booking_id=bea.booking_id, at=late) == 0, "it came to her late"
    (col,) = confirmed(late, event, who("Col"))
    with be("terry") as terry:
        e = queries.event(terry, event)
        offering.change_event(terry, event_id=event, starts_at=e.starts_at + timedelta(hours=2), minutes_long=180,
                              place="Library", places=1, at=late)  # fmt: skip
    with acting_as(service(late)) as door:
        assert booking.give_back(door, booking_id=col.booking_id, at=late) == 0, "the day was changed"


def test_a_fee_is_let_go_with_a_reason(be, now):
    _, (_, bea) = held(be, now, who("Asha"), who("Bea"), absent=1)
    with be("terry") as terry:
        (fee,) = queries.fees(terry, ask_page=_first()).rows
        assert (fee.pence, fee.why) == (5000, "Not there")
        with pytest.raises(Lacking):
            booking.waive(terry, booking_id=bea.booking_id, why=" ", at=now)
        booking.waive(terry, booking_id=bea.booking_id, why="Her child was ill", at=now)
        assert queries.fees(terry, ask_page=_first()).rows[0].waived_why == "Her child was ill"


def _first():
    from kingfisher.ui.paging import Ask

    return Ask()


def test_more_places_move_the_queue_up_and_fewer_than_are_taken_are_refused(be, now):
    event = a_day(be, now, places=1)
    confirmed(now, event, who("Asha"), who("Bea"), who("Col"))
    with be("terry") as terry:
        e = queries.event(terry, event)
        same = {"event_id": event, "starts_at": e.starts_at, "minutes_long": 180, "place": "Town hall", "at": now}
        assert offering.change_event(terry, places=2, **same) == 1
        with pytest.raises(Lacking):
            offering.change_event(terry, places=1, **same)
    assert states(be, event)["Bea"] == "booked"


def test_asked_for_twice_the_first_booking_stands(be, now):
    event = a_day(be, now)
    first = confirmed(now, event, who("Asha"))[0]
    again = asked_for(now, event, who("Asha", email="ASHA@school.example"))[0]
    assert again.booking_id == first.booking_id
    assert len(states(be, event)) == 1


def test_everybody_is_told_when_a_day_is_called_off_and_nobody_owes(be, now):
    event = a_day(be, now, places=1)
    confirmed(now, event, who("Asha"), who("Bea"))
    with be("terry") as terry:
        assert offering.call_off(terry, event_id=event, why="The trainer is ill.", at=now) == 2
    assert set(states(be, event).values()) == {"called_off"}
    with pytest.raises(NotNow):
        asked_for(now, event, who("Col"))


def test_a_register_is_closed_when_everybody_is_marked_and_earns_certificates(be, now):
    before = now - timedelta(days=31)
    event = a_day(be, before, in_days=30, places=3)
    asha, bea, col = confirmed(before, event, who("Asha"), who("Bea"), who("Col"))
    with be("terry") as terry:
        day.mark(terry, booking_id=asha.booking_id, how="mark_absent", at=now)
        day.mark(terry, booking_id=asha.booking_id, how="mark_there", at=now)  # the last press stands
        day.mark_minutes(terry, booking_id=bea.booking_id, minutes=120, at=now)
        with pytest.raises(Lacking):
            day.close_register(terry, event_id=event, at=now)
        day.mark(terry, booking_id=col.booking_id, how="mark_absent", at=now)
        assert day.close_register(terry, event_id=event, at=now) == 1
        with pytest.raises(NotNow):
            day.mark(terry, booking_id=asha.booking_id, how="mark_absent", at=now)
    assert states(be, event) == {"Asha": "attended", "Bea": "partial", "Col": "no_show"}
    assert [kind for kind, _ in letters(be, now, event)][-3:] == ["fee", "day", "day"]


def test_whoever_came_without_a_place_is_on_the_register_even_of_a_full_room(be, now):
    before = now - timedelta(days=31)
    event = a_day(be, before, in_days=30, places=1)
    asha, _ = confirmed(before, event, who("Asha"), who("Bea"))
    with be("terry", at=before) as terry, pytest.raises(NotNow):
        day.walk_in(terry, event_id=event, applicant=who("Una"), at=before)
    with be("terry") as terry:
        for name in ("Una", "Bea", "Una"):
            day.walk_in(terry, event_id=event, applicant=who(name), at=now)
        day.mark(terry, booking_id=asha.booking_id, how="mark_there", at=now)
        assert day.close_register(terry, event_id=event, at=now) == 3
        assert (queries.event(terry, event).taken, queries.event(terry, event).waiting) == (3, 0)
    assert set(states(be, event).values()) == {"attended"}


def test_nobody_is_marked_before_the_day(be, now):
    event = a_day(be, now)
    (asha,) = confirmed(now, event, who("Asha"))
    with be("terry") as terry, pytest.raises(NotNow):
        day.mark(terry, booking_id=asha.booking_id, how="mark_there", at=now)


def test_a_corrected_line_takes_its_certificate_and_its_fee_with_it(be, now):
    event, (asha, bea) = held(be, now, who("Asha"), who("Bea"), absent=1)
    with be("terry") as terry:
        day.correct(terry, booking_id=asha.booking_id, how="mark_absent", why="She signed for Bea", at=now)
        day.correct(terry, booking_id=bea.booking_id, how="mark_there", why="She signed for Bea", at=now)
        lines = {x.name: x for x in queries.event_file(terry, event).lines}
        assert (lines["Asha"].fee_pence, lines["Bea"].fee_pence) == (5000, 0)
        assert queries.booking_of(terry, asha.booking_id).completion_id is None
        assert queries.booking_of(terry, bea.booking_id).completion_id is not None


def test_a_reminder_goes_out_once_for_each_of_its_days_and_not_to_who_booked_today(be, now):
    event = a_day(be, now - timedelta(days=20), in_days=33, places=5)
    confirmed(now - timedelta(days=19), event, who("Asha"))
    confirmed(now, event, who("Bea"))
    with acting_as(service(now)) as door:
        assert reminding.remind(door, at=now) == 1
        assert reminding.remind(door, at=now) == 0
        later = queries.event(door, event).starts_at - timedelta(days=1)
        assert reminding.remind(door, at=later) == 2


def test_letters_reach_the_postroom_once_with_the_hubs_own_address(be, now):
    event = a_day(be, now)
    asked_for(now, event, who("Asha"))
    with acting_as(service(now)) as door:
        assert reminding.hand_over(door, site="https://hub.example/", at=now) >= 1
        assert reminding.hand_over(door, site="https://hub.example/", at=now) == 0
        from kingfisher.postroom import queries as postroom

        sent = [one for one in postroom.to_deliver(door) if one.to_address == "asha@school.example"]
        assert "https://hub.example/courses/bookings/" in sent[0].body
        assert "{site}" not in sent[0].body


def test_a_trainer_teaches_what_she_was_watched_teaching_and_not_twice_at_once(be, now):
    event, other = a_day(be, now), a_day(be, now, code="second")
    with be("terry") as terry:
        one = offering.keep_trainer(terry, name="Mo Lane", email="mo@police.example", employer="Police",
                                    courses=["neglect", "second"], at=now)  # fmt: skip
        with pytest.raises(Lacking):
            offering.give_to_trainer(terry, event_id=event, trainer_id=one, at=now)
        offering.keep_trainer(terry, name="Mo Lane", email="MO@police.example", employer="Police", courses=["neglect",
                              "second"], watched_on=now.date(), watched_who="Terry Lund", at=now)  # fmt: skip
        offering.give_to_trainer(terry, event_id=event, trainer_id=one, at=now)
        with pytest.raises(Lacking) as refused:
            offering.give_to_trainer(terry, event_id=other, trainer_id=one, at=now)
    assert "another event at that time" in refused.value.gaps[0]


def test_nobody_but_the_training_team_and_its_service_gives_places(be, now):
    event = a_day(be, now)
    with be("priya") as priya, pytest.raises(Denied):
        booking.book(priya, event_id=event, applicants=[who("Asha")], at=now)
    with be("priya") as priya, pytest.raises(Denied):
        offering.open_booking(priya, event_id=event, at=now)
