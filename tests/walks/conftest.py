"""The hub served for real, with the cast signed in through headless Chromium; axe looks at every page shown."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running in this thread
PICTURES = Path(os.environ.get("KINGFISHER_PICTURES", Path(__file__).parents[2] / "var" / "pictures"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def hub(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the hub, served from this process on the test database; what is done there stays done."""
    from django.test.testcases import LiveServerThread

    with django_db_blocker.unblock():
        server = LiveServerThread("127.0.0.1", static_handler=as_served)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://{server.host}:{server.port}"
        server.terminate()


def as_served(application):
    """Style sheets and scripts come from the hub itself, by the names it gives them, as on any site."""
    return application


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: .ci/run installs it.")
        pytest.skip("needs Chromium: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person at one browser. `see` opens a page, looks at it with axe, and keeps a picture of it."""

    page: object
    hub: str
    scripts: bool = True

    def sign_in(self, name: str) -> "Visit":
        self.page.goto(f"{self.hub}/sign-in")
        button = self.page.locator(f'button[name="persona"][value="{name}"]')
        if not button.is_visible():
            self.page.locator("details:has(button[name=persona]) > summary").click()
        button.click()
        return self

    def say_why(self) -> "Visit":
        self.page.goto(f"{self.hub}/access/purpose?next=/desk")
        self.page.locator('input[name="purpose"]').first.check()
        self.page.click("main form button.govuk-button")
        return self

    def see(self, address: str, *, picture: str = "") -> None:
        answer = self.page.goto(self.hub + address if address.startswith("/") else address)
        assert answer.status < 400, f"{address} answered {answer.status}"
        self.look(picture)

    def look(self, picture: str = "") -> None:
        faults = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in self._violations()]
        assert not faults, f"axe on {self.page.url}:\n" + "\n".join(faults)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 1, f"{self.page.url} is {wide} pixels wider than the window"
        if picture:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{picture}.png", full_page=True)

    def _violations(self) -> list[dict]:
        """What axe finds on the page shown. A press may still be on its way to the next page: the page axe began on is
        then gone under it, and it looks again at the one that came.
        """
        if not self.scripts:  # axe waits for timers of the page, which a page without scripts has not
            return []
        for left in (2, 1, 0):
            self.page.wait_for_load_state()
            try:
                return Axe().run(self.page).response["violations"]
            except Error:
                if not left:
                    raise


@pytest.fixture
def visit(chromium, hub):
    """`visit()` opens a browser; `visit(phone=True)` a phone's; `visit(scripts=False)` one without JavaScript."""
    contexts = []

    def start(*, phone: bool = False, scripts: bool = True) -> Visit:
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return Visit(page, hub, scripts)

    yield start
    for context in contexts:
        context.close()
