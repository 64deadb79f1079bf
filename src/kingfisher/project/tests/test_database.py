"""An outside PostgreSQL is one setting; the roles are made in it and their passwords kept."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kingfisher.project import database, kept, postgres
from kingfisher.project.env import BadSetting, CannotStart


@pytest.fixture(scope="module")
def outside() -> Iterator[str]:
    """The owner's URL of a fresh database on a server that has none of our roles but may make them."""
    home = Path(tempfile.mkdtemp(prefix="kingfisher-test-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    server = postgres.ensure_running(home)
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as link:
        link.execute("DROP DATABASE kingfisher")
        link.execute("DROP ROLE kingfisher_owner, kingfisher_app, kingfisher_reader")
        link.execute("CREATE ROLE trust LOGIN CREATEROLE PASSWORD 'p@ss:word'")
        link.execute("CREATE DATABASE hub OWNER trust")
    yield f"postgresql://trust:p%40ss%3Aword@127.0.0.1:{server.port}/hub"
    postgres.stop(home)
    shutil.rmtree(home)


@pytest.fixture
def new_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KINGFISHER_HOME", str(tmp_path / "home"))
    for name in ("KINGFISHER_DB_ROLE", "KINGFISHER_DB_POOL", "KINGFISHER_APP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def test_an_outside_server_is_made_ready_twice_over(outside, new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DATABASE_URL", outside)
    database.prepare()
    database.prepare()
    with psycopg.connect(database.url_for("app")) as link:
        assert link.execute("SELECT current_user").fetchone() == ("kingfisher_app",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("CREATE TABLE mine (n int)")
    said = database.database_for("owner")
    assert (said["USER"], said["PASSWORD"], said["NAME"]) == ("trust", "p@ss:word", "hub")


def test_another_home_is_told_to_bring_the_roles_password(outside, new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DATABASE_URL", outside)
    if not (new_home / "outside.json").exists():
        with pytest.raises(CannotStart, match="KINGFISHER_APP_PASSWORD"):
            database.prepare()
    monkeypatch.setenv("KINGFISHER_APP_PASSWORD", "not this one")
    monkeypatch.setenv("KINGFISHER_READER_PASSWORD", "nor this")
    with pytest.raises(CannotStart, match="cannot sign in"):
        database.prepare()


@pytest.mark.parametrize(
    "url", ["sqlite:///x", "postgresql://host/name", "postgresql://u:p@h:port/n", "postgresql://u@h"]
)
def test_a_url_that_is_none_is_refused_by_name(new_home, monkeypatch, url):
    monkeypatch.setenv("KINGFISHER_DATABASE_URL", url)
    with pytest.raises(BadSetting, match="KINGFISHER_DATABASE_URL"):
        database.url_for("owner")


def test_a_server_that_is_not_there_is_said_in_one_sentence(new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/n")
    with pytest.raises(CannotStart, match=r"cannot be used: .*refused"):
        database.prepare()


def test_without_a_database_the_person_is_told_what_to_run(new_home, monkeypatch):
    monkeypatch.delenv("KINGFISHER_DATABASE_URL", raising=False)
    with pytest.raises(CannotStart, match="no database yet"):
        database.databases()


def test_work_that_needs_no_database_gets_none(new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DB_ROLE", "none")
    assert database.databases() == {}


def test_with_a_pool_django_keeps_no_connections_of_its_own(outside, new_home, monkeypatch):
    monkeypatch.setenv("KINGFISHER_DATABASE_URL", outside)
    monkeypatch.setenv("KINGFISHER_DB_POOL", "9")
    said = database.database_for("owner")
    assert said["CONN_MAX_AGE"] == 0
    assert said["OPTIONS"]["pool"]["max_size"] == 9
    assert "prepare_threshold" not in said["OPTIONS"]


def test_kept_files_are_private_and_never_half_written(tmp_path):
    kept.write(tmp_path / "x.json", {"a": 1})
    kept.write(tmp_path / "x.json", {"a": 2})
    assert kept.read(tmp_path / "x.json") == {"a": 2}
    assert (tmp_path / "x.json").stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 1
