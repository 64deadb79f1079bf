"""For every test: the tables made as owner, then everything as the application's role, with a cast to act."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test.utils import setup_databases, teardown_databases

from kingfisher.kernel.actor import Actor
from tests.cast import Cast, gather


def _connect_as(role: str) -> None:
    from kingfisher.project.database import database_for

    settings = database_for(role)
    connection.close()
    connection.settings_dict.update({"USER": settings["USER"], "PASSWORD": settings["PASSWORD"]})


def _set_up() -> list:
    """Make the test database: a copy of the tables as the migrations last made them, when none has changed since.

    Making them takes longer than most tests together. The copy is kept by the migrations' own words, beside the
    test databases of the same server.
    """
    written = hashlib.sha256()
    for file in sorted([*Path("src").rglob("migrations/*.py"), *Path("src").rglob("*.sql")]):
        written.update(str(file).encode() + file.read_bytes())
    made = f"kingfisher_made_{written.hexdigest()[:16]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'kingfisher_made_%'")
        kept = {row[0] for row in cursor}
    if made in kept:
        connection.settings_dict["TEST"]["TEMPLATE"] = made
        return setup_databases(verbosity=0, interactive=False)
    databases = setup_databases(verbosity=0, interactive=False)
    name = connection.settings_dict["NAME"]
    connection.close()
    with suppress(DatabaseError), connection._nodb_cursor() as cursor:
        for old in kept:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
        cursor.execute(f'CREATE DATABASE "{made}" TEMPLATE "{name}"')
    return databases


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    from kingfisher.access import protect

    with django_db_blocker.unblock():
        made = _set_up()
        protect.apply()
        gather.founded = gather.found()
        _connect_as("app")
        gather()
    yield
    with django_db_blocker.unblock():
        _connect_as("owner")
        # A browser that lets go slowly may still hold a connection; the next run drops what is left here.
        with suppress(DatabaseError):
            teardown_databases(made, verbosity=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A test that access/routes.toml names as the walk of an address opens that address, or it fails."""
    walk = item.nodeid.removeprefix("src/kingfisher/")
    wanted = set() if walk not in _named_walks() else _left_to_walks().get(walk, set())
    if not wanted:
        return (yield)
    from kingfisher.project.tests.walked import addresses_opened

    with addresses_opened() as opened:
        result = yield
    assert wanted <= opened, f"routes.toml names this test as the walk of {', '.join(sorted(wanted - opened))}"
    return result


@cache
def _named_walks() -> set[str]:
    return set(re.findall(r'walk = "([^"]+)"', Path("src/kingfisher/access/routes.toml").read_text()))


@cache
def _left_to_walks() -> dict[str, set[str]]:
    from kingfisher.project.tests.ruled_board import left_to_their_walks

    return left_to_their_walks()


@pytest.fixture
def cast(db) -> Cast:
    """The people of Saltmere who act in tests: Priya, Tom, Asha, Marcus, Ruth and their agencies."""
    return gather.cast.own()


@pytest.fixture
def now() -> datetime:
    """One moment for a whole test. It is the real one: PostgreSQL ends a grant by its own clock."""
    return datetime.now(UTC)


@pytest.fixture
def be(cast: Cast, now: datetime):
    """`with be("priya") as actor:` - act as one of the cast, as PostgreSQL sees it."""
    from kingfisher.access.entry import acting_as, actor_for

    @contextmanager
    def become(name: str, *, purpose: str = "safeguard_child", at: datetime | None = None) -> Iterator[Actor]:
        actor = actor_for(cast.placements[name], at=at or now, purpose=purpose, via="command")
        with acting_as(actor):
            yield actor

    return become


@pytest.fixture
def signed_in(cast: Cast, now: datetime, monkeypatch):
    """`signed_in("priya")`: a browser in which she is signed in and has said why she is here.

    A test is one transaction, in which PostgreSQL's clock stands still; so does the doors' clock, at `now`.
    """
    from django.contrib.auth import get_user_model
    from django.test import Client

    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def enter(name: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        session = client.session
        session["placement"], session["purpose"] = str(cast.placements[name]), "safeguard_child"
        session.save()
        return client

    return enter


@pytest.fixture
def beside(cast, django_db_blocker):
    """`with beside("app") as link:` - another connection to the same database in this role, as another process has."""
    import psycopg

    from kingfisher.project.database import database_for

    @contextmanager
    def connect(role: str) -> Iterator[psycopg.Connection]:
        said = database_for(role)
        with django_db_blocker.unblock(), psycopg.connect(
            dbname=connection.settings_dict["NAME"], user=said["USER"], password=said["PASSWORD"],
            host=said["HOST"], port=said["PORT"], options="-c lock_timeout=4s",
        ) as link:  # fmt: skip
            yield link

    return connect
