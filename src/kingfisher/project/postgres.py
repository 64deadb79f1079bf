"""The embedded PostgreSQL server: made, started, found again and stopped by us.

    python -m kingfisher.project.postgres start|stop|status

For the demo, for tests and for small pilots; a real site gives KINGFISHER_DATABASE_URL. Passwords (SCRAM) are random
and kept with the port in `<home>/postgres/connection.json`, readable by its owner only; the server listens on the
loopback address and in a private socket folder. Nothing here is undone by `kill -9`: PostgreSQL recovers by itself,
and we get past the lock file a dead server leaves behind.
"""

import contextlib
import fcntl
import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kingfisher.project import engine, env, kept, roles
from kingfisher.project.engine import Engine
from kingfisher.project.env import CannotStart

DATABASE = "kingfisher"
ADMINISTRATOR = "kingfisher_admin"
ROOM_NEEDED = 200 * 1024 * 1024  # bytes free before we start: a server that runs out stops mid-sentence
SOCKET_PATH_LIMIT = 107  # bytes in a unix socket's address, less `/.s.PGSQL.65535`
START_SECONDS = 600  # recovery of a large database after a crash takes minutes
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "1GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    # No statement is ever written to the log: it would carry a child's name.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_min_messages": "warning",
    "log_line_prefix": "%m ",
}


@dataclass(frozen=True)
class Server:
    """A running embedded server; `dsn` is how each role reaches it."""

    place: Path
    port: int
    passwords: dict[str, str]

    def dsn(self, role: str = "app", database: str = DATABASE) -> str:
        """The URL for `app`, `owner` or `reader`; `admin` is for set-up and tests of the server itself."""
        name = ADMINISTRATOR if role == "admin" else roles.NAMES[role]
        return f"postgresql://{name}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    @property
    def data(self) -> Path:
        return self.place / "data"


def known(home: Path) -> Server | None:
    """The server this home has, running or not; None before the first start."""
    said = kept.read(home / "postgres" / "connection.json")
    if not said:
        return None
    return Server(Path(said["place"]), said["port"], said["passwords"])


def is_running(server: Server, programs: Engine) -> bool:
    """Whether it answers. `pg_ctl status` is not asked: it calls a dead but unreaped process running."""
    if not _is_alive(server):
        return False
    return (
        programs.run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(server.port), "-t", "3").returncode == 0
    )


def _is_alive(server: Server) -> bool:
    """Whether the process named in the lock file is this server: not gone, a zombie, or another by chance."""
    try:
        number = int((server.data / "postmaster.pid").read_text().split()[0])
        running = Path(f"/proc/{number}/cmdline").read_bytes()  # empty for a zombie
    except (OSError, ValueError, IndexError):
        return False
    return str(server.data).encode() in running


def ensure_running(home: Path | None = None) -> Server:
    """The home's server, made at the first call and started when it is not running.

    Safe to call from several processes at once. Raises CannotStart with a sentence.
    """
    home = home or env.home()
    with _one_at_a_time(home):
        server = known(home) or _choose(home)
        programs = _programs(server)
        if is_running(server, programs):
            return server
        _check_room(server.place)
        if not server.data.exists():
            _make_cluster(server, programs)
        server = _free_port(home, server)
        _start(server, programs)
        done = home / "postgres" / "prepared.json"
        if kept.read(done) != {"edition": roles.EDITION}:
            roles.prepare_embedded(server.dsn("admin", "postgres"), DATABASE, server.passwords)
            kept.write(done, {"edition": roles.EDITION})
        return server


def stop(home: Path | None = None) -> bool:
    """Stop the home's server cleanly; False when it was not running."""
    home = home or env.home()
    server = known(home)
    if server is None or not server.data.exists():
        return False
    with _one_at_a_time(home):
        programs = _programs(server)
        if not is_running(server, programs):
            return False
        said = programs.run(
            "pg_ctl", "stop", "-D", str(server.data), "-m", "fast", "-w", "-t", "60", seconds=90
        )
        if said.returncode != 0:
            raise CannotStart(f"The database server did not stop: {_last_line(said.stderr)}")
        return True


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    folder = home / "postgres"
    engine.make_folder(folder, None, 0o711 if os.geteuid() == 0 else 0o700)
    try:
        handle = (folder / "lock").open("w")
    except OSError as why:
        raise CannotStart(f"{folder} cannot be written to: {why.strerror}.") from None
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _choose(home: Path) -> Server:
    passwords = {role: secrets.token_urlsafe(24) for role in ("admin", *roles.NAMES)}
    server = Server(
        engine.new_place(home), env.whole("KINGFISHER_PG_PORT", 0, most=65535) or _any_port(), passwords
    )
    _keep(home, server)
    return server


def _keep(home: Path, server: Server) -> None:
    said = {"place": str(server.place), "port": server.port, "passwords": server.passwords}
    kept.write(home / "postgres" / "connection.json", said)


def _programs(server: Server) -> Engine:
    version = server.data / "PG_VERSION"
    programs = engine.find_engine(data_major=int(version.read_text()) if version.exists() else None)
    if programs.run_as and not engine.reachable(programs):
        programs = engine.copied(programs, server.place)
    return programs


def _check_room(place: Path) -> None:
    free = shutil.disk_usage(place).free
    if free < ROOM_NEEDED:
        raise CannotStart(
            f"The disk is full: {place} has {free // 2**20} MB free and the database needs {ROOM_NEEDED // 2**20} MB."
        )


def _make_cluster(server: Server, programs: Engine) -> None:
    # Made beside and renamed, so that a half-made data folder is never mistaken for a whole one.
    half = server.place / f"data.{secrets.token_hex(4)}"
    engine.make_folder(half, programs.run_as, 0o700)
    engine.make_folder(server.place / "socket", programs.run_as, 0o700)
    secret = server.place / f"password.{secrets.token_hex(4)}"
    secret.touch(0o600)
    secret.write_text(server.passwords["admin"])
    if programs.run_as:
        shutil.chown(secret, programs.run_as)
    locale = ["--locale=C.UTF-8"]
    if programs.major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        said = programs.run(
            *("initdb", "-D", str(half), "-U", ADMINISTRATOR, "-E", "UTF8", "--auth=scram-sha-256"),
            *(f"--pwfile={secret}", "--data-checksums", *locale),
            seconds=300,
        )
    finally:
        secret.unlink()
    if said.returncode != 0:
        shutil.rmtree(half, ignore_errors=True)
        _check_room(server.place)
        raise CannotStart(f"PostgreSQL could not make its data folder: {_last_line(said.stderr)}")
    half.rename(server.data)


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _free_port(home: Path, server: Server) -> Server:
    """The kept port, or another when some other program took it; a port set by the site is never changed."""
    wanted = env.whole("KINGFISHER_PG_PORT", 0, most=65535)
    server = Server(server.place, wanted or server.port, server.passwords)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", server.port))
        except OSError:
            if wanted:
                raise CannotStart(
                    f"Port {wanted} (KINGFISHER_PG_PORT) is in use by another program; choose another, or leave it out."
                ) from None
            server = Server(server.place, _any_port(), server.passwords)
    _keep(home, server)
    return server


def _start(server: Server, programs: Engine) -> None:
    """Start, trying again for a while: a killed server's children may still be going away."""
    log = server.place / "server.log"
    if not log.exists():
        log.touch(0o600)
        if programs.run_as:
            shutil.chown(log, programs.run_as)
    sockets = str(server.place / "socket")
    options = {**SETTINGS, "port": str(server.port)}
    options["unix_socket_directories"] = sockets if len(sockets.encode()) < SOCKET_PATH_LIMIT - 16 else ""
    written = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    words = ("start", "-D", str(server.data), "-l", str(log), "-w", "-t", str(START_SECONDS), "-o", written)
    for attempt in range(12):
        if attempt == 6:
            _drop_lock_of_the_dead(server, programs)
        if programs.run("pg_ctl", *words, seconds=START_SECONDS + 30).returncode == 0:
            # A dead server's lock file can make pg_ctl believe too early; the server itself has the last word.
            if is_running(server, programs):
                return
        time.sleep(0.5)
    _check_room(server.place)
    said = log.read_text(errors="replace")
    raise CannotStart(f"The database server did not start: {_last_line(said)} (all of it is in {log}).")


def _drop_lock_of_the_dead(server: Server, programs: Engine) -> None:
    """Remove postmaster.pid when the process it names is not a server: a zombie, or another program by chance.

    PostgreSQL itself still refuses to start while any process of the old server is attached to its shared memory.
    """
    if not _is_alive(server):
        (server.data / "postmaster.pid").unlink(missing_ok=True)


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line or "could not" in line]
    return (telling or lines or ["no reason was given"])[-1].rstrip(".") + "."


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    try:
        if words == ["start"]:
            server = ensure_running()
            print(f"PostgreSQL runs on 127.0.0.1:{server.port}, data in {server.data}")
        elif words == ["stop"]:
            print("stopped" if stop() else "was not running")
        elif words == ["status"]:
            server = known(env.home())
            up = server is not None and server.data.exists() and is_running(server, _programs(server))
            print(f"running on 127.0.0.1:{server.port}" if server and up else "not running")
            return 0 if up else 3
        else:
            raise CannotStart("Say start, stop or status.")
    except (CannotStart, subprocess.TimeoutExpired) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
