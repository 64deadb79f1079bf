"""Brings extracts in through the product's own bulk action, several agencies at a time.

The two indexes that searches and matching read are taken off before and made again after: for a first load of a whole
county that is how they are made small and fast, and anybody may do so who installs Kingfisher.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import UUID

AT_ONCE = 4000
INDEXES = {
    "findable_lexemes": "ON people_findable USING gin (lexemes) WITH (fastupdate = off)",
    "blocking_keys": "ON people_blockingkey USING gin (keys)",
}


def load(folder: Path, names: list[str], systems: dict[str, UUID], processes: int) -> None:
    """Bring every extract in. Raises CalledProcessError when one could not be."""
    shares: list[list[str]] = [[] for _ in range(max(1, min(processes, len(names))))]
    weight = [0] * len(shares)
    for name in names:  # largest first
        least = weight.index(min(weight))
        shares[least].append(name)
        weight[least] += (folder / f"{name}.csv").stat().st_size
    with _without_indexes():
        own = [sys.executable, "-P", "-m", "bench.search.loading", str(folder)]
        paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
        running = [
            subprocess.Popen([*own, *(f"{name}={systems[_agency(name)]}" for name in share)],
                             env=os.environ | {"PYTHONPATH": paths})
            for share in shares
        ]  # fmt: skip
        for one in running:
            if one.wait() != 0:
                raise subprocess.CalledProcessError(one.returncode, "load")


def _agency(name: str) -> str:
    from bench.search.extracts import AGENCIES

    return AGENCIES[name]


@contextmanager
def _without_indexes() -> Iterator[None]:
    """As the owner, for the time of a block; then counted, as autovacuum would in time."""
    import psycopg

    from kingfisher.project import database

    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        for name in INDEXES:
            link.execute(f"DROP INDEX IF EXISTS {name}")
    yield
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
        link.execute("SET maintenance_work_mem = '512MB'")
        for name, what in INDEXES.items():
            link.execute(f"CREATE INDEX IF NOT EXISTS {name} {what}")
        for table in ("people_findable", "people_person", "access_folder", "people_blockingkey"):
            link.execute(f"VACUUM (ANALYZE) {table}")


def bring_in(folder: Path, name: str, placement: UUID) -> int:
    """One extract, acted by its agency's own system; returns how many statements."""
    from django.db import connection
    from django.utils import timezone

    from bench.search.extracts import read
    from bench.search.founding import CATEGORY
    from kingfisher.access import actions as access
    from kingfisher.access.entry import acting_as, actor_for
    from kingfisher.people import actions as people

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    actor = actor_for(placement, at=timezone.now(), purpose="safeguard_child", via="command")
    made = 0
    for batch in _batches(read(folder, name)):
        with acting_as(actor):
            folders = access.open_folders(actor, wanted=[("person", CATEGORY, "")] * len(batch), at=actor.at)
            wanted = [people.Wanted(place, said) for place, said in zip(folders, batch, strict=True)]
            people.state_people(actor, wanted=wanted, origin="import", source=f"{name} extract", at=actor.at)
        made += len(batch)
        print(f"kingfisher: {name} {made:,}", file=sys.stderr, flush=True)
    return made


def _batches(rows: Iterable) -> Iterator[list]:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    import django

    django.setup()
    for share in sys.argv[2:]:
        extract, _, system = share.partition("=")
        bring_in(Path(sys.argv[1]), extract, UUID(system))
