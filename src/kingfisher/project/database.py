"""How Django reaches the database: which server, as which of the three roles, with or without a pool.

KINGFISHER_DB_ROLE says who is asking: `app` (the default, what runs), `owner` (migrations), `reader`
(reports) or `none` (work that needs no database). KINGFISHER_DATABASE_URL is the owner's URL of an outside
PostgreSQL 15 or newer; without it the embedded server is used. Nothing here starts a server or makes a
role: `prepare` does, and `./kingfisher migrate`, `serve` and `demo` call it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import psycopg
from psycopg import sql

from kingfisher.project import env, kept, postgres, roles
from kingfisher.project.env import BadSetting, CannotStart

ROLES = ("app", "owner", "reader", "none")


def is_embedded() -> bool:
    """Whether this installation uses the server it starts itself."""
    return env.raw("KINGFISHER_DATABASE_URL") is None


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES for the role in KINGFISHER_DB_ROLE; empty for `none`."""
    role = env.choice("KINGFISHER_DB_ROLE", "app", options=ROLES)
    return {} if role == "none" else {"default": database_for(role)}


def database_for(role: str) -> dict[str, Any]:
    """One entry of DATABASES for a role. Raises CannotStart when there is no database yet."""
    address = urlsplit(url_for(role))
    pool = env.whole("KINGFISHER_DB_POOL", 0, most=200)
    options: dict[str, Any] = {"connect_timeout": 10, "application_name": f"kingfisher {role}"}
    options |= dict(parse_qsl(address.query))
    if pool:
        wait = env.whole("KINGFISHER_DB_POOL_WAIT", 10, least=1, most=300)
        options["pool"] = {"min_size": min(2, pool), "max_size": pool, "timeout": wait}
    # prepare_threshold is left out on purpose: Django's None is what a pooler in transaction mode needs.
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or 5432),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
    }


def url_for(role: str) -> str:
    """The connection URL of a role. Raises CannotStart when its password is not known yet."""
    outside = _outside_url()
    if outside is None:
        server = postgres.known(env.home())
        if server is None:
            raise CannotStart("There is no database yet: run ./kingfisher demo or ./kingfisher migrate first.")
        return server.dsn(role)
    if role == "owner":
        return outside
    password = _outside_passwords().get(role)
    if password is None:
        raise CannotStart(f"The database role {roles.NAMES[role]} is not made yet: run ./kingfisher migrate first.")
    address = urlsplit(outside)
    host = address.netloc.rpartition("@")[2]
    return address._replace(netloc=f"{roles.NAMES[role]}:{quote(password, safe='')}@{host}").geturl()


@contextmanager
def in_use() -> Iterator[None]:
    """Around all a command does with the database: the embedded server runs as long as any command does."""
    if not is_embedded():
        yield
        return
    with postgres.in_use():
        yield


def prepare() -> None:
    """Bring the database to where migrations can run: server started, roles, extensions. Repeatable."""
    if is_embedded():
        postgres.ensure_running()
        return
    had = _outside_passwords()
    passwords = {role: had.get(role) or secrets.token_urlsafe(24) for role in ("app", "reader")}
    owner_url = _outside_url()
    assert owner_url is not None
    try:
        roles.prepare_outside(owner_url, passwords, set(had))
    except psycopg.OperationalError as why:
        raise CannotStart(f"The database of KINGFISHER_DATABASE_URL cannot be used: {plain(why)}") from None
    kept.make_home(env.home())
    kept.write(env.home() / "outside.json", passwords)
    try:
        psycopg.connect(url_for("app"), connect_timeout=10).close()
    except psycopg.OperationalError as why:
        raise CannotStart(
            f"The role {roles.NAMES['app']} cannot sign in there (KINGFISHER_APP_PASSWORD): {plain(why)}"
        ) from None


@contextmanager
def as_owner() -> Iterator[None]:
    """Run a block of Django as the database's owner: only for founding, before which there is no actor."""
    from django.db import connection

    before = dict(connection.settings_dict)
    owner = database_for("owner")
    connection.close()
    connection.settings_dict.update({"USER": owner["USER"], "PASSWORD": owner["PASSWORD"]})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def throw_away(link: psycopg.Connection) -> None:
    """Drop everything in the database behind this owner's connection, and leave it as `prepare` does."""
    named = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    for (table,) in named:  # one at a time: all at once would hold more locks than a server has
        link.execute(sql.SQL("DROP TABLE IF EXISTS public.{} CASCADE").format(sql.Identifier(table)))
    link.execute("DROP SCHEMA public CASCADE")
    link.execute("CREATE SCHEMA public")
    roles.make_extensions(link)
    roles.open_to_roles(link, link.info.dbname)
    link.execute(sql.SQL("COMMENT ON DATABASE {} IS NULL").format(sql.Identifier(link.info.dbname)))


def _outside_url() -> str | None:
    url = env.raw("KINGFISHER_DATABASE_URL")
    if url is None:
        return None
    address = urlsplit(url)
    try:
        complete = address.scheme in ("postgresql", "postgres") and address.hostname and address.username
        complete = complete and address.path.strip("/") and (address.port or True)
    except ValueError:
        complete = False
    if not complete:
        raise BadSetting("KINGFISHER_DATABASE_URL must be of the form postgresql://owner:password@host:5432/name.")
    return url


def _outside_passwords() -> dict[str, str]:
    """Those given by the site, over those we made and kept."""
    had = kept.read(env.home() / "outside.json")
    for role in ("app", "reader"):
        given = env.raw(f"KINGFISHER_{role.upper()}_PASSWORD")
        if given:
            had[role] = given
    return had


def plain(why: Exception) -> str:
    """The telling line of a database error, as the end of a sentence."""
    lines = [line.strip() for line in str(why).splitlines() if line.strip()]
    return (lines or ["no reason was given"])[0].rstrip(".") + "."
