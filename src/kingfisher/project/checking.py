"""The developer's commands `test`, `check` and `fix`.

Tests have a home and an embedded server of their own, made for the run and removed after it, so they can
touch neither the demonstration nor a live database. KINGFISHER_TEST_HOME names one to keep and use again.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kingfisher.project import env, postgres
from kingfisher.project.env import CannotStart

KEPT_SETTINGS = ("KINGFISHER_PG_BIN", "KINGFISHER_TEST_HOME")
MOST_SIDE_BY_SIDE = 4  # each has a database server and perhaps a browser


def test(words: list[str]) -> int:
    """All tests, side by side on the machine's processors, or those the arguments name; pytest has the last line."""
    side_by_side = 1 if words else min(MOST_SIDE_BY_SIDE, len(os.sched_getaffinity(0)))
    shared_out = ["-n", str(side_by_side), "--dist", "loadscope", "--no-loadscope-reorder"] if side_by_side > 1 else []
    with own_server() as settings:
        return call(["-m", "pytest", *shared_out, *words], settings)


def check(words: list[str]) -> int:
    """Style, layout, import contracts, promises of the building; all are run, whatever the first says."""
    if words:
        raise CannotStart("check takes no arguments.")
    top = source()
    lint = Path(sys.executable).with_name("lint-imports")
    with own_server() as settings:
        steps = {
            "style": ["-m", "ruff", "check", ".", "kingfisher"],
            "layout": ["-m", "ruff", "format", "--check", "--quiet", ".", "kingfisher"],
            "import contracts": [str(lint), "--no-logo"],
        }
        if (top / "tests" / "house").is_dir():
            steps["promises of the building"] = ["-m", "pytest", "tests/house"]
        failed = []
        for title, step in steps.items():
            print(f"== {title}", flush=True)
            if call(step, settings) != 0:
                failed.append(title)
    if failed:
        raise CannotStart(f"Not in order: {', '.join(failed)}.")
    return 0


def fix(words: list[str]) -> int:
    """What ruff can mend by itself; arguments are files or folders, everything without."""
    where = words or [".", "kingfisher"]
    mended = call(["-m", "ruff", "check", "--fix", *where], dict(os.environ))
    return call(["-m", "ruff", "format", *where], dict(os.environ)) or mended


def source() -> Path:
    top = env.checkout()
    if top is None:
        raise CannotStart("This command needs a source checkout.")
    return top


def call(words: list[str], settings: dict[str, str]) -> int:
    return subprocess.run([sys.executable, *words], cwd=source(), env=settings, check=False).returncode


def home_of(home: Path, worker: str | None) -> Path:
    """The home of one of pytest's workers (gw0, gw1, ...), with a server of its own: a transaction open in one
    worker's test would otherwise hold back what another's waits for. The first has the run's own.
    """
    return home / worker if worker not in (None, "gw0") else home


@contextlib.contextmanager
def own_server() -> Iterator[dict[str, str]]:
    """An environment without this installation's settings, with a running server of its own."""
    top = source()
    kept = env.raw("KINGFISHER_TEST_HOME")
    home = Path(kept).absolute() if kept else Path(tempfile.mkdtemp(prefix="kingfisher-test-"))
    if not kept:
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's server runs as another user
    for name in [name for name in os.environ if name.startswith("KINGFISHER_") and name not in KEPT_SETTINGS]:
        del os.environ[name]
    paths = [str(top / "src"), str(top)]
    try:
        with postgres.in_use(home):
            # The owner makes the test database; conftest.py then turns every test into the app role's.
            settings = {"KINGFISHER_HOME": str(home), "KINGFISHER_DB_ROLE": "owner"}
            yield {**os.environ, **settings, "PYTHONPATH": os.pathsep.join(paths)}
    finally:
        if not kept:
            servers = [server for one in (home, *home.glob("gw*")) if (server := postgres.known(one))]
            for place in [*(server.place for server in servers), home]:
                shutil.rmtree(place, ignore_errors=True)
