"""Loaded by pytest before Django's settings: brings up a database for tests, apart from any real home."""

import os
from contextlib import ExitStack

from kingfisher.project import checking, env

os.environ.setdefault("KINGFISHER_HOME", str((env.checkout() or env.Path.cwd()) / ".kingfisher" / "tests"))
os.environ["KINGFISHER_HOME"] = str(checking.home_of(env.home(), os.environ.get("PYTEST_XDIST_WORKER")))
# Tables are made as the owner; every test then runs as the application's own role (conftest.py).
os.environ["KINGFISHER_DB_ROLE"] = "owner"
os.environ.setdefault("KINGFISHER_DEMO", "1")

from kingfisher.project import database, postgres

running = ExitStack()
if database.is_embedded():
    running.enter_context(postgres.in_use())
else:
    database.prepare()


def pytest_unconfigure() -> None:
    """Leave the server; whoever leaves last stops it."""
    running.close()
