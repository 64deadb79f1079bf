"""A document on its way to the public: the office asks, three sign, everybody reads it, with and without JavaScript."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.actor import Actor
from kingfisher.partnership.tests.builders import CHIEFS, waiting
from tests.cast import gather

pytestmark = pytest.mark.browser


def be(name: str) -> AbstractContextManager[Actor]:
    return acting_as(actor_for(gather.cast.placements[name], at=datetime.now(UTC), purpose="run_service", via="demo"))


def test_a_document_is_signed_by_three_and_read_by_everybody(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        key = waiting(be, datetime.now(UTC))
    address = f"/partnership/publications/{key}"
    for number, (_, name) in enumerate(CHIEFS):
        chief = visit(phone=number == 1, scripts=number != 2).sign_in(name).say_why()
        chief.see("/partnership/three", picture=f"chiefs-{number}")
        chief.see(address, picture=f"to-sign-{number}")
        chief.page.get_by_label("I have read it, and sign it for the safeguarding partner I lead").check()
        chief.page.get_by_role("button", name="Sign it", exact=True).click()
        chief.look()
        assert chief.page.get_by_text("You have signed it.").is_visible()
    office = visit().sign_in("office").say_why()
    for page in ("", "/who", "/publications", "/actions", "/risks", "/money", "/engagement", "/prevention"):
        office.see(f"/partnership{page}")
    office.see(address)
    office.page.get_by_role("button", name="Publish it").click()
    office.look("published-by-the-office")
    for phone in (False, True):
        anybody = visit(phone=phone, scripts=False)
        anybody.see("/published", picture=f"public-who-{phone}")
        anybody.see("/published/threshold", picture=f"public-document-{phone}")
        assert "Lead health, Chief" in anybody.page.inner_text("main")
