"""PostgreSQL's own dump and restore as streams, and the counting of rows in the same moment.

The dump holds tables, rows, sequences, functions and triggers. Rights and policies are not in it: `migrate` lays them
anew, for whichever roles the new server has.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from kingfisher.project import database, engine
from kingfisher.project.env import CannotStart

OLDEST = 18  # of pg_dump: it leaves policies out when asked, and reads every older server
NOT_KEPT = ("django_session",)  # whoever was signed in signs in anew: nobody's ended session comes back to life
PLAIN = ("--no-owner", "--no-privileges", "--no-comments", "--no-policies")
# Said by older servers of what a newer pg_restore asks for and does not need; and by a public schema that is there.
HARMLESS = ("unrecognized configuration parameter", 'schema "public" already exists')


def program(name: str) -> Path:
    """PostgreSQL's own program of that name, new enough."""
    for folder in engine.offered():
        version = engine.version_in(folder)
        if version and int(version.split(".")[0]) >= OLDEST and (folder / name).is_file():
            return folder / name
    raise CannotStart(f"There is no {name} of PostgreSQL {OLDEST} or newer here: set KINGFISHER_PG_BIN to its folder.")


def _reached(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, and an environment that holds it: arguments are seen by every user."""
    address = urlsplit(url)
    user, host = address.username or "", address.netloc.rpartition("@")[2]
    clean = address._replace(netloc=f"{user}@{host}").geturl()
    return clean, {**os.environ, "PGPASSWORD": unquote(address.password or ""), "LC_ALL": "C"}


@contextmanager
def moment() -> Iterator[psycopg.Connection]:
    """One moment of the database, as its owner sees it: what is counted in it and what is dumped are the same."""
    try:
        with psycopg.connect(database.url_for("owner"), connect_timeout=10) as link:
            link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            link.read_only = True
            yield link
    except psycopg.OperationalError as why:
        raise CannotStart(f"The database does not answer: {database.plain(why)}") from None


def counted(link: psycopg.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = tables(link)
    ask = "SELECT count(*) FROM {}"
    return {n: link.execute(sql.SQL(ask).format(sql.Identifier(n))).fetchone()[0] for n in names}  # type: ignore[index]


def tables(link: psycopg.Connection) -> list[str]:
    found = link.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1"
    )
    return [row[0] for row in found if row[0] not in NOT_KEPT]


@contextmanager
def dumped(link: psycopg.Connection) -> Iterator[IO[bytes]]:
    """The dump of that moment, as a stream. CannotStart at its end when pg_dump was not content."""
    snapshot = link.execute("SELECT pg_export_snapshot()").fetchone()[0]  # type: ignore[index]
    where, settings = _reached(database.url_for("owner"))
    words = [str(program("pg_dump")), "--format=custom", f"--snapshot={snapshot}", "--enable-row-security", *PLAIN,
             "--schema=public", *(f"--exclude-table-data=public.{name}" for name in NOT_KEPT),
             "--no-password", f"--dbname={where}"]  # fmt: skip
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(words, env=settings, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL)
        try:
            assert running.stdout is not None
            yield running.stdout
            if running.wait() != 0:
                raise CannotStart(f"pg_dump stopped: {_told(said)}")
        finally:
            running.kill()
            running.wait()


class Restoring:
    """A sink for the dump's pieces: pg_restore reads them as they come. `finished()` says what went wrong."""

    def __init__(self) -> None:
        where, settings = _reached(database.url_for("owner"))
        self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - lives as long as what it listens to
        self.running = subprocess.Popen(
            [str(program("pg_restore")), *PLAIN, "--no-password", f"--dbname={where}"],
            env=settings, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self.said,
        )  # fmt: skip

    def write(self, data: bytes) -> None:
        try:
            self.running.stdin.write(data)  # type: ignore[union-attr]
        except BrokenPipeError:
            self.running.wait()
            raise CannotStart(f"pg_restore stopped: {_told(self.said)}") from None

    def close(self) -> None:
        """A piece has ended; the next goes to the same program."""

    def finished(self) -> None:
        self.running.stdin.close()  # type: ignore[union-attr]
        self.running.wait()
        self.said.seek(0)
        errors = [line for line in self.said.read().splitlines() if "error:" in line]
        wrong = [line for line in errors if not any(words in line for words in HARMLESS)]
        if wrong or (self.running.returncode and not errors):
            raise CannotStart(f"The database was not restored: {(wrong or ['pg_restore stopped'])[0]}")

    def abandon(self) -> None:
        self.running.kill()
        self.running.wait()


def _told(said: IO[str]) -> str:
    said.seek(0)
    lines = [line.strip() for line in said.read().splitlines() if line.strip()]
    return (lines or ["it gave no reason"])[0].rstrip(".") + "."
