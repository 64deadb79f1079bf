"""The gallery in headless Chromium: nothing for axe to find, keys in order, with scripts and without.

Pages come straight from Django's test client and style sheets from the finders: no server, no network. The
content policy is the site's own, so a script or style it would refuse shows itself here.
"""

import mimetypes
import os
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kingfisher.ui.tests import site

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("KINGFISHER_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
HOST = "http://kingfisher.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@pytest.fixture(scope="module")
def chromium():
    if not Path(CHROMIUM).exists() or not site.VENDOR.is_dir():
        if os.environ.get("CI"):
            pytest.fail("Chromium and var/vendor are needed here")
        pytest.skip("needs Chromium and the assets in var/vendor")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """`open_page("/gallery", viewport=...)` gives the page; anything it logs fails the test."""
    client, contexts, logged = Client(), [], []
    posted: list[str] = []

    def answer(route):
        address = route.request.url.removeprefix(HOST)
        plain = address.split("?")[0]
        if plain.startswith("/static/"):
            found = finders.find(plain.removeprefix("/static/"))
            kind = mimetypes.guess_type(plain)[0]
            route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
        elif route.request.method == "POST":
            posted.append(route.request.post_data or "")
            route.fulfill(status=204)
        else:
            reply = client.get(address)
            heads = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
            route.fulfill(status=reply.status_code, body=reply.content, headers=heads)

    def opened(address, **kwargs):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **kwargs)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.posted = posted
        page.on("console", lambda said: logged.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: logged.append(str(fault)))
        page.goto(HOST + address)
        if kwargs.get("java_script_enabled", True) and "paper" not in address:
            page.wait_for_function("document.body.classList.contains('js-enabled')")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not logged


def faults(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize(
    ("address", "how"),
    [
        ("/gallery", {}),
        ("/gallery?faults", {}),
        ("/gallery?faults", {"color_scheme": "dark"}),
        ("/gallery/public", {}),
        ("/gallery/paper", {}),
    ],
)
def test_axe_finds_nothing(open_page, address, how):
    assert faults(open_page(address, **how)) == ""


def test_axe_finds_nothing_on_a_phone_and_nothing_sticks_out(open_page):
    page = open_page("/gallery")
    page.set_viewport_size({"width": 360, "height": 740})
    assert faults(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_first_keys_lead_past_the_frame_in_reading_order(open_page):
    page = open_page("/gallery")
    page.wait_for_timeout(100)
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")
        )
    assert reached[:4] == ["Skip to main content", "Kingfisher", "kf-search", "Search"]
    assert reached[4:7] == ["My work", "Inbox", "People"]
    assert reached[7].startswith("Change")


def test_the_error_summary_takes_the_reader_to_the_box(open_page):
    page = open_page("/gallery?faults")
    page.get_by_role("link", name="Date of birth must include a year").click()
    assert page.evaluate("document.activeElement.id") == "id_born-year"


def test_a_revealed_question_appears_with_its_choice(open_page):
    page = open_page("/gallery")
    assert not page.get_by_label("Why not?").is_visible()
    page.get_by_label("No", exact=True).check()
    assert page.get_by_label("Why not?").is_visible()


def test_without_scripts_the_revealed_question_appears_all_the_same(open_page):
    page = open_page("/gallery", java_script_enabled=False)
    assert page.get_by_label("Why not?").is_hidden()
    page.get_by_label("No", exact=True).check()
    assert page.get_by_label("Why not?").is_visible()
    assert page.locator(".kf-needs-script").is_hidden()


def test_a_slash_goes_to_search_and_a_question_mark_lists_the_keys(open_page):
    page = open_page("/gallery")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "kf-search"
    page.keyboard.type("?")
    assert page.locator("#kf-search").input_value() == "?"
    page.locator("h1").first.click()
    page.keyboard.press("?")
    assert page.locator("#kf-shortcuts").is_visible()
    page.get_by_role("button", name="Turn shortcuts off").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    assert page.locator("#kf-shortcuts").is_hidden()


def test_what_is_typed_is_sent_to_be_kept_as_a_draft_and_nothing_stays_in_the_browser(open_page):
    page = open_page("/gallery")
    page.locator("#id_name").fill("Maya Reed")
    page.get_by_text("Draft saved at").wait_for(timeout=5000)
    assert any("Maya Reed" in body for body in page.posted)
    kept = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "Maya" not in kept


def test_on_paper_there_is_no_frame_and_it_says_who_printed_it(open_page):
    page = open_page("/gallery")
    page.emulate_media(media="print")
    assert page.locator(".kf-nav").is_hidden()
    assert page.locator(".kf-actions").is_hidden()
    assert page.get_by_text("Printed by Priya Nair").is_visible()


def test_no_page_asks_for_the_typeface_or_the_crest(open_page):
    page = open_page("/gallery")
    used = page.evaluate("getComputedStyle(document.querySelector('.govuk-heading-m')).fontFamily")
    assert "GDS" not in used
    assert "crown" not in page.content().lower()
