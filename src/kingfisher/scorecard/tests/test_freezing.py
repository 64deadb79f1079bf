"""A quarter is frozen once by the hub's service; the board reads what may be shown, and the count is right."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.verdict import Denied
from kingfisher.scorecard import actions, queries, rules
from kingfisher.scorecard.models import Figure, FigureRow, Frozen

MEASURE = "conferences_in_time"
COUNTED = """SELECT count(*) FILTER (WHERE stopped_at <= due_at), count(*) FROM clocks_clock
  WHERE rule_id IN ('icpc', 'prebirth_icpc') AND outcome <> 'not_needed' AND stopped_at IS NOT NULL
  AND due_on BETWEEN %s AND %s"""


@pytest.fixture
def quarter(now):
    return rules.quarter(rules.quarter(now.date())[0] - timedelta(days=1))


@pytest.fixture
def conferences(be, cast, now, quarter):
    """Twenty-six conferences of the quarter: seventeen in time, seven late, two called off."""
    began = now.replace(year=quarter[0].year, month=quarter[0].month, day=3, hour=10)
    with be("dele", at=began) as dele:
        for number in range(26):
            folder = access.open_folder(dele, kind="pathway", category="child_protection", at=began)
            subject = ("pathway.episode", uuid4())
            clocks.start(dele, rule="icpc", subject=subject, folder=folder,
                         owner_organisation=cast.organisations["council"], at=began)  # fmt: skip
            done = began + timedelta(days=5 if number < 17 else 40)
            clocks.stop(dele, subject=subject, at=done, outcome="not_needed" if number > 23 else "done")
    return quarter[0]


def frozen(first, now):
    door = service_of("front_door_service", at=now, via="job")
    with acting_as(door):
        return actions.freeze(door, first=first, at=now)


def test_a_figure_equals_an_independent_count_of_the_rows(conferences, quarter, now):
    frozen(conferences, now)
    door = service_of("front_door_service", at=now, via="job")
    with acting_as(door), connection.cursor() as cursor:
        counted = cursor.execute(COUNTED, quarter).fetchone()
        row = Frozen.objects.get(measure_id=MEASURE, first=conferences)
    assert tuple(row.cells[0][2:]) == counted == (17, 24)
    assert row.left_out == 2


def test_the_board_sees_it_rounded_and_never_what_was_counted(conferences, be, now, signed_in):
    frozen(conferences, now)
    with be("chief") as chief:
        shown = queries.series(chief, MEASURE).latest
        assert (shown.whole.counted, shown.whole.out_of, shown.left_out) == (15, 25, "fewer than 5")
        assert not Frozen.objects.exists()
        assert queries.behind(chief, MEASURE, conferences) == ([], False)
    shown = signed_in("chief").get(f"/scorecard/{MEASURE}").content.decode()
    assert "fewer than 5" in shown
    assert signed_in("marcus").get(f"/scorecard/{MEASURE}").status_code == 403


def test_who_may_open_the_records_sees_which_were_counted(conferences, be, now, signed_in):
    frozen(conferences, now)
    with be("ruth") as ruth:
        rows, more = queries.behind(ruth, MEASURE, conferences)
    assert (len(rows), more) == (26, False)
    assert [r.counted for r in rows].count("yes") == 17
    page = f"/scorecard/{MEASURE}/{conferences}"
    assert signed_in("ruth").get(page).status_code == 200
    assert rows[0].title not in signed_in("chief").get(page).content.decode()


def test_freezing_again_makes_no_second_edition(conferences, now):
    assert frozen(conferences, now) > 0
    assert frozen(conferences, now) == 0


def test_a_quarter_that_is_not_over_is_not_frozen(now, db):
    with pytest.raises(actions.NotOver):
        frozen(now.date(), now)


@pytest.mark.parametrize("name", ["chief", "ruth", "priya"])
def test_nobody_but_the_hubs_service_freezes(name, be, now):
    with be(name) as worker, pytest.raises(Denied):
        actions.freeze(worker, first=date(2026, 1, 1), at=now)


def test_whoever_does_not_read_the_scorecard_reads_no_figure_even_in_sql(conferences, be, now):
    frozen(conferences, now)
    with be("marcus"):
        assert (Figure.objects.count(), FigureRow.objects.count(), Frozen.objects.count()) == (0, 0, 0)


NEIGHBOURS = "area,measure,quarter_begins,percent,source\n{}"


@pytest.mark.parametrize(
    "line",
    [
        "Northmoor,no_such,2026-04-01,80,Their report",
        "Northmoor,conferences_in_time,2026-04-02,80,Their report",
        "Northmoor,conferences_in_time,2026-04-01,NaN,Their report",
        "Northmoor,conferences_in_time,2026-04-01,180,Their report",
        "Northmoor,conferences_in_time,2026-04-01,80,",
        "",
    ],
)
def test_a_neighbours_line_that_cannot_be_right_brings_in_nothing(line, admin_of_board, now):
    with admin_of_board() as keeper, pytest.raises(actions.Unreadable):
        actions.keep_neighbours(keeper, text=NEIGHBOURS.format(line), at=now)


def test_neighbours_stand_beside_our_figure_with_their_source(admin_of_board, now):
    with admin_of_board() as keeper:
        line = "Northmoor,conferences_in_time,2026-04-01,81.5,Their yearly report p. 4"
        actions.keep_neighbours(keeper, text=NEIGHBOURS.format(line), at=now)
        assert queries.series(keeper, MEASURE).neighbours[0][0] == "Northmoor"


@pytest.fixture
def admin_of_board(cast, now):
    """A business manager of the hub, given her place for this test."""
    from contextlib import contextmanager

    from kingfisher.access.entry import actor_for
    from tests.cast import gather

    installer = actor_for(gather.founded, at=now, via="command")
    with acting_as(installer):
        worker = access.add_worker(installer, name="Bel Marsh", email="bel@hub.example", phone="", username="", at=now)
        place = access.give_place(installer, worker_id=worker, organisation_code="hub", role_code="business_manager",
                                  team_codes=(), at=now)  # fmt: skip

    @contextmanager
    def become():
        actor = actor_for(place, at=now, via="command")
        with acting_as(actor):
            yield actor

    return become
