"""Turns every table's declaration into grants, policies and triggers in PostgreSQL. Idempotent; run as owner.

A table that declares nothing gets no grant for the application's role: forgetting fails closed.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction

from kingfisher.access.roles import ASKED_IN_POLICIES, ROLES
from kingfisher.kernel.base import FULL, ByCondition, ByFolder, Marked, Shared

APP, READER = "kingfisher_app", "kingfisher_reader"

# Tables of libraries: what the application's role may do with each. None of them may hold a child's data.
LIBRARY_TABLES = {
    "auth_user": "SELECT, INSERT, UPDATE",
    "auth_group": "SELECT",
    "auth_permission": "SELECT",
    "auth_user_groups": "SELECT",
    "auth_group_permissions": "SELECT",
    "auth_user_user_permissions": "SELECT",
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_jobs": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_events": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_periodic_defers": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_workers": "SELECT, INSERT, UPDATE, DELETE",
}

_TRIGGERS = """
CREATE OR REPLACE FUNCTION kingfisher_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation'; END $$;

-- Whoever was let in to read only (an inspector) writes nothing but the record that she looked.
CREATE OR REPLACE FUNCTION kingfisher_reads_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = '{APP}' AND current_setting('kingfisher.reads_only', true) = 'true' THEN
    RAISE EXCEPTION 'this place reads and does not write: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION kingfisher_keep_what_it_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO access_pastrow ("table", row_id, folder_id, changed_at, changed_by, was)
  VALUES (TG_TABLE_NAME, OLD.id, NULLIF(to_jsonb(OLD) ->> TG_ARGV[0], '')::uuid, clock_timestamp(),
          NULLIF(current_setting('kingfisher.placement', true), '')::uuid, to_jsonb(OLD));
  RETURN NEW;
END $$;
"""


def declared() -> Iterator[tuple[type[models.Model], ByFolder | ByCondition | Shared]]:
    """Every table of ours with its declaration; the house tests ask that none is missing."""
    for model in apps.get_models():
        protection = getattr(model, "protection", None)
        if protection is not None and model._meta.managed:
            yield model, protection


def _policy_sql() -> str:
    powers = {code: sorted(ASKED_IN_POLICIES & r.permissions) for code, r in ROLES.items()}
    text = (Path(__file__).parent / "policy.sql").read_text()
    return text.replace("{{powers}}", json.dumps({code: held for code, held in powers.items() if held}))


def _conditions(protection: ByFolder | ByCondition) -> tuple[str, str]:
    if isinstance(protection, ByCondition):
        return protection.read, protection.write
    marked = "".join(f" AND {_cleared(m, protection.folder)}" for m in protection.marked)
    seen = "EXISTS (SELECT 1 FROM access_ruling r WHERE r.folder_id = {0} AND {1})"
    column = f'"{protection.folder}"'
    write = seen.format("ROW_FOLDER", f"r.level >= {FULL} AND r.holds_the_pen")
    read = seen.format("ROW_FOLDER", f"r.level >= {protection.level}") + marked
    if protection.and_folder:
        second = f'TABLE."{protection.and_folder}"'
        read += f" AND ({second} IS NULL OR {seen.format(second, f'r.level >= {FULL}')})"
    return read.replace("ROW_FOLDER", "TABLE." + column), write.replace("ROW_FOLDER", "TABLE." + column)


def _cleared(marked: Marked, folder: str) -> str:
    """A field class: this row is seen only by those cleared for its marking, by role or in this folder."""
    if marked.marking:
        free, mark = f'NOT TABLE."{marked.column}"', f"'{marked.marking}'"
    else:
        free, mark = f"TABLE.\"{marked.column}\" = ''", f'TABLE."{marked.column}"'
    return (
        f"({free} OR {mark} = ANY ((SELECT access_my_clearances())::text[]) OR "
        f"TABLE.\"{folder}\"::text || ' ' || {mark} = ANY ((SELECT access_my_cleared())::text[]))"
    )


def _secure(table: str, protection: ByFolder | ByCondition) -> list[str]:
    read, write = (c.replace("TABLE.", f"{table}.") for c in _conditions(protection))
    if table == "access_folder":
        # A folder does not exist yet when it is made: it is made by its owner's own worker.
        write = "owner_id = (SELECT access_my_organisation()) AND (SELECT access_is_sealed())"
    out = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]
    for name in ("read", "add", "change", "remove", "owner"):
        out.append(f"DROP POLICY IF EXISTS {name} ON {table}")
    out += [
        f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY read ON {table} FOR SELECT TO {APP}, {READER} USING ({read})",
        f"CREATE POLICY add ON {table} FOR INSERT TO {APP} WITH CHECK ({write})",
    ]
    if not protection.append_only:
        out.append(f"CREATE POLICY change ON {table} FOR UPDATE TO {APP} USING ({write}) WITH CHECK ({write})")
    if _deletable(table):
        out.append(f"CREATE POLICY remove ON {table} FOR DELETE TO {APP} USING ({write})")
    return out


def _deletable(table: str) -> bool:
    model = next((m for m in apps.get_models() if m._meta.db_table == table), None)
    return bool(model and getattr(model, "derived", False))


def _rights(table: str, protection: ByFolder | ByCondition | Shared) -> list[str]:
    writable = not isinstance(protection, Shared) or protection.writable
    rights = ["SELECT"] + (["INSERT"] if writable else [])
    if writable and not protection.append_only:
        rights.append("UPDATE")
    if _deletable(table):
        rights.append("DELETE")
    return [
        f"REVOKE ALL ON {table} FROM {APP}, {READER}",
        f"GRANT {', '.join(rights)} ON {table} TO {APP}",
        f"GRANT SELECT ON {table} TO {READER}",
    ]


def _watch(model: type[models.Model], protection: ByFolder | ByCondition | Shared) -> list[str]:
    table = model._meta.db_table
    ours = ("never_changes", "never_emptied", "keeps_history", "reads_only")
    out = [f"DROP TRIGGER IF EXISTS {t} ON {table}" for t in ours]
    if not getattr(model, "written_by_readers", False):
        out.append(
            f"CREATE TRIGGER reads_only BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kingfisher_reads_only()"
        )
    if protection.append_only:
        out.append(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kingfisher_never_changes()"
        )
    elif isinstance(protection, ByFolder) and not getattr(model, "derived", False):
        out.append(
            f"CREATE TRIGGER keeps_history BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) "
            f"EXECUTE FUNCTION kingfisher_keep_what_it_said('{protection.folder}')"
        )
    out.append(
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION kingfisher_never_changes()"
    )
    return out


def _about() -> str:
    """Views of who is written about in which folder, made from every table that lies in a folder and names a person."""
    found = [
        (model._meta.db_table, field.column, protection.folder)
        for model, protection in declared() if isinstance(protection, ByFolder)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == "people.Person"
    ]  # fmt: skip
    home = "SELECT folder_id, id AS person_id FROM people_person"
    pairs = [
        f'SELECT "{folder}" AS folder_id, "{person}" AS person_id FROM {table}'  # noqa: S608 - our own names
        for table, person, folder in found
    ]
    named = [f"('{table}', '{person}')" for table, person, _ in found]
    return (
        f"CREATE OR REPLACE VIEW access_about AS {' UNION ALL '.join([home, *pairs])}; "  # noqa: S608
        f"CREATE OR REPLACE VIEW access_about_tables AS SELECT * FROM (VALUES {', '.join(named)}) "
        "AS t(table_name, person_column)"
    )


def statements() -> list[str]:
    """Everything `apply` runs, in order: views first, then each table."""
    # Views cannot change the type of a column in place: dropped and made anew, with what hangs on them.
    out = [
        _TRIGGERS.replace("{APP}", APP),
        "DROP VIEW IF EXISTS access_place_rule, access_actor, access_rule, access_ruling, access_about, "
        "access_about_tables CASCADE",
        _policy_sql(),
    ]
    out.append(f"GRANT SELECT ON access_place_rule, access_actor, access_rule, access_ruling TO {APP}, {READER}")
    out.append(f"GRANT USAGE ON SCHEMA public TO {APP}, {READER}")
    out.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
    for model, protection in declared():
        table = model._meta.db_table
        out += _rights(table, protection)
        if not isinstance(protection, Shared):
            out += _secure(table, protection)
        out += _watch(model, protection)
    out.append(_about())
    existing = set(connection.introspection.table_names())
    out += [f"GRANT {r} ON {t} TO {APP}" for t, r in LIBRARY_TABLES.items() if t in existing]
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("*.sql")) if app.name.startswith("kingfisher.") else ():
            if path.name != "policy.sql":
                out.append(path.read_text())
    return out


def apply() -> None:
    """Lay views, rights, policies and triggers over the tables as they now stand. Needs the owner's role."""
    with transaction.atomic(), connection.cursor() as cursor:
        # All or nothing: nobody ever reads a table between its old policy and its new one.
        cursor.execute("SELECT pg_advisory_xact_lock(481516)")
        for statement in statements():
            cursor.execute(statement)
