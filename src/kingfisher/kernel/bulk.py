"""Many rows in one statement, under the same policies as one row.

COPY is refused on a table with row-level security, and the ORM spends more on each row than PostgreSQL does;
so the rows travel as one JSON document and PostgreSQL spreads them out itself.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec
from django.db import connection, models

Rows = Iterable[Mapping[str, Any]]


def insert_many(model: type[models.Model], rows: Rows, *, at_once: int = 5000) -> int:
    """Insert rows given as {column: value}, all with the same columns; returns how many.

    Runs in the caller's transaction. Column defaults of the model are not applied: say every column that has no
    default in the database.
    """
    made = 0
    rows = iter(rows)
    while batch := list(islice(rows, at_once)):
        columns = list(batch[0])
        statement = _statement(model, columns)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_written(batch)])
        made += len(batch)
    return made


def _statement(model: type[models.Model], columns: list[str]) -> str:
    types = {f.column: f.db_type(connection) for f in model._meta.concrete_fields}
    shape = ", ".join(f'"{c}" {types[c]}' for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    table = model._meta.db_table
    # Names come from our own models, never from a file or a person.
    return (
        f"INSERT INTO {table} ({names}) "  # noqa: S608
        f"SELECT {names} FROM jsonb_to_recordset(%s::jsonb) AS said({shape})"
    )


def update_many(model: type[models.Model], rows: Rows, *, at_once: int = 5000) -> int:
    """Change rows given as {column: value} with their `id`, all with the same columns; returns how many.

    As with `insert_many`, PostgreSQL spreads the rows out itself, and every policy and trigger has its say.
    """
    changed = 0
    rows = iter(rows)
    while batch := list(islice(rows, at_once)):
        types = {f.column: f.db_type(connection) for f in model._meta.concrete_fields}
        key = model._meta.pk.column
        # a column that numbers itself may not be declared so in a list of columns
        types[key] = {"bigserial": "bigint", "serial": "integer"}.get(types[key], types[key])
        shape = ", ".join(f'"{c}" {types[c]}' for c in batch[0])
        given = ", ".join(f'"{c}" = said."{c}"' for c in batch[0] if c != key)
        statement = (
            f"UPDATE {model._meta.db_table} AS kept SET {given} "  # noqa: S608 - names are our own
            f'FROM jsonb_to_recordset(%s::jsonb) AS said({shape}) WHERE kept."{key}" = said."{key}"'
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [_written(batch)])
            changed += cursor.rowcount
    return changed


def _written(batch: list[Mapping[str, Any]]) -> str:
    """The batch as JSON. Keys, days and moments are written as PostgreSQL reads them."""
    return msgspec.json.encode(batch).decode()
