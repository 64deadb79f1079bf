"""The record of who looked, as its readers see it; and an administrator keeps the people and systems of her agency."""

import pytest

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.people import queries as people
from kingfisher.trail import jobs
from tests.cast import gather

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(hub, django_db_blocker):
    """Dele searches for her neighbour's house and opens a folder; Priya for a colleague; a head is signed."""
    from django.utils import timezone

    with django_db_blocker.unblock():
        at = timezone.now()
        dele = actor_for(gather.cast.placements["dele"], at=at, purpose="safeguard_child", via="command")
        with acting_as(dele):
            kept = access.open_folder(dele, kind="person", category="general", at=at)
            about = access.About("Ivo", "Marsh", None, "4 Quay Street", "ZZ1 4AB")
            access.declare_conflict(
                dele, worker_id=dele.worker_id, relation="neighbour", about=about, why="Next door.", at=at
            )
            people.search(dele, "4 Quay Street")
            audit.record(dele, "access.folder.opened", folders=[kept])
        priya = actor_for(gather.cast.placements["priya"], at=at, purpose="safeguard_child", via="command")
        with acting_as(priya):
            people.search(priya, "Dele Adeyemi")
        jobs.log_what_is_settled(at=at)
        jobs.publish_head(at=at)
    return kept


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_record_is_read_by_those_it_concerns(phone, visit, folder):
    size = "-phone" if phone else ""
    lead = visit(phone=phone).sign_in("ig_council")
    lead.see(f"/log/folder/{folder}", picture=f"log-folder{size}")
    assert "Dele Adeyemi" in lead.page.inner_text("main")
    lead.see(f"/log/worker/{gather.cast.placements['dele']}", picture=f"log-worker{size}")
    assert "4 Quay Street" in lead.page.inner_text("main")
    lead.see("/log/searches", picture=f"log-searches{size}")
    assert "declared neighbour" in lead.page.inner_text("main")
    lead.see("/log/mine", picture=f"log-mine{size}")


def test_a_search_is_asked_about_and_settled_without_scripts(visit, folder):
    ruth = visit(scripts=False).sign_in("ruth").say_why()
    ruth.page.goto(f"{ruth.hub}/log/searches")
    card = ruth.page.locator("section", has_text="Dele Adeyemi").first
    card.locator("select").select_option("work")
    card.locator("input[name=why]").fill("He had asked her to.")
    card.locator("button").click()
    assert "It was part of the work." in ruth.page.inner_text("main")


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_desk_reminds_of_a_head_and_it_is_fetched(phone, visit, folder):
    agency = "ig_health" if phone else "ig_schools"
    lead = visit(phone=phone).sign_in(agency)
    lead.see("/desk")
    lead.page.get_by_role("link", name="Fetch the newest head of the record, and keep it").first.click()
    lead.look("heads-phone" if phone else "heads")
    with lead.page.expect_download() as fetched:
        lead.page.get_by_role("button", name="Fetch the newest head").click()
    assert fetched.value.suggested_filename.endswith(".json")
    lead.see("/desk")
    assert "Fetch the newest head" not in lead.page.inner_text("main")


@pytest.fixture(scope="module")
def administrator(hub, django_db_blocker):
    """The username of an administrator of the council's own people."""
    from django.utils import timezone

    at = timezone.now()
    with django_db_blocker.unblock(), acting_as(actor_for(gather.founded, at=at, via="command")) as installer:
        worker = access.add_worker(
            installer, name="Gita Vasquez", email="gita@council.example", phone="01632 960123", username="gita", at=at
        )
        access.give_place(
            installer, worker_id=worker, organisation_code="council", role_code="agency_administrator", at=at
        )
    return "gita"


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_an_administrator_keeps_the_people_and_systems_of_her_agency(phone, visit, administrator):
    size = "-phone" if phone else ""
    gita = visit(phone=phone).sign_in(administrator)
    gita.see("/workers", picture=f"workers{size}")
    assert "Priya Nair" in gita.page.inner_text("main")
    assert "Marcus Bell" not in gita.page.inner_text("main")
    gita.page.get_by_role("link", name="Priya Nair").first.click()
    gita.look(f"worker{size}")
    gita.see("/workers/add", picture=f"worker-add{size}")
    gita.see("/systems", picture=f"systems{size}")
    gita.see("/single-sign-on", picture=f"single-sign-on{size}")
