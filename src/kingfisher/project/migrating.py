"""Bring the database to this version: tables, then rights and policies, both as the owner role.

What was done is written as a comment on the database itself (`kingfisher demo <version>`), so that every
process of every machine can ask at start-up whether the database is the one it was written for.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from kingfisher.project import database, env, standing
from kingfisher.project.env import CannotStart

ONE_AT_A_TIME = 715_2026  # the advisory lock's number: two machines may be upgraded at once
PACKAGES = ("django", "procrastinate", "django-allauth")  # these bring tables of their own


def main(words: list[str] | None = None) -> int:
    """The command `migrate`."""
    if words:
        raise CannotStart("migrate takes no arguments.")
    standing.take_up()
    with database.in_use():
        database.prepare()
        bring_up()
    return 0


def ensure_current(*, unasked: bool = False) -> None:
    """Have the database up and of this version; an outside one is changed only when `unasked` says so.

    Raises CannotStart when an outside database waits for `./kingfisher migrate`.
    """
    if not database.is_embedded() and not unasked:
        if written() != (_mode(), version()):
            raise CannotStart("The database is not of this version: run ./kingfisher migrate first.")
        return
    database.prepare()
    if written() == (_mode(), version()):
        return
    print("kingfisher: bringing the database to this version …", file=sys.stderr, flush=True)
    # A process of its own, as the owner: this one goes on as the app role and keeps no owner's connection.
    words = [sys.executable, "-P", "-m", "kingfisher.project.migrating"]
    done = subprocess.run(words, check=False)
    if done.returncode != 0:
        raise CannotStart("The database was not brought to this version; what stopped it is above.")


def bring_up() -> None:
    """Run migrations and lay rights over the tables; sets Django up, so it must be the first to."""
    os.environ["KINGFISHER_DB_ROLE"] = "owner"
    os.environ["KINGFISHER_DB_POOL"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        _refuse_other_standing(link)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        if importlib.util.find_spec("kingfisher.access.protect"):
            importlib.import_module("kingfisher.access.protect").apply()
            _add_services()
        said = sql.Literal(f"kingfisher {_mode()} {version()}")
        link.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(link.info.dbname), said))


def _add_services() -> None:
    """Services that came with this version get their place in a partnership that an older one founded."""
    from django.utils import timezone

    from kingfisher.access.actions import add_missing_services
    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.kernel.verdict import NotThere

    at = timezone.now()
    try:
        installer = service_of("installer", at=at, via="command")
    except NotThere:
        return  # nothing is founded yet
    with acting_as(installer):
        added = add_missing_services(installer, at=at)
    if added:
        print(f"kingfisher: new services have a place: {', '.join(added)}", file=sys.stderr)


def written() -> tuple[str, str] | None:
    """The mode and version the database says it has; None when it says nothing or does not let us in."""
    try:
        with psycopg.connect(database.url_for("app"), connect_timeout=10) as link:
            return _comment(link)
    except psycopg.OperationalError as why:
        raise CannotStart(f"The database does not answer: {database.plain(why)}") from None


def version() -> str:
    """A digest of everything the tables, rights and policies are made from."""
    said = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.sql")]):
        parts = path.relative_to(package).parts
        makes = "migrations" in parts or path.suffix == ".sql" or path.name == "models.py"
        if makes or parts[0] in ("access", "kernel"):
            said.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    for name in PACKAGES:
        said.update(f"{name} {importlib.metadata.version(name)}\0".encode())
    return said.hexdigest()[:16]


def _mode() -> str:
    return "demo" if env.flag("KINGFISHER_DEMO") else "live"


def _comment(link: psycopg.Connection) -> tuple[str, str] | None:
    ask = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    row = link.execute(ask).fetchone()
    words = (row[0] or "").split() if row else []
    return (words[1], words[2]) if len(words) == 3 and words[0] == "kingfisher" else None


def _refuse_other_standing(link: psycopg.Connection) -> None:
    had = _comment(link)
    if had and had[0] != _mode():
        raise CannotStart(f"That database is {had[0]} and this home is {_mode()}: they never share one.")


if __name__ == "__main__":
    try:
        bring_up()
    except CannotStart as why:
        print(why, file=sys.stderr)
        sys.exit(1)
