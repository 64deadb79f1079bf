"""A lead partner signs with the passkey she signs in by, in a real browser with an authenticator of its own."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from kingfisher.accounts.signing.factors import remove_all
from kingfisher.partnership import queries
from kingfisher.partnership.tests.builders import waiting
from tests.walks.test_the_board import be

pytestmark = pytest.mark.browser
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
       "isUserVerified": True}  # fmt: skip


@pytest.fixture
def lent(hub, django_db_blocker):
    """Her second factors go again at the end: the walks share one hub, and in others she signs without."""
    yield
    with django_db_blocker.unblock():
        remove_all(get_user_model().objects.get(username="chief").pk)


@pytest.mark.usefixtures("lent")
def test_a_chief_signs_by_passkey(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        key = waiting(be, datetime.now(UTC), kind="yearly_report", title="Report of a year", first_day=date(2021, 4, 1),
                      last_day=date(2022, 3, 31))  # fmt: skip
    chief = visit()
    chief.hub = hub.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    tools = chief.page.context.new_cdp_session(chief.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    chief.sign_in("chief").say_why()
    chief.see("/account/factors/passkey")
    chief.page.get_by_label("What shall we call it?").fill("Laptop")
    chief.page.get_by_role("button", name="Make a passkey").click()
    chief.page.get_by_text("Your passkey is set up.").wait_for()
    chief.see(f"/partnership/publications/{key}", picture="to-sign-by-passkey")
    chief.page.get_by_label("I have read it, and sign it by passkey for the partner I lead").check()
    chief.page.get_by_role("button", name="Sign it with your passkey").click()
    chief.page.get_by_text("You have signed it.").wait_for()
    chief.look("signed-by-passkey")
    with django_db_blocker.unblock(), be("chief") as office:
        assert [s.kind for s in queries.edition(office, key).signatures if s.counts] == ["Local authority"]
