"""A network drawn and told: an analyst with a mouse, a detective on a phone, and both without JavaScript."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.intelligence import actions
from kingfisher.intelligence.actions import Joined, Noted
from kingfisher.kernel.actor import Actor
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from tests.cast import gather

pytestmark = pytest.mark.browser
THINGS = {
    "amz": ("person", "unverified", "Amz"), "zuzia": ("person", "known", "Zuzia"), "cab": ("person", "known", "Cab"),
    "kash": ("person", "unverified", "Kash"), "dee": ("person", "known", "Dee"),
    "car": ("object", "vehicle", "IQ70 ZZB"), "shop": ("place", "takeaway", "Quay Fryer"),
    "night": ("event", "missing", "Missing overnight"),
}  # fmt: skip
LINKS = (("amz", "zuzia", "associate"), ("amz", "kash", "in_contact"), ("zuzia", "kash", "associate"),
         ("kash", "cab", "associate"), ("cab", "dee", "associate"), ("kash", "dee", "associate"),
         ("cab", "car", "drove"), ("night", "amz", "took_part"), ("night", "shop", "at"))  # fmt: skip


def be(name: str) -> AbstractContextManager[Actor]:
    return acting_as(actor_for(gather.cast.placements[name], at=datetime.now(UTC), purpose="run_service", via="demo"))


def drawn_by_ines() -> dict[str, UUID]:
    with be("ines") as ines:
        day, at = (ines.at - timedelta(days=9)).date(), ines.at
        folder = access.open_folder(ines, kind="person", category="general", at=at)
        people.state_person(ines, folder_id=folder, said=Said(given_name="Amelita", family_name="Frosthaven"), at=at)
        keys = {}
        for key, (kind, sort, label) in THINGS.items():
            on, place = (day, None) if kind == "event" else (None, (100, 200) if kind == "place" else None)
            keys[key] = actions.note(ines, noted=Noted(kind, sort, label, happened_on=on, at=place), at=at)
        actions.give_role(ines, thing_id=keys["amz"], role="child_subject", from_on=day, why="Named at school", at=at)
        for left, right, kind in LINKS:
            joined = Joined(keys[left], keys[right], kind, "observed", "likely", day, day, "PC 4410")
            actions.join(ines, joined=joined, at=at)
    return keys


def the_picture_is_moved_and_told(visit, kash: str) -> None:
    nils = visit().sign_in("nils").say_why()
    faults: list[str] = []
    nils.page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    nils.see("/network", picture="network-list")
    nils.see(kash, picture="network")
    page = nils.page
    page.get_by_label("Show what is next to").select_option(label="Kash")
    assert "Kash, 4 links shown. Open it" in page.locator(".kf-network__chosen").inner_text()
    for press in ("Arrange", "Closer", "Further", "As at first", "Show all"):
        page.get_by_role("button", name=press, exact=True).click()
    assert "Kash: without this" in page.inner_text("main")
    assert faults == []


def the_picture_is_narrowed_by_keyboard(visit, kash: str) -> None:
    nils = visit().sign_in("nils").say_why()
    nils.see(kash)
    page = nils.page
    page.locator("summary", has_text="Narrow the picture").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="People").focus()
    page.keyboard.press("Space")
    page.locator("#also").select_option(label="Cab")
    page.get_by_role("button", name="Apply").press("Enter")
    nils.look("network-narrowed")
    assert "Only people" in page.inner_text("main") and "Opened around Cab" in page.inner_text("main")
    assert page.locator("#kf-things [data-kind=event]").count() == 0


def she_is_said_to_be_somebody_and_the_picture_is_kept(visit, amz: str) -> None:
    nils = visit(scripts=False).sign_in("nils").say_why()
    nils.see(f"{amz}/who?q=Amelita+Frosthaven")
    page = nils.page
    page.get_by_label("Amelita Frosthaven").check()
    page.get_by_label("How do you know?").fill("Same telephone, and her tutor knows the nickname.")
    page.get_by_role("button", name="Record who it is").click()
    assert "Said to be Amelita Frosthaven" in page.inner_text("main")
    page.locator("summary", has_text="Keep this picture").click()
    page.get_by_label("Title").fill("Round Amz")
    page.get_by_label("What is it kept for?").fill("For the mapping meeting on Friday.")
    page.get_by_role("button", name="Keep it as it is now").click()
    assert "SHA-256" in page.inner_text("main")
    nils.see(page.url + "/print", picture="network-kept-paper")


def a_map_of_children_is_drawn_and_somebody_let_in(visit) -> None:
    nils = visit(scripts=False).sign_in("nils").say_why()
    nils.see("/network/maps")
    page = nils.page
    page.get_by_label("Title").fill("Quay Street, after school")
    page.get_by_label("Why is it necessary?").fill("Two girls are driven to one flat, and speak of others.")
    page.get_by_label("Why would less").fill("Each record shows one girl, alone.")
    page.get_by_role("button", name="Open it").click()
    for who, part in (("Zuzia", "Child"), ("Kash", "Adult of concern")):
        page.locator("summary", has_text="Put somebody of the network on it").click()
        known = page.locator("details", has_text="Put somebody of the network on it")
        known.get_by_label("Who?").select_option(label=who)
        known.get_by_label(part, exact=True).check()
        known.get_by_label("Why does this person").fill("Named by two others.")
        known.get_by_role("button", name="Put them on").click()
    page.locator("summary", has_text="Put somebody else on it").click()
    new = page.locator("details", has_text="Put somebody else on it")
    new.get_by_label("Name, or what they are called").fill("Tee")
    new.get_by_label("Child", exact=True).check()
    new.get_by_label("Why does this person").fill("Seen with both of them.")
    new.get_by_role("button", name="Put them on").click()
    two_are_joined_and_ines_is_let_in(page)
    here = page.url.split("?")[0]
    ines = visit(phone=True).sign_in("ines").say_why()
    ines.see(here, picture="network-map-phone")
    assert "Tee" in ines.page.inner_text("main")
    drawn = visit().sign_in("ines").say_why()
    drawn.see(here, picture="network-map")


def two_are_joined_and_ines_is_let_in(page) -> None:
    page.locator("summary", has_text="Say how two know each other").click()
    join = page.locator("details", has_text="Say how two know each other")
    for field, words in (("Who?", "Zuzia"), ("How?", "Is an associate of"), ("With whom?", "Tee")):
        join.get_by_label(field, exact=True).select_option(label=words)
    join.get_by_label("What does it rest on?").select_option(index=1)
    join.get_by_label("How sure?").select_option(index=1)
    for group in ("First seen together", "Last seen together"):
        box = join.get_by_role("group", name=group)
        for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
            box.get_by_label(part).fill(value)
    join.get_by_label("Who says so?").fill("Her tutor")
    join.get_by_role("button", name="Join them").click()
    assert "written down for this map alone" in page.inner_text("main") and "Her tutor" in page.inner_text("main")
    page.get_by_label("Let in a worker of").select_option(value="police")
    page.get_by_role("button", name="Show its workers").click()
    page.locator("#id_let_in-to").select_option(value=str(gather.cast.placements["ines"]))
    page.locator("details", has_text="Let one in").get_by_label("Why do they need it?").fill("She works on it.")
    page.get_by_role("button", name="Let them in").click()


def test_a_network_is_drawn_told_narrowed_walked_and_kept(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        keys = drawn_by_ines()
    page = {name: f"/network/{key}" for name, key in keys.items()}
    the_picture_is_moved_and_told(visit, page["kash"])
    the_picture_is_narrowed_by_keyboard(visit, page["kash"])
    she_is_said_to_be_somebody_and_the_picture_is_kept(visit, page["amz"])
    a_map_of_children_is_drawn_and_somebody_let_in(visit)
    phone = visit(phone=True).sign_in("ines").say_why()
    way = f"/network/connected?from={keys['car']}&to={keys['night']}"
    for address, picture in (
        (page["kash"], "network-phone"), (way, "network-way-phone"), (page["amz"] + "/who", "network-who-phone"),
        ("/network", ""), ("/network/charts", ""), ("/network/maps", "network-maps-phone"),
    ):  # fmt: skip
        phone.see(address, picture=picture)
    plain = visit(scripts=False).sign_in("ines").say_why()
    plain.see(page["kash"], picture="network-without-scripts")
    assert plain.page.locator("#kf-network svg a").count() > 4
    plain.see(way, picture="network-way")
    assert "4 steps apart" in plain.page.inner_text("main")
