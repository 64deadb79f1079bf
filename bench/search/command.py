"""`./kingfisher search-bench`: build a throw-away database from extracts, ask it queries, write what was found."""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kingfisher.project import database, env, migrating, postgres, standing
from kingfisher.project.env import CannotStart


def main(argv: Sequence[str]) -> int:
    """One JSON line of figures on standard output."""
    asked = argparse.ArgumentParser(prog="kingfisher search-bench", description="Measure finding people.")
    asked.add_argument("--in", dest="in_dir", type=Path, required=True, help="folder of the agencies' extracts")
    asked.add_argument("--queries", type=Path, required=True, help="the queries, as CSV")
    asked.add_argument("--out", type=Path, required=True, help="results.csv to write")
    asked.add_argument("--keep", action="store_true", help="keep the database; the next run of the folder uses it")
    asked.add_argument("--json", action="store_true", help="accepted for likeness; the line is always JSON")
    args = asked.parse_args(list(argv))
    try:
        found = run(args.in_dir, args.queries, args.out, keep=args.keep)
    except (CannotStart, OSError, ValueError) as why:
        print(why, file=sys.stderr)
        return 1
    print(json.dumps(found))
    return 0


def run(in_dir: Path, queries: Path, out: Path, *, keep: bool = False, home: Path | None = None) -> dict:
    """Build, ask and write; returns the figures of the run."""
    from bench.search import extracts

    names = extracts.present(in_dir)
    if not queries.is_file():
        raise CannotStart(f"There is no file of queries at {queries}.")
    home = home or own_home()
    try:
        standing.take_up_demo()
        with database.in_use():
            migrating.ensure_current(unasked=True)
            figures = _measured(in_dir.resolve(), names, queries, out)
    finally:
        if not keep:
            thrown_away(home)
    return figures


def own_home() -> Path:
    """A home of its own beside the real one, with a server of its own; nothing of the real one is touched."""
    home = env.home() / "search-bench"
    os.environ.pop("KINGFISHER_DATABASE_URL", None)
    os.environ["KINGFISHER_HOME"] = str(home)
    return home


def thrown_away(home: Path) -> None:
    server = postgres.known(home)
    if server is not None and server.place != home / "postgres":
        shutil.rmtree(server.place, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def _measured(in_dir: Path, names: list[str], queries: Path, out: Path) -> dict:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
    import django

    django.setup()
    from django.utils import timezone

    from bench.search import asking, founding, loading
    from kingfisher.project.warming import warm

    kept = standing.read().get("loaded") or {}
    began = time.monotonic()
    if kept.get("folder") != str(in_dir):
        if kept:
            raise CannotStart("The database kept holds other extracts: remove the home's folder search-bench first.")
        founded = founding.found(timezone.now())
        loading.load(in_dir, names, founded.systems, processes=os.cpu_count() or 1)
        kept = {"folder": str(in_dir), "worker": str(founded.worker)}
        standing.keep(loaded=kept)
    warm()  # what the server does before it answers its first page
    loaded = time.monotonic()
    took, worked = asking.ask(queries, out, asking.UUID(kept["worker"]), lambda line: print(line, file=sys.stderr))
    return {
        "records": _count(), "queries": len(took), "load_seconds": round(loaded - began, 1),
        "seconds": round(time.monotonic() - loaded, 1),
        **{f"p{q}_ms": at(took, q) for q in (50, 95, 99)},
        **{f"p{q}_processor_ms": at(worked, q) for q in (50, 95, 99)},
    }  # fmt: skip


def _count() -> int:
    import psycopg

    with psycopg.connect(database.url_for("owner")) as link:
        return link.execute("SELECT count(*) FROM people_findable").fetchone()[0]


def at(took: list[float], percent: int) -> float:
    """The value that so many in a hundred do not exceed."""
    return round(sorted(took)[min(len(took) - 1, len(took) * percent // 100)], 2) if took else 0.0
