"""The front door's queue renews itself under the reader's eyes: her place, her focus and her filter stay hers."""

import pytest

from kingfisher.referrals.tests.builders import sent
from tests.cast import gather

pytestmark = pytest.mark.browser
RENEW = "htmx.ajax('GET', document.querySelector('#queue-rows').getAttribute('hx-get'), '#queue-rows')"


@pytest.fixture
def concern(django_db_blocker):
    """`concern("Ada Quinn")`: a concern about her comes in while others look at the queue."""
    from django.utils import timezone

    def comes(name: str, **more) -> None:
        with django_db_blocker.unblock():
            sent(
                gather.cast,
                timezone.now(),
                key=f"renew {name}",
                children=[{"name": name, "born": "2 May 2012"}],
                **more,
            )

    return comes


def sight(page, name: str) -> float:
    return page.get_by_role("link", name=name).bounding_box()["y"]


def renewed(page, name: str) -> None:
    """What the clock of the page does every fifteen seconds, done now."""
    page.evaluate(RENEW)
    page.get_by_role("link", name=name).wait_for()
    page.wait_for_timeout(200)


def test_a_new_concern_appears_and_leaves_the_reader_where_she_was(visit, concern):
    for number in range(12):
        concern(f"Child {chr(65 + number)} Fen")
    priya = visit().sign_in("priya").say_why()
    priya.see("/referrals/queue")
    page = priya.page
    row = page.get_by_role("link", name="Child H Fen")
    row.focus()
    row.evaluate("one => one.scrollIntoView({block: 'center'})")
    before = sight(page, "Child H Fen")
    assert page.evaluate("window.scrollY") > 0
    concern("Newly Come", danger_now="yes")
    renewed(page, "Newly Come")
    assert abs(sight(page, "Child H Fen") - before) < 3, "the line she reads stands where it stood"
    assert page.evaluate("document.activeElement.textContent") == "Child H Fen"
    page.evaluate("document.activeElement.blur()")  # the yellow of the focused link is no colour to judge links by
    priya.look()


def test_a_filter_stays_on_when_the_queue_renews_itself(visit, concern):
    concern("Filtered One", danger_now="yes")
    priya = visit().sign_in("priya").say_why()
    priya.see("/referrals/queue?whose=mine")
    assert priya.page.get_by_role("link", name="Filtered One").count() == 0
    concern("Filtered Two", danger_now="yes")
    with priya.page.expect_response(lambda answer: "/referrals/queue?" in answer.url) as got:
        priya.page.evaluate(RENEW)
    assert "whose=mine" in got.value.url
    assert priya.page.get_by_role("link", name="Filtered Two").count() == 0
