"""Paging by key over a table Django itself keeps (its list of models), so that no room is needed."""

import pytest
from django.contrib.contenttypes.models import ContentType

from kingfisher.ui.paging import Ask, keyed, packed

pytestmark = pytest.mark.django_db
ORDER = ("-app_label", "id")


def everything():
    return list(ContentType.objects.order_by(*ORDER).values_list("id", flat=True))


def ids(page):
    return [row.id for row in page.rows]


def turn(**asked):
    return keyed(ContentType.objects.all(), Ask.read(asked, size=4), order=ORDER)


def test_turning_forward_to_the_end_shows_every_row_once_and_in_order():
    page, seen = turn(), []
    while True:
        seen += ids(page)
        if not page.next_key:
            break
        page = turn(after=page.next_key)
    assert seen == everything()


def test_turning_back_shows_the_page_before_in_the_same_order():
    first = turn()
    second = turn(after=first.next_key)
    third = turn(after=second.next_key)
    assert first.previous_key == ""
    assert ids(turn(before=third.previous_key)) == ids(second)
    assert ids(turn(before=second.previous_key)) == ids(first)
    assert turn(before=second.previous_key).previous_key == ""


def test_a_key_that_does_not_fit_shows_the_first_page():
    assert ids(turn(after=packed(["x", "not a number"]))) == ids(turn())
    assert ids(turn(after=packed(["only one"]))) == ids(turn())


def test_it_reads_one_row_more_than_it_shows_and_counts_nothing(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        turn()
    assert "COUNT" not in asked.captured_queries[0]["sql"].upper()
    assert "LIMIT 5" in asked.captured_queries[0]["sql"]
