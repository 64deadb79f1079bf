"""One PostgreSQL data folder: made, started, asked whether it lives; which and when is for `postgres`."""

import secrets
import shlex
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from kingfisher.project import engine, roles
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
    "max_locks_per_transaction": "256",  # throwing a county away, or laying every policy, touches each table at once
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
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


def is_running(server: Server, programs: Engine) -> bool:
    """Whether it answers. `pg_ctl status` is not asked: it calls a dead but unreaped process running."""
    if not _is_alive(server):
        return False
    return programs.run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(server.port), "-t", "3").returncode == 0


def _is_alive(server: Server) -> bool:
    """Whether the process named in the lock file is this server: not gone, a zombie, or another by chance."""
    try:
        number = int((server.data / "postmaster.pid").read_text().split()[0])
        running = Path(f"/proc/{number}/cmdline").read_bytes()  # empty for a zombie
    except (OSError, ValueError, IndexError):
        return False
    return str(server.data).encode() in running


def check_room(place: Path) -> None:
    free = shutil.disk_usage(place).free
    if free < ROOM_NEEDED:
        raise CannotStart(
            f"The disk is full: {place} has {free // 2**20} MB free and the database needs {ROOM_NEEDED // 2**20} MB."
        )


def make(server: Server, programs: Engine) -> None:
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
        check_room(server.place)
        raise CannotStart(f"PostgreSQL could not make its data folder: {last_line(said.stderr)}")
    half.rename(server.data)


def start(server: Server, programs: Engine) -> None:
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
        said = programs.run("pg_ctl", *words, seconds=START_SECONDS + 30)
        # A dead server's lock file can make pg_ctl believe too early: the server itself has the last word.
        if said.returncode == 0 and is_running(server, programs):
            return
        time.sleep(0.5)
    check_room(server.place)
    raise CannotStart(f"The database server did not start (see {log}): {last_line(log.read_text(errors='replace'))}")


def _drop_lock_of_the_dead(server: Server, programs: Engine) -> None:
    """Remove postmaster.pid when the process it names is not a server: a zombie, or another by chance.

    PostgreSQL itself still refuses to start while any process of the old server is attached to its shared
    memory.
    """
    if not _is_alive(server):
        (server.data / "postmaster.pid").unlink(missing_ok=True)


def last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line or "could not" in line]
    return (telling or lines or ["no reason was given"])[-1].rstrip(".") + "."
