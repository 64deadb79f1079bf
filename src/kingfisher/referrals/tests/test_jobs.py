"""What timed work does: nothing that was kept stays unread, nothing half-written stays for ever."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import acting_as, service_of
from kingfisher.postroom import actions as postroom
from kingfisher.referrals import actions, queries
from kingfisher.referrals.jobs import forget_old_drafts, read_in_what_waits
from kingfisher.referrals.tests.builders import concern
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db


def test_a_concern_kept_just_before_the_machine_stopped_is_read_in_afterwards(be, now):
    service = service_of("front_door_service", at=now - timedelta(hours=1), via="public")
    with acting_as(service):
        for body in (concern(), b"not to be read"):
            postroom.accept_once(
                service, kind="concern", door="public", body=body, content_type="application/json", at=service.at
            )
    assert read_in_what_waits(at=now) == 1
    assert read_in_what_waits(at=now) == 0
    with be("priya") as priya:
        assert len(queries.queue(priya, queries.Wanted(), Ask()).rows) == 1


def test_what_a_visitor_began_is_gone_after_fourteen_days(cast, now):
    service = service_of("front_door_service", at=now, via="public")
    with acting_as(service):
        actions.save_draft(service, answers={"what_happened": ["He calls."]}, at=now - timedelta(days=15))
        actions.save_draft(service, answers={"what_happened": ["She calls."]}, at=now - timedelta(days=13))
    assert (forget_old_drafts(at=now), forget_old_drafts(at=now)) == (1, 0)
