"""Brings extracts in through the product's own bulk action, several processes at a time.

Indexes and foreign keys of the tables filled are taken off before and made again, and checked, after: for a first
load of a whole county that is how they are made small and fast, and anybody may do so who installs Kingfisher. Keys
for linkage are not worked out, for no search reads them; all else is laid as an import lays it.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import UUID

AT_ONCE = 4000
FILLED = (
    "access_folder", "people_person", "people_statementversion", "people_name", "people_identifier",
    "people_address", "people_blockingkey", "people_findable",
)  # fmt: skip
LOOKED_AT = ("people_findable", "people_person", "access_folder")
_FOREIGN = """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
              WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])"""
_PLAIN = """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
            WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique"""


def load(folder: Path, names: list[str], systems: dict[str, UUID], processes: int) -> None:
    """Bring every extract in. Raises CalledProcessError when one could not be.

    Each process takes its turn at the batches of every extract, so that all are done at about the same time.
    """
    processes = max(1, processes)
    asked = [f"{name}={systems[_agency(name)]}" for name in names]
    own = [sys.executable, "-P", "-m", "bench.search.loading", str(folder), str(processes)]
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    with _bare():
        running = [
            subprocess.Popen([*own, str(turn), *asked], env=os.environ | {"PYTHONPATH": paths})
            for turn in range(processes)
        ]
        codes = [one.wait() for one in running]
        if any(codes):
            raise subprocess.CalledProcessError(max(codes, key=abs), "load")


def _agency(name: str) -> str:
    from bench.search.extracts import AGENCIES

    return AGENCIES[name]


@contextmanager
def _bare() -> Iterator[None]:
    """The tables without foreign keys and without indexes that keep nothing unique, as their owner, for the time of a
    block; then all as it was, and counted, as autovacuum would in time."""
    import psycopg

    from kingfisher.project import database

    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        foreign = link.execute(_FOREIGN, [list(FILLED)]).fetchall()
        plain = link.execute(_PLAIN, [list(FILLED)]).fetchall()
        for table, name, _ in foreign:
            link.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in plain:
            link.execute(f"DROP INDEX {name}")
    yield
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        link.execute("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off")
        for _, made in plain:
            link.execute(made)
        for table, name, what in foreign:
            link.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}")
        for table in FILLED:
            link.execute(f"VACUUM (ANALYZE) {table}" if table in LOOKED_AT else f"ANALYZE {table}")


def bring_in(folder: Path, name: str, placement: UUID, *, turn: int = 0, turns: int = 1) -> int:
    """One process's share of an extract, acted by its agency's own system; returns how many statements."""
    from django.db import connection
    from django.utils import timezone

    from bench.search.extracts import rows, said
    from bench.search.founding import CATEGORY
    from kingfisher.access import actions as access
    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.people import actions as people
    from kingfisher.people.matching.blocking import laid_for_search

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    actor = actor_for(placement, at=timezone.now(), purpose="safeguard_child", via="command")
    made = 0
    for number, batch in enumerate(_batches(rows(folder, name))):
        if number % turns != turn:
            continue
        stated = [said(row) for row in batch]
        with acting_as(actor):
            folders = access.open_folders(actor, wanted=[("person", CATEGORY, "")] * len(stated), at=actor.at)
            wanted = [
                people.Wanted(place, one, laid_for_search(one)) for place, one in zip(folders, stated, strict=True)
            ]
            people.state_people(actor, wanted=wanted, origin="import", source=f"{name} extract", at=actor.at)
        made += len(batch)
        if number % 10 < turns:
            print(f"kingfisher: {name} {(number + 1) * AT_ONCE:,}", file=sys.stderr, flush=True)
    return made


def _batches(rows: Iterable) -> Iterator[list]:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    import django

    django.setup()
    gc.disable()  # nothing here goes round in circles; looking for it costs a tenth of the time
    for share in sys.argv[4:]:
        extract, _, system = share.partition("=")
        bring_in(Path(sys.argv[1]), extract, UUID(system), turn=int(sys.argv[3]), turns=int(sys.argv[2]))
