"""The other doors: an agency's own system, the timed chase, and the part on a child's page."""

from datetime import timedelta

import pytest
from ninja.testing import TestClient

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.sharing import panel, queries
from kingfisher.sharing.api import router
from kingfisher.sharing.jobs import chase_overdue
from kingfisher.sharing.tests.builders import a_mention, a_request, a_told_request
from kingfisher.ui.jinja import own_environment


@pytest.fixture
def system(cast, now, monkeypatch):
    """Health's own system, which shows its key. One test is one transaction: its clock stands at `now`."""
    from tests.cast import gather

    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    with acting_as(actor_for(gather.founded, at=now)) as installer:
        key = access.make_machine_key(installer, placement_id=cast.placements["health_system"], label="EPR", at=now)
    return TestClient(router, headers={"Authorization": f"Bearer {key}"})


def test_a_system_reads_what_waits_for_its_agency_and_answers(be, cast, now, system):
    with be("priya") as priya:
        request = a_request(priya, cast, now, holder="health", rag="amber")
        a_request(priya, cast, now, holder="police")
    (waiting,) = system.get("/requests").json()
    assert waiting["id"] == str(request) and waiting["subjects"][0]["name"] == "Maya Reed"
    lacking = system.post(f"/requests/{request}/answer", json={"status": "declined"})
    assert lacking.status_code == 422 and lacking.json()["gaps"]
    said = {"status": "known", "further": {"summary": "GP last week."}, "team_only": {"summary": "Named nurse."}}
    assert system.post(f"/requests/{request}/answer", json=said).status_code == 201
    with be("priya") as priya:
        assert queries.request_file(priya, request).answer.part("team").summary == "Named nurse."


def test_without_a_key_there_is_nothing(db):
    assert TestClient(router).get("/requests").status_code == 401


def test_what_is_overdue_is_chased_by_itself_once_a_day(be, cast, now):
    yesterday = now - timedelta(days=1)
    with be("priya", at=yesterday) as priya:
        late = a_request(priya, cast, yesterday, rag="red")
        a_request(priya, cast, yesterday, holder="health", rag="green")
    assert chase_overdue(at=now) == 1
    assert chase_overdue(at=now) == 0
    with be("ines") as ines:
        assert queries.request_file(ines, late).chased == (now,)
    assert chase_overdue(at=now + timedelta(hours=25)) >= 1


def test_a_childs_page_shows_answers_as_far_as_its_reader_may(be, cast, now):
    with be("priya") as priya:
        mention = a_mention(priya, cast, now)
    a_told_request(be, cast, now, mention=mention)
    page = own_environment().get_template(panel.TEMPLATE)
    with be("priya") as priya:
        assert "under investigation" in page.render({"shown": panel.shown(priya, person_ids=[mention])})
    with be("dele") as dele:
        shown = page.render({"shown": panel.shown(dele, person_ids=[mention])})
        assert "Two calls to the address" in shown and "under investigation" not in shown
    with be("hana") as hana:
        assert "Nobody has been asked" in page.render({"shown": panel.shown(hana, person_ids=[mention])})
