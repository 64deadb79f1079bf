"""Serve: the web server, the worker that does the timed and waiting jobs, and one parent that watches both.

The parent starts both, starts either again when it dies, and stops both on SIGTERM or Ctrl-C. It opens no
pages itself and holds no database connection.

The embedded PostgreSQL is stopped with it, so that nothing is left behind, unless another command (an
import, say) still uses it: the last to leave stops it.
"""

import argparse
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from types import FrameType

from kingfisher.project import cli, database, env, migrating, standing
from kingfisher.project.env import CannotStart

READY_SECONDS = 60
STOP_SECONDS = 20  # for pages being answered and a job being done
LONGEST_PAUSE = 30.0  # seconds between attempts to start a part that keeps dying
PR_SET_PDEATHSIG = 1


def main(words: list[str]) -> int:
    """The command `serve`."""
    asked = arguments("serve").parse_args(words)
    standing.take_up()
    return run(asked.host, asked.port)


def arguments(name: str) -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog=f"./kingfisher {name}", allow_abbrev=False)
    said.add_argument("--host", default=env.text("KINGFISHER_HOST", "127.0.0.1"), help="address to listen on")
    said.add_argument("--port", type=int, default=env.whole("KINGFISHER_PORT", 8000, least=1, most=65535))
    return said


def run(host: str, port: int, greeting: list[str] | None = None) -> int:
    """Bring the database up and serve until told to stop; `greeting` is printed once pages answer."""
    refuse_busy(host, port)
    with database.in_use():
        migrating.ensure_current()
        return watch([web(host, port), worker()], host, port, greeting or [])


def refuse_busy(host: str, port: int) -> None:
    """Raises CannotStart when the address cannot be listened on."""
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind[0], kind[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(kind[4])
    except PermissionError:
        raise CannotStart(f"Only root may open port {port}; choose one above 1023 with --port.") from None
    except OSError as why:
        if isinstance(why, socket.gaierror) or why.errno == 99:
            raise CannotStart(f"This machine has no address {host}; choose another with --host.") from None
        raise CannotStart(f"Port {port} is in use by another program; choose another with --port.") from None


@dataclass
class Part:
    """One watched process. `pause` is how long to wait before the next start, in seconds; it doubles."""

    name: str
    words: list[str]
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    start_at: float = 0.0
    pause: float = field(default=1.0)

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.words,
            env={**os.environ, **self.settings},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the parent only, which then stops its parts in order
            preexec_fn=end_with_parent,
        )

    def look(self) -> None:
        """Start it again when it died; wait longer each time it dies young."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            code, lived = self.process.returncode, now - self.began
            self.pause = 1.0 if lived > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.start_at = None, now + self.pause
            say(f"the {self.name} ended ({code}), next start in {self.pause:.0f} s")
        if self.process is None and now >= self.start_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        """Wait until it has stopped; end it and its children outright when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def end_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed outright, so that the port is free again."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def web(host: str, port: int) -> Part:
    threads = env.whole("KINGFISHER_WEB_THREADS", 8, least=1, most=64)
    memory = "/dev/shm"  # noqa: S108 - gunicorn's heartbeat files must not wait for a slow disk
    workers = env.whole("KINGFISHER_WEB_WORKERS", 1, least=1, most=32)
    words = [
        *(sys.executable, "-P", "-m", "gunicorn", "kingfisher.project.wsgi:application"),
        *("--bind", f"{within(host)}:{port}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads), "--preload"),
        *("--timeout", "120", "--graceful-timeout", str(STOP_SECONDS - 5), "--log-level", "warning"),
        *(("--worker-tmp-dir", memory) if os.access(memory, os.W_OK) else ()),
    ]
    pool = os.environ.get("KINGFISHER_DB_POOL") or str(threads + 1)
    return Part("web server", words, {"KINGFISHER_DB_POOL": pool, "KINGFISHER_DB_ROLE": "app"})


def worker() -> Part:
    """It listens for jobs on a connection of its own, so it takes none from a pool."""
    at_once = str(env.whole("KINGFISHER_JOBS_AT_ONCE", 1, least=1, most=16))
    words = [sys.executable, "-P", "-m", "django", "procrastinate", "worker", "--concurrency", at_once]
    return Part("worker", words, {"KINGFISHER_DB_POOL": "0", "KINGFISHER_DB_ROLE": "app"})


class Stop(Exception):
    """Someone asked us to stop."""


def watch(parts: list[Part], host: str, port: int, greeting: list[str]) -> int:
    """Keep the parts running until SIGTERM or SIGINT; exit code 0 then, 1 when pages never answered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop

    had = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        for part in parts:
            part.start()
        if not answers(parts[0], host, port):
            raise CannotStart("The web server did not start; what it said is above.")
        print(f"Kingfisher is at http://{within(near(host))}:{port}", flush=True)
        for line in greeting:
            print(line, flush=True)
        while True:
            for part in parts:
                part.look()
            time.sleep(0.5)
    except Stop:
        say("stopping")
        return 0
    finally:
        for number in had:
            signal.signal(number, signal.SIG_IGN)
        for part in parts:
            part.ask_to_stop()
        for part in parts:
            part.wait()
        for number, before in had.items():
            signal.signal(number, before)


def near(host: str) -> str:
    """How this machine reaches a server that listens on all its addresses."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def within(host: str) -> str:
    """An address as it is written before a port."""
    return f"[{host}]" if ":" in host else host


def say(words: str) -> None:
    print(f"kingfisher: {words}", file=sys.stderr, flush=True)


def answers(part: Part, host: str, port: int) -> bool:
    """Wait until a page is answered, at most READY_SECONDS; False when the web server ended before that."""
    until = time.monotonic() + READY_SECONDS
    address = f"http://{within(near(host))}:{port}/healthz"
    while time.monotonic() < until:
        if part.process is None or part.process.poll() is not None:
            return False
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return True
        except urllib.error.HTTPError:
            return True  # it answers; which page is not the question here
        except OSError:
            time.sleep(0.1)
    return False


if __name__ == "__main__":
    sys.exit(cli.main(["serve", *sys.argv[1:]]))
