"""Every table says how it is protected and how long it is kept; what happened always has somebody who did it."""

import ast

from django.apps import apps
from django.core.management import call_command
from django.db import models

from kingfisher.kernel.base import ByCondition, ByFolder, Row, Shared
from kingfisher.rulebook import ask
from tests.house.building import Source, clear, exceptions, in_rooms, sources, still

Table = type[models.Model]


def tables() -> list[Table]:
    return [m for m in apps.get_models() if m.__module__.startswith("kingfisher.") and m._meta.managed]


def protection_faults(table: Table) -> list[str]:
    said = getattr(table, "protection", None)
    if not isinstance(said, ByFolder | ByCondition | Shared):
        return [f"{table._meta.label}: does not say how it is protected"]
    columns = {f.column for f in table._meta.concrete_fields}
    if isinstance(said, ByFolder) and said.folder not in columns:
        return [f"{table._meta.label}: is protected by {said.folder}, which it does not have"]
    if isinstance(said, Shared) and any(_is_of_a_child(f) for f in table._meta.concrete_fields):
        return [f"{table._meta.label}: is shared with everybody, yet hangs on a folder or a person"]
    return []


def _is_of_a_child(field: models.Field) -> bool:
    about = field.related_model._meta.label if field.is_relation else ""
    return about in ("access.Folder", "people.Person")


def retention_faults(table: Table) -> list[str]:
    kind = getattr(table, "retention", "")
    if not kind:
        return [f"{table._meta.label}: does not say how long it is kept"]
    try:
        ask.retention(kind)
    except LookupError:
        return [f"{table._meta.label}: is kept as “{kind}”, which the rulebook does not know"]
    return []


def pair_faults(table: Table) -> list[str]:
    """Moments (`ended_at`) whose doer (`ended_by`) may be empty without the database minding."""
    fields = {f.name: f for f in table._meta.concrete_fields}
    held = [set(_named(c.condition)) for c in table._meta.constraints if isinstance(c, models.CheckConstraint)]
    found = []
    for name, field in fields.items():
        doer = name.removesuffix("_at") + "_by"
        paired = name.endswith("_at") and doer in fields and (field.null or fields[doer].null)
        if paired and not any({name, doer} <= names for names in held):
            found.append(f"{table._meta.label}.{name}: no constraint holds it and {doer} together")
    return found


def _named(condition: models.Q) -> list[str]:
    names = []
    for child in condition.children:
        names += _named(child) if isinstance(child, models.Q) else [child[0].split("__")[0]]
    return names


def cascade_faults(table: Table) -> list[str]:
    """Links by which deleting one row would take others with it, or that name another room's table by import."""
    return [
        f"{table._meta.label}: {f.name} takes rows with it when what it names is deleted"
        for f in table._meta.concrete_fields
        if f.is_relation and f.remote_field.on_delete is not models.PROTECT
    ]


def test_every_table_says_how_it_is_protected():
    clear([fault for table in tables() for fault in protection_faults(table)])


def test_every_table_says_how_long_it_is_kept():
    clear(still([fault for table in tables() for fault in retention_faults(table)], exceptions()["retention"]))


def test_what_happened_at_a_moment_was_done_by_somebody():
    clear(still([fault for table in tables() for fault in pair_faults(table)], exceptions()["done_by"]))


def test_no_row_takes_another_with_it():
    clear([fault for table in tables() for fault in cascade_faults(table)])


class _Bare(Row):
    """As a table would be that forgot everything: kept out of the apps, so nothing is made for it."""

    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    other = models.ForeignKey("access.Folder", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = False
        app_label = "cellar"
        managed = False


class _Wrong(_Bare):
    protection = Shared()
    retention = "as long as we like"

    class Meta:
        proxy = True
        app_label = "cellar"


def test_a_table_that_forgot_would_be_named():
    assert protection_faults(_Bare) and retention_faults(_Bare) and pair_faults(_Bare) and cascade_faults(_Bare)
    assert protection_faults(_Wrong) and retention_faults(_Wrong)


def test_the_migrations_make_the_tables_as_they_are_declared(db, capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out


def row_faults(source: Source) -> list[str]:
    """Code that plays stories or shows pages, and reaches into tables instead of calling an action or a query.

    Accounts are Django's own table, without a room: `get_user_model().objects` is not counted.
    """
    reached = [n for n in ast.walk(source.tree) if isinstance(n, ast.Attribute) and n.attr == "objects"]
    tables = [n for n in reached if not (isinstance(n.value, ast.Call) and "get_user_model" in ast.dump(n.value))]
    return [f"{source.name}: reaches into a table (line {node.lineno})" for node in tables]


def test_the_demonstration_and_the_doors_reach_into_no_table():
    told = [s for s in sources() if s.name.startswith(("demo/", "tests/walks/"))]
    clear(
        still(
            [f for s in [*told, *in_rooms("pages", "api", "jobs", "panel")] for f in row_faults(s)],
            exceptions()["reaching"],
        )
    )


def test_a_door_that_reached_into_a_table_would_be_named():
    assert row_faults(Source("demo/build.py", "Person.objects.create()")) != []
    assert row_faults(Source("demo/build.py", "get_user_model().objects.first()")) == []
