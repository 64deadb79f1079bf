"""Loaded by pytest before Django's settings: brings up a database for tests, apart from any real home."""

import os

from kingfisher.project import env

os.environ.setdefault("KINGFISHER_HOME", str((env.checkout() or env.Path.cwd()) / ".kingfisher" / "tests"))
# Tables are made as the owner; every test then runs as the application's own role (conftest.py).
os.environ["KINGFISHER_DB_ROLE"] = "owner"
os.environ.setdefault("KINGFISHER_DEMO", "1")

from kingfisher.project import database

database.prepare()
