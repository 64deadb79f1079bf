"""What the tests of the matrix share: a clock that stands still; an answer without what differs each time."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kingfisher.project import engine, env, postgres


@pytest.fixture
def clock(monkeypatch, now):
    """The doors' clock stands still: one test is one transaction, whose moment PostgreSQL takes for now."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator:
    """Laid once for a file of tests: a record of every sort that a sentence rules (world.py)."""
    from kingfisher.project.tests.world import World, one_moment
    from tests.cast import gather

    with django_db_blocker.unblock(), one_moment() as now:
        found = World(gather.cast.own(), now)
        found.build()
        yield found


@pytest.fixture
def world(built) -> Iterator:
    """Everything laid; what a test does to it is undone."""
    from kingfisher.project.tests.world import left_as_it_was

    with left_as_it_was():
        yield built


def plain(response, *keys: object) -> str:
    """What was answered, without what differs each time: tokens, and the key that was asked for."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.content.decode(errors="replace"))
    text = re.sub(r'challenge(&#34;|"): ?(&#34;|")[\w-]+', "challenge", text)  # a passkey's, another each time
    text = re.sub(r'name="once" value="[^"]+"', "", text)
    if text.startswith("%PDF"):  # when a paper was made, and the mark of that making
        text = re.sub(r"D:\d{14}Z?|<xmp:\w+Date>[^<]*|<xmpMM:\w+ID>[^<]*|/ID ?\[[^\]]*\]", "", text)
    for key in keys:
        text = text.replace(str(key), "KEY")
    return text


class Hub:
    """A hub of its own, as on a machine of its own: its home, and its commands run as somebody types them."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        mine = {name: value for name, value in os.environ.items() if not name.startswith("KINGFISHER_")}
        top = env.checkout()
        paths = os.pathsep.join([str(top / "src"), str(top)])
        self.settings = {**mine, "PYTHONPATH": paths, "KINGFISHER_HOME": str(home), "KINGFISHER_ALLOW_EMBEDDED": "1",
                         "KINGFISHER_LOCAL": "", "KINGFISHER_DATABASE_URL": "", **settings}  # fmt: skip

    def start(self, *words: object, module: str = "kingfisher.project.cli") -> subprocess.Popen[str]:
        line = [sys.executable, "-P", "-m", module, *map(str, words)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(line, env=self.settings, text=True, **pipes)

    def run(self, *words: object, module: str = "kingfisher.project.cli") -> str:
        """What it printed; fails with what it said when it did not go well."""
        running = self.start(*words, module=module)
        out, err = running.communicate(timeout=300)
        assert running.returncode == 0, err + out
        return out

    def refused(self, *words: object) -> str:
        """The sentence it gave for not doing so."""
        running = self.start(*words)
        out, err = running.communicate(timeout=300)
        assert running.returncode == 1, err + out
        return err


@pytest.fixture(scope="session")
def new_hub() -> Iterator:
    """`new_hub()`: an empty home. All are stopped and removed at the end."""
    made: list[Hub] = []

    def make(**settings: str) -> Hub:
        top = Path(tempfile.mkdtemp(prefix="kingfisher-test-"))
        top.chmod(engine.folder_mode())
        made.append(Hub(top / "home", **settings))
        return made[-1]

    yield make
    for hub in made:
        with_server = postgres.known(hub.home)
        if with_server:
            postgres.stop(hub.home)
            shutil.rmtree(with_server.place, ignore_errors=True)
        shutil.rmtree(hub.home.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def withern(new_hub) -> Hub:
    """The invented second area, founded from the file in docs/host, with one concern carried through it."""
    hub = new_hub()
    told = hub.run("new-area", "--from", env.checkout() / "docs/host/example-area/area.toml", "--json")
    hub.run("start", module="kingfisher.project.postgres")  # stays up between the commands of these tests
    hub.told = hub.run(told, module="kingfisher.project.tests.first_concern")
    return hub
