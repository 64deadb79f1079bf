"""A form of over forty boxes, killed in the middle: browser, server, session; and two windows of one form."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.sharing.tests.builders import a_request
from tests.cast import gather

pytestmark = pytest.mark.browser
CONCERN = "/referrals/concern"
# The hub as a process of its own on the tables of this test run, so that it can be killed outright.
SERVED = """
import sys
from django.conf import settings
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
from django.test.utils import override_settings
settings.ALLOWED_HOSTS = ["127.0.0.1"]
from wsgiref.simple_server import WSGIServer, make_server, WSGIRequestHandler
from socketserver import ThreadingMixIn
class Quiet(WSGIRequestHandler):
    def log_message(self, *said): pass
class Many(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True
from kingfisher.project.wsgi import application
from django.db import connections
settings.DATABASES["default"]["NAME"] = sys.argv[2]
make_server("127.0.0.1", int(sys.argv[1]), application, server_class=Many, handler_class=Quiet).serve_forever()
"""


class Server:
    """Started, killed outright (no farewell), and started again at the same address."""

    def __init__(self, name: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.name, self.address, self.process = name, f"http://127.0.0.1:{self.port}", None

    def start(self) -> None:
        said = dict(os.environ, DJANGO_SETTINGS_MODULE="kingfisher.project.settings", KINGFISHER_DB_ROLE="app")
        self.process = subprocess.Popen([sys.executable, "-c", SERVED, str(self.port), self.name], env=said)
        for _ in range(120):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.25)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def own_server(hub):
    from django.db import connection

    server = Server(connection.settings_dict["NAME"])
    server.start()
    yield server
    server.kill()


def fields(page) -> dict:
    """Every box, choice and list of the form, by its name."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('main form[novalidate] [name]')]
             .filter(f => !['hidden', 'file', 'submit'].includes(f.type) && f.tagName !== 'BUTTON')
             .map(f => [`${f.name} ${['radio', 'checkbox'].includes(f.type) ? f.value : ''}`,
                        ['radio', 'checkbox'].includes(f.type) ? f.checked : f.value]))"""
    )


def fill_everything(page) -> dict:
    page.evaluate("() => document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
    form = page.locator("main form[novalidate]")
    for choice in form.locator('input[type="radio"], input[type="checkbox"]').all():
        if choice.is_visible():
            choice.check()
    for number, box in enumerate(form.locator('textarea, input[type="text"], input[type="tel"]').all()):
        if box.is_visible():
            box.fill(f"{number}: “£{number}”, naïve & <b>bold</b>")
    for number, box in enumerate(form.locator("select").all()):
        if box.is_visible():
            box.select_option(index=1 + number % 2)
    kept(page)
    return fields(page)


def kept(page) -> None:
    with page.expect_response("**/drafts/save", timeout=20_000):
        page.locator("main form[novalidate] textarea").first.press("End")
        page.locator("main form[novalidate] textarea").first.type(".")
    page.locator("[data-draft-status]", has_text="Draft saved at").wait_for()


def at_work(visit, name="marcus", hub=""):
    someone = visit()
    someone.hub = hub or someone.hub
    return someone.sign_in(name).say_why()


def a_form_of_two_children(someone):
    page = someone.page
    page.goto(someone.hub + CONCERN)
    if page.get_by_role("button", name="Throw this draft away").count():
        page.get_by_role("button", name="Throw this draft away").click()
    page.get_by_role("button", name="Add another child").click()
    page.locator('[name="child-1-name"]').wait_for()
    return page


def settled(page) -> dict:
    page.wait_for_load_state("networkidle")
    return fields(page)


def test_a_browser_killed_in_a_form_of_forty_boxes_loses_none(visit):
    marcus = at_work(visit)
    typed = fill_everything(a_form_of_two_children(marcus))
    assert len(typed) >= 40, f"{len(typed)} boxes show too little"
    marcus.page.context.close()
    again = at_work(visit)
    again.page.goto(again.hub + CONCERN)
    assert settled(again.page) == typed
    again.look("killed-put-back")


def test_a_server_killed_outright_while_somebody_types_loses_none(visit, own_server):
    marcus = at_work(visit, hub=own_server.address)
    page = a_form_of_two_children(marcus)
    fill_everything(page)
    own_server.kill()
    page.locator('[name="where"]').fill("Typed while the server was dead.")
    page.get_by_text("Not saved yet: there is no connection").wait_for()
    typed = fields(page)
    own_server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Draft saved at").first.wait_for(timeout=20_000)
    page.context.close()
    again = at_work(visit, hub=own_server.address)
    again.page.goto(again.hub + CONCERN)
    assert settled(again.page) == typed


def test_a_session_that_ends_in_the_middle_loses_none(visit):
    marcus = at_work(visit)
    page = a_form_of_two_children(marcus)
    fill_everything(page)
    page.context.clear_cookies()
    page.locator('[name="where"]').fill("Typed after the session had ended.")
    page.get_by_text("You have been signed out").wait_for()
    typed = fields(page)
    other = page.context.new_page()
    type(marcus)(other, marcus.hub).sign_in("marcus").say_why()
    page.get_by_text("Draft saved at").first.wait_for(timeout=20_000)
    marcus.look("signed-out-and-in-again")
    page.context.close()
    again = at_work(visit)
    again.page.goto(again.hub + CONCERN)
    assert settled(again.page) == typed


def test_sent_while_signed_out_nothing_goes_and_sent_again_once_signed_in_it_is_taken(visit):
    marcus = at_work(visit)
    page = a_form_of_two_children(marcus)
    page.context.clear_cookies()
    page.locator('[name="what_happened"]').fill("Typed after the session had ended.")
    page.get_by_text("Keep this page open and sign in again").wait_for()
    typed, send = fields(page), page.get_by_role("button", name="Send to the front door")
    send.click()
    page.wait_for_timeout(500)
    assert page.url.endswith(CONCERN) and fields(page) == typed, "a form sent while signed out went somewhere"
    marcus.look("sent-while-signed-out")
    other = page.context.new_page()
    type(marcus)(other, marcus.hub).sign_in("marcus").say_why()
    page.wait_for_timeout(1_100)  # a button pressed twice within a second counts once
    send.click()
    page.wait_for_url("**/receipts/**", timeout=20_000)
    marcus.look("sent-after-signing-in-again")


def both_are_kept(first, second, box: str) -> None:
    """Each window types its own words into one form; the second is told, and sees the first's."""
    for page, words in ((first, "Said in the first window."), (second, "Said in the second window.")):
        with page.expect_response("**/drafts/save"):
            page.locator(f'[name="{box}"]').fill(words)
        page.wait_for_timeout(300)
    told = second.locator(".kf-draft-told")
    told.get_by_text("Both are kept").wait_for()
    told.locator("summary").first.click()
    assert "Said in the first window." in told.inner_text()
    told.get_by_role("button", name="Go on with this one").first.click()
    assert second.locator(f'[name="{box}"]').input_value() == "Said in the first window."


def test_two_windows_of_one_concern_both_kept_and_shown(visit):
    marcus = at_work(visit)
    first = a_form_of_two_children(marcus)
    second = first.context.new_page()
    second.goto(marcus.hub + CONCERN)
    both_are_kept(first, second, "what_happened")


def test_two_windows_of_one_answer_both_kept_and_shown(visit, django_db_blocker):
    with django_db_blocker.unblock():
        from django.utils import timezone

        at = timezone.now()
        priya = actor_for(gather.cast.placements["priya"], at=at, purpose="safeguard_child", via="command")
        with acting_as(priya):
            request = a_request(priya, gather.cast, at)
    ines = at_work(visit, "ines")
    ines.see(f"/sharing/requests/{request}", picture="answer-two-windows")
    second = ines.page.context.new_page()
    second.goto(ines.page.url)
    both_are_kept(ines.page, second, "further_summary")
