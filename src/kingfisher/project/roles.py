"""The three database roles, the database and its extensions; made once at set-up, repeatable.

`kingfisher_owner` owns the database and runs migrations; `kingfisher_app` is what the running application
connects as: no DDL, no way round row-level security; `kingfisher_reader` is for reports. What each may do
to each table is granted after migrations by `access`, not here.
"""

import sys

import psycopg
from psycopg import sql

from kingfisher.project.env import CannotStart

NAMES = {"owner": "kingfisher_owner", "app": "kingfisher_app", "reader": "kingfisher_reader"}
EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist", "btree_gin")
EDITION = 1  # raise it when this file changes, so that existing embedded servers are prepared again
LIMITS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def prepare_embedded(admin_dsn: str, database: str, passwords: dict[str, str]) -> None:
    """Make the roles and the database on our own server; `admin_dsn` is its administrator in `postgres`.

    The owner may make databases there, so that tests can have their own. Extensions go into template1 too,
    for those.
    """
    with psycopg.connect(admin_dsn, autocommit=True) as link:
        for role, name in NAMES.items():
            set_role(link, name, passwords[role])
        link.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(NAMES["owner"])))
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            link.execute(make.format(sql.Identifier(database), sql.Identifier(NAMES["owner"])))
    for each in ("template1", database):
        with psycopg.connect(admin_dsn, dbname=each, autocommit=True) as link:
            make_extensions(link)
    with psycopg.connect(admin_dsn, dbname=database, autocommit=True) as link:
        open_to_roles(link, database)


def set_role(link: psycopg.Connection, name: str, password: str) -> None:
    """Make the role, or set its password and limits when it is there already."""
    there = link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER" if there else "CREATE")
    link.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            verb, sql.Identifier(name), sql.SQL(LIMITS), sql.Literal(scrambled(link, name, password))
        )
    )


def scrambled(link: psycopg.Connection, name: str, password: str) -> str:
    """The password's SCRAM verifier, so that the password itself never travels or reaches a log."""
    return link.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()


def make_extensions(link: psycopg.Connection) -> None:
    """Make what the server has; say which it refuses, as search works without them, only slower."""
    for name in EXTENSIONS:
        try:
            link.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        except (
            psycopg.errors.FeatureNotSupported,
            psycopg.errors.InsufficientPrivilege,
            psycopg.OperationalError,
        ):
            print(f"note: this PostgreSQL does not offer the extension {name}", file=sys.stderr)


def open_to_roles(link: psycopg.Connection, database: str) -> None:
    """Only our roles may connect, and none but the owner may make anything."""
    where = sql.Identifier(database)
    link.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(where))
    link.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for role in ("app", "reader"):
        name = sql.Identifier(NAMES[role])
        link.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(where, name))
        link.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))


def prepare_outside(owner_dsn: str, passwords: dict[str, str], kept_roles: set[str]) -> None:
    """Make the app and reader roles, and the extensions, on a server that is not ours.

    `kept_roles` are those whose password we were given or made before; they are left alone when they exist.
    Raises CannotStart when a role exists whose password we do not know, or when the owner may not make
    roles.
    """
    with psycopg.connect(owner_dsn, autocommit=True) as link:
        if link.info.server_version < 150000:
            raise CannotStart(f"The server is PostgreSQL {link.info.server_version // 10000}; 15 or newer is needed.")
        for role in ("app", "reader"):
            _role_outside(link, role, passwords[role], is_known=role in kept_roles)
        make_extensions(link)
        try:
            open_to_roles(link, link.info.dbname)
        except psycopg.errors.InsufficientPrivilege:
            raise CannotStart("The role of KINGFISHER_DATABASE_URL must own its database.") from None


def _role_outside(link: psycopg.Connection, role: str, password: str, *, is_known: bool) -> None:
    name = NAMES[role]
    there = link.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if there and there[0]:
        raise CannotStart(f"The role {name} on that server may see round row-level security; take that away first.")
    if there and is_known:
        return
    if there:
        raise CannotStart(
            f"The role {name} is on that server already: give its password in KINGFISHER_{role.upper()}_PASSWORD."
        )
    try:
        set_role(link, name, password)
    except psycopg.errors.InsufficientPrivilege:
        raise CannotStart(
            f"The role of KINGFISHER_DATABASE_URL may not make roles: have an administrator make {name} "
            f"(LOGIN, NOBYPASSRLS) and give its password in KINGFISHER_{role.upper()}_PASSWORD."
        ) from None
