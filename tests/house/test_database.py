"""What PostgreSQL itself holds to: no way round the policy, no right beyond the declared, no history rewritten.

Each promise is asked of the catalogue by a function that names faults; each has a planted fault that it must name.
Everything here runs as the owner, who could undo it, in a transaction that is rolled back.
"""

import re
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from kingfisher.access.protect import APP, LIBRARY_TABLES, declared
from kingfisher.kernel.base import ByCondition, ByFolder, Shared
from kingfisher.project.database import database_for
from tests.house.building import PACKAGE, clear, exceptions

POLICY = (PACKAGE / "access" / "policy.sql").read_text()
VIEWS = set(re.findall(r"^CREATE OR REPLACE VIEW (\w+)", POLICY, flags=re.M))  # they run as the owner
BEFORE_EACH_CHANGE, BEFORE_EACH_UPDATE, BEFORE_TRUNCATE = 27, 19, 34  # pg_trigger.tgtype


@pytest.fixture
def owner(django_db_setup, django_db_blocker) -> Iterator[psycopg.Connection]:
    """The owner's own connection to the test database; nothing done over it stays."""
    said = database_for("owner")
    with django_db_blocker.unblock(), psycopg.connect(
        dbname=connection.settings_dict["NAME"], user=said["USER"], password=said["PASSWORD"],
        host=said["HOST"], port=said["PORT"], options="-c lock_timeout=4s",
    ) as link:  # fmt: skip
        yield link
        link.rollback()


def _declared() -> dict[str, ByFolder | ByCondition | Shared]:
    return {model._meta.db_table: protection for model, protection in declared()}


def _derived() -> set[str]:
    return {m._meta.db_table for m in apps.get_models() if getattr(m, "derived", False)}


def guard_faults(owner: psycopg.Connection) -> list[str]:
    """Tables of children without row-level security, enabled and forced, or whose policies are not ours."""
    rows = owner.execute(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind = 'r' AND "
        "relnamespace = 'public'::regnamespace"
    ).fetchall()
    secured = {name: (on, forced) for name, on, forced in rows}
    policies: dict[str, set[str]] = {}
    for table, name in owner.execute("SELECT tablename, policyname FROM pg_policies").fetchall():
        policies.setdefault(table, set()).add(name)
    found = []
    for table, said in _declared().items():
        if isinstance(said, Shared):
            continue
        if secured.get(table) != (True, True):
            found.append(f"{table}: row-level security is not enabled and forced")
        wanted = {"owner", "read", "add"} | (set() if said.append_only else {"change"})
        wanted |= {"remove"} if table in _derived() else set()
        if policies.get(table, set()) != wanted:
            found.append(f"{table}: has the policies {sorted(policies.get(table, set()))}, not {sorted(wanted)}")
    return found


def wide_open(owner: psycopg.Connection) -> list[str]:
    """Policies of the application or of everybody that let every row through, beyond those named as exceptions."""
    rows = owner.execute(
        "SELECT tablename || '.' || policyname FROM pg_policies WHERE policyname <> 'owner' AND "
        "(qual = 'true' OR with_check = 'true')"
    ).fetchall()
    named = set(exceptions()["open_to_read"]["names"])
    return [f"{name}: lets every row through" for (name,) in rows if name not in named]


def right_faults(owner: psycopg.Connection) -> list[str]:
    """Rights the application's role holds on tables, views and columns beyond what is declared."""
    held: dict[str, set[str]] = {}
    asked = """
        SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
          AND a.grantee IN (0, %(app)s::regrole)
        UNION ALL
        SELECT c.relname, a.privilege_type FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid,
               aclexplode(t.attacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND a.grantee IN (0, %(app)s::regrole)"""
    for table, right in owner.execute(asked, {"app": APP}).fetchall():
        held.setdefault(table, set()).add(right)
    allowed = {table: set(rights.split(", ")) for table, rights in LIBRARY_TABLES.items()}
    allowed |= {view: {"SELECT"} for view in VIEWS}
    for table, said in _declared().items():
        writes = not isinstance(said, Shared) or said.writable
        rights = {"SELECT"} | ({"INSERT"} if writes else set())
        rights |= {"UPDATE"} if writes and not said.append_only else set()
        allowed[table] = rights | ({"DELETE"} if table in _derived() else set())
    return [
        f"{table}: the application may {', '.join(sorted(rights - allowed.get(table, set())))}"
        for table, rights in sorted(held.items())
        if rights - allowed.get(table, set())
    ]


POWERS = ("has powers over the server", "owns tables", "is a member of another role", "may make tables")


def powers(owner: psycopg.Connection) -> list[tuple]:
    """The application's and the reports' role, and whether each has the POWERS to see round the policy."""
    asked = """
        SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication,
               EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid),
               EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid),
               has_schema_privilege(r.oid, 'public', 'CREATE')
        FROM pg_roles r WHERE r.rolname IN ('kingfisher_app', 'kingfisher_reader') ORDER BY r.rolname"""
    return owner.execute(asked).fetchall()


def role_faults(found: list[tuple]) -> list[str]:
    return [f"{n}: {words}" for n, *had in found for words, has in zip(POWERS, had, strict=True) if has]


def doors_past_it(owner: psycopg.Connection) -> set[str]:
    """Functions that run as the owner, and views of the owner's that the application may read: ways past the policy."""
    functions = owner.execute(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    views = owner.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace AND "
        "has_table_privilege(%s, oid, 'SELECT') AND NOT 'security_invoker=true' = ANY (COALESCE(reloptions, '{}'))",
        [APP],
    ).fetchall()
    return {name for (name,) in [*functions, *views]}


def shadow_faults(owner: psycopg.Connection) -> list[str]:
    """Functions that run as the owner and would take somebody's temporary table for one of ours."""
    rows = owner.execute(
        "SELECT proname, COALESCE(array_to_string(proconfig, ' '), '') FROM pg_proc "
        "WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    return [f"{n}: does not name pg_temp last" for n, said in rows if "search_path=public, pg_temp" not in said]


def test_no_function_of_the_owner_takes_a_temporary_table_for_ours(owner):
    clear(shadow_faults(owner))
    owner.execute(
        "CREATE FUNCTION peep() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public "
        "AS 'SELECT 1::bigint'"
    )
    assert shadow_faults(owner) == ["peep: does not name pg_temp last"]


def history_faults(owner: psycopg.Connection) -> list[str]:
    """Append-only tables that PostgreSQL would let somebody change, and changing ones that keep no earlier rows."""
    rows = owner.execute(
        "SELECT tgrelid::regclass::text, tgname, tgtype FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ).fetchall()
    there = {(table, name, kind) for table, name, kind in rows}
    found = []
    for table, said in _declared().items():
        if (table, "never_emptied", BEFORE_TRUNCATE) not in there:
            found.append(f"{table}: can be emptied")
        if said.append_only and (table, "never_changes", BEFORE_EACH_CHANGE) not in there:
            found.append(f"{table}: is append-only and can be changed")
        keeps = isinstance(said, ByFolder) and not said.append_only and table not in _derived()
        if keeps and (table, "keeps_history", BEFORE_EACH_UPDATE) not in there:
            found.append(f"{table}: is changed without keeping what it said")
    return found


def test_every_table_of_a_child_is_guarded_row_by_row(owner):
    clear(guard_faults(owner))


def test_no_policy_lets_every_row_through(owner):
    clear(wide_open(owner))


def test_the_application_holds_no_right_beyond_the_declared(owner):
    clear(right_faults(owner))


def test_the_applications_roles_have_no_power_over_the_policy(owner):
    found = powers(owner)
    assert [name for name, *_ in found] == ["kingfisher_app", "kingfisher_reader"]
    clear(role_faults(found))


@pytest.mark.parametrize("power", range(len(POWERS)))
def test_a_role_with_a_power_would_be_named(power):
    assert role_faults([("kingfisher_app", *(n == power for n in range(len(POWERS))))]) != []


def test_a_right_to_make_tables_would_be_seen(owner):
    owner.execute("GRANT CREATE ON SCHEMA public TO kingfisher_app")
    assert role_faults(powers(owner)) == ["kingfisher_app: may make tables"]


def test_every_door_past_the_policy_is_named(owner):
    of_the_policy = VIEWS | set(re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)", POLICY, flags=re.M))
    assert doors_past_it(owner) - of_the_policy == set(exceptions()["past_the_policy"]["names"])


def test_no_history_can_be_rewritten(owner):
    clear(history_faults(owner))


@pytest.mark.parametrize("order", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_even_the_owner_cannot_rewrite_the_audit(owner, order):
    assert owner.execute("SELECT count(*) FROM access_auditline").fetchone()[0] > 0
    with pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(order.format("access_auditline"))


@pytest.mark.parametrize(
    ("fault", "order"),
    [
        (guard_faults, "ALTER TABLE access_grant NO FORCE ROW LEVEL SECURITY"),
        (guard_faults, "CREATE POLICY too_kind ON access_grant FOR SELECT TO kingfisher_app USING (true)"),
        (wide_open, "CREATE POLICY too_kind ON access_grant FOR SELECT TO kingfisher_app USING (true)"),
        (right_faults, "GRANT DELETE ON access_grant TO kingfisher_app"),
        (right_faults, "GRANT UPDATE (facts) ON access_auditline TO kingfisher_app"),
        (right_faults, "GRANT SELECT ON access_grant TO PUBLIC; GRANT TRUNCATE ON access_grant TO PUBLIC"),
        (history_faults, "ALTER TABLE access_auditline DISABLE TRIGGER never_changes"),
        (history_faults, "DROP TRIGGER keeps_history ON access_grant"),
    ],
)
def test_a_fault_planted_in_the_database_would_be_named(owner, fault, order):
    assert fault(owner) == []
    for each in order.split("; "):
        owner.execute(each)
    assert fault(owner) != []


def test_a_new_door_past_the_policy_would_be_named(owner):
    before = doors_past_it(owner)
    owner.execute("CREATE FUNCTION peep() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'")
    owner.execute("CREATE VIEW leak AS SELECT * FROM access_grant; GRANT SELECT ON leak TO kingfisher_app")
    assert doors_past_it(owner) - before == {"peep", "leak"}
