"""The embedded PostgreSQL server: made, started, found again and stopped by us.

    python -m kingfisher.project.postgres start|stop|status

For the demo, for tests and for small pilots; a real site gives KINGFISHER_DATABASE_URL. Passwords (SCRAM)
are random and kept with the port in `<home>/postgres/connection.json`, readable by its owner only; the
server listens on the loopback address and in a private socket folder. Nothing here is undone by `kill -9`:
PostgreSQL recovers by itself, and we get past the lock file a dead server leaves behind.
"""

import contextlib
import fcntl
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kingfisher.project import cluster, engine, env, kept, roles
from kingfisher.project.cluster import Server
from kingfisher.project.engine import Engine
from kingfisher.project.env import CannotStart


def known(home: Path) -> Server | None:
    """The server this home has, running or not; None before the first start."""
    said = kept.read(home / "postgres" / "connection.json")
    if not said:
        return None
    return Server(Path(said["place"]), said["port"], said["passwords"])


def ensure_running(home: Path | None = None) -> Server:
    """The home's server, made at the first call and started when it is not running.

    Safe to call from several processes at once. Raises CannotStart with a sentence.
    """
    home = home or env.home()
    with _one_at_a_time(home):
        server = known(home) or _choose(home)
        programs = _programs(server)
        done = home / "postgres" / "prepared.json"
        if not cluster.is_running(server, programs):
            cluster.check_room(server.place)
            if not server.data.exists():
                if done.exists():
                    raise CannotStart(f"The database's files are gone from {server.data}: bring them back first.")
                cluster.make(server, programs)
            server = _free_port(home, server)
            cluster.start(server, programs)
        if kept.read(done) != {"edition": roles.EDITION}:
            roles.prepare_embedded(server.dsn("admin", "postgres"), cluster.DATABASE, server.passwords)
            kept.write(done, {"edition": roles.EDITION})
        return server


def is_up(home: Path | None = None) -> bool:
    """Whether the home's server answers now."""
    server = known(home or env.home())
    return server is not None and server.data.exists() and cluster.is_running(server, _programs(server))


@contextlib.contextmanager
def in_use(home: Path | None = None) -> Iterator[Server]:
    """Have the server running while the block lasts; the last program to leave stops it.

    Who uses it is known by shared locks on one file, which the system lets go of however a program ends. A
    server started by hand (`... postgres start`) is left running until it is stopped by hand.
    """
    home = home or env.home()
    engine.make_folder(home / "postgres", None, engine.folder_mode())
    with _opened(home / "postgres" / "users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # waits for a stop that is under way
        try:
            yield ensure_running(home)
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not (home / "postgres" / "by-hand").exists():
                    stop(home)


def stop(home: Path | None = None) -> bool:
    """Stop the home's server cleanly; False when it was not running."""
    home = home or env.home()
    server = known(home)
    if server is None or not server.data.exists():
        return False
    with _one_at_a_time(home):
        programs = _programs(server)
        if not cluster.is_running(server, programs):
            return False
        said = programs.run("pg_ctl", "stop", "-D", str(server.data), "-m", "fast", "-w", "-t", "60", seconds=90)
        if said.returncode != 0:
            raise CannotStart(f"The database server did not stop: {cluster.last_line(said.stderr)}")
        return True


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    engine.make_folder(home / "postgres", None, engine.folder_mode())
    with _opened(home / "postgres" / "lock") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("w")
    except OSError as why:
        raise CannotStart(f"{path} cannot be written to: {why.strerror}.") from None


def _choose(home: Path) -> Server:
    passwords = {role: secrets.token_urlsafe(24) for role in ("admin", *roles.NAMES)}
    server = Server(engine.new_place(home), env.whole("KINGFISHER_PG_PORT", 0, most=65535) or _any_port(), passwords)
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
                    f"Port {wanted} (KINGFISHER_PG_PORT) is in use by another program; choose another."
                ) from None
            server = Server(server.place, _any_port(), server.passwords)
    _keep(home, server)
    return server


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    try:
        if words == ["start"]:
            server = ensure_running()
            (env.home() / "postgres" / "by-hand").touch()
            print(f"PostgreSQL runs on 127.0.0.1:{server.port}, data in {server.data}")
        elif words == ["stop"]:
            (env.home() / "postgres" / "by-hand").unlink(missing_ok=True)
            print("stopped" if stop() else "was not running")
        elif words == ["status"]:
            server = known(env.home()) if is_up() else None
            print(f"running on 127.0.0.1:{server.port}" if server else "not running")
            return 0 if server else 3
        else:
            raise CannotStart("Say start, stop or status.")
    except (CannotStart, subprocess.TimeoutExpired) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
