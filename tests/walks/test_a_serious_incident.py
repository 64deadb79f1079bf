"""A serious incident on its way: an agency answers, a chief decides, the office sees that a recommendation returned."""

from datetime import UTC, datetime

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.reviews.tests.builders import CHILD, asked, notified, recommended
from tests.cast import gather

pytestmark = pytest.mark.browser


def be(name: str, *, at: datetime | None = None):
    then = at or datetime.now(UTC)
    return acting_as(actor_for(gather.cast.placements[name], at=then, purpose="run_service", via="demo"))


def test_an_agency_answers_a_chief_decides_and_what_returned_is_seen(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        incident = notified(be, now)
        summary = asked(be, gather.cast, now, incident)
        recommended(be, now, years_ago=6)
        late = recommended(be, now)
    health = visit(phone=True).sign_in("asha").say_why()
    health.see(f"/reviews/summaries/{summary}", picture="summary-phone")
    chief = visit(phone=True).sign_in("chief").say_why()
    chief.see(f"/reviews/{incident}", picture="incident-chief-phone")
    office = visit().sign_in("office").say_why()
    office.see("/reviews", picture="incidents")
    office.see("/reviews/new", picture="incident-new")
    office.see(f"/reviews/{incident}", picture="incident-office")
    assert CHILD in office.page.inner_text("main")
    office.see(f"/reviews/recommendations/{late}", picture="recommendation")
    office.page.get_by_text("Say whether it was made before").click()
    office.page.get_by_label("Which other one").select_option(index=1)
    office.page.locator("input[name=judge-is_same][value=yes]").check()
    office.page.locator("input[name=judge-words]").fill("Both ask for her voice.")
    office.page.locator("form:has(input[value=judge]) button").click()
    office.look("recommendation-judged")
    assert "Made 2 times" in office.page.inner_text("main")
    for phone in (False, True):
        reader = visit(phone=phone, scripts=not phone).sign_in("chief").say_why()
        reader.see("/reviews/recommendations", picture=f"learned-{phone}")
        assert "Made before, and again" in reader.page.inner_text("main")
        reader.see(f"/reviews/recommendations/{late}", picture=f"recommendation-read-{phone}")
