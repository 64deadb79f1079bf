"""What an agency counted in its own system: brought in whole, protected like the rest, frozen once, read by nobody."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.verdict import Denied
from kingfisher.partnership import queries as partnership
from kingfisher.scorecard import actions, queries, rules
from kingfisher.scorecard.models import Frozen, Given

HEAD = ",".join(actions.COUNT_COLUMNS)
MEASURE = "training_places_used"


@pytest.fixture
def first(now):
    return rules.quarter(rules.quarter(now.date())[0] - timedelta(days=1))[0]


def brought_in(be, now, *lines):
    with be("office") as office:
        made = actions.keep_counts(office, text="\n".join((HEAD, *lines)), at=now)
    with acting_as(service_of("front_door_service", at=now, via="page")) as door:
        return made, actions.freeze_given(door, at=now)


def test_it_is_shown_rounded_with_who_counted_it_and_what_was_given_is_read_by_nobody(be, now, first):
    whole = f"{MEASURE},{first},,123,201,3,12,Partnership office"
    groups = (f"{MEASURE},{first},school,101,121,,,", f"{MEASURE},{first},police,22,80,,,")
    assert brought_in(be, now, whole, *groups) == (1, 1)
    with be("chief") as chief:
        point = queries.series(chief, MEASURE).latest
        assert (point.whole.counted, point.whole.out_of) == (125, 200)
        assert (point.source, point.left_out, point.missing) == ("Partnership office", "fewer than 5", "about 10")
        assert [(line.label, line.counted) for line in point.splits[0][1]] == [
            ("School or college", 100),
            ("Police", 20),
        ]
    for who in ("office", "chief"):
        with be(who):
            assert (Given.objects.count(), Frozen.objects.count()) == (0, 0)


def test_a_small_group_in_it_is_held_back_like_any_other(be, now, first):
    whole = f"{MEASURE},{first},,103,141,,,Partnership office"
    brought_in(be, now, whole, f"{MEASURE},{first},school,100,121,,,", f"{MEASURE},{first},police,3,20,,,")
    with be("chief") as chief:
        shown = queries.series(chief, MEASURE).latest
    assert all(line.counted is None for _, lines in shown.splits for line in lines)


def test_the_board_sees_which_way_a_measure_goes_and_no_quarter_that_is_held_back(be, now, first, signed_in):
    before = rules.quarter(first - timedelta(days=1))[0]
    earlier = rules.quarter(before - timedelta(days=1))[0]
    brought_in(
        be, now, f"{MEASURE},{earlier},,100,200,,,Partnership office",
        f"{MEASURE},{before},,2,300,,,Partnership office",
        f"{MEASURE},{first},,150,200,,,Partnership office",
    )  # fmt: skip
    shown = signed_in("chief").get("/scorecard").content.decode()
    assert f"{earlier:%b %y} 50%, {first:%b %y} 75%." in shown
    assert f"{before:%b %y}" not in shown


def test_a_quarter_is_brought_in_once_and_the_hub_makes_no_second_count_of_it(be, now, first):
    line = f"{MEASURE},{first},,123,201,,,Partnership office"
    brought_in(be, now, line)
    with pytest.raises(actions.Unreadable) as refused:
        brought_in(be, now, line.replace("123", "124"))
    assert "frozen already" in refused.value.gaps[0]
    with acting_as(service_of("front_door_service", at=now, via="job")) as door:
        actions.freeze(door, first=first, at=now)
        assert Frozen.objects.filter(measure_id=MEASURE, first=first).count() == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("no_such,{first},,1,2,,,Office",),
        ("training_places_used,{first},,9,2,,,Office",),
        ("training_places_used,{first},,-1,2,,,Office",),
        ("training_places_used,{first},,1e3,2000,,,Office",),
        ("training_places_used,{first},,99999999999,99999999999,,,Office",),
        ("training_places_used,{first},,10,20,,,",),
        ("training_places_used,{first},school,10,20,,,",),
        ("training_places_used,{first},,10,20,,,Office", "training_places_used,{first},,10,20,,,Office"),
        ("training_places_used,{first},,10,20,,,Office", "training_places_used,{first},school,9,20,,,"),
        ("training_places_used,{first},,10,20,,,Office", "training_places_used,{first},others,10,20,,,"),
        ("training_places_used,{first},,10,20,,,Office", "training_places_used,{first},=cmd,10,20,,,"),
        ("training_places_used,2999-01-01,,10,20,,,Office",),
        ("training_places_used,2024-02-01,,10,20,,,Office",),
        (),
    ],
)
def test_a_file_that_cannot_be_right_brings_in_nothing(be, now, first, lines):
    with pytest.raises(actions.Unreadable):
        brought_in(be, now, *(line.format(first=first) for line in lines))


@pytest.mark.parametrize("who", ["chief", "priya", "terry"])
def test_nobody_but_the_office_brings_counts_in(be, now, first, who):
    with be(who) as other, pytest.raises(Denied):
        actions.keep_counts(other, text=f"{HEAD}\n{MEASURE},{first},,10,20,,,X", at=now)


def test_the_office_brings_a_file_in_on_the_page_and_the_board_reads_it(signed_in, now, first):
    from django.core.files.uploadedfile import SimpleUploadedFile

    office = signed_in("office")
    assert MEASURE in office.get("/scorecard/counts").content.decode()
    text = f"{HEAD}\n{MEASURE},{first},,123,201,,,Partnership office"
    answer = office.post("/scorecard/counts", {"file": SimpleUploadedFile("counts.csv", text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    for page in ("/scorecard", f"/scorecard/{MEASURE}"):
        assert "Partnership office" in signed_in("chief").get(page).content.decode()
    assert "Partnership office" in b"".join(signed_in("chief").get("/scorecard/figures.csv")).decode()
    assert signed_in("chief").get("/scorecard/counts").status_code == 403


def quarters(first, many):
    """The first days of so many quarters, the last of them this one."""
    found = [first]
    while len(found) < many:
        found.insert(0, rules.quarter(found[0] - timedelta(days=1))[0])
    return found


def test_a_figure_outside_its_limits_is_put_before_the_three_and_said_on_its_page(be, now, first, signed_in):
    days = quarters(first, 9)
    lines = [f"{MEASURE},{day},,{400 if day == first else 700 + n},1000,,,Office" for n, day in enumerate(days)]
    brought_in(be, now, *lines)
    with be("chief") as chief:
        (one,) = queries.for_partners(chief)
        assert [m.title for m in partnership.for_the_three(chief).matters] == [one.title]
    assert one.title == "Outside its limits: Training places used"
    assert one.detail.startswith("40% in the quarter from") and "No child" not in one.detail
    page = signed_in("chief").get(one.href).content.decode()
    assert "lies outside its limits: 40%" in page
    three = signed_in("chief").get("/partnership/three").content.decode()
    assert "Not yet put before you" not in three and one.href in three


def test_figures_within_their_limits_or_held_back_trouble_nobody(be, now, first):
    days = quarters(first, 9)
    lines = [f"{MEASURE},{day},,{700 + n},1000,,,Office" for n, day in enumerate(days)]
    brought_in(be, now, *lines)
    with be("chief") as chief:
        assert queries.for_partners(chief) == []
    with be("priya") as priya:
        assert queries.for_partners(priya) == []


def test_why_a_quarter_is_held_back_is_said(be, now, first, signed_in):
    brought_in(be, now, f"{MEASURE},{first},,2,3,,,Office")
    chief = signed_in("chief")
    assert "Fewer than five were counted in all" in chief.get(f"/scorecard/{MEASURE}").content.decode()
    assert "1 of " in chief.get("/scorecard").content.decode()
