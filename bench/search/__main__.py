"""`python -m bench.search [--size N]`: write extracts, ask, score, and set trigram search beside."""

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.search import command, extracts, scoring, trigram
from demo import truth
from kingfisher.project import database

COMPARED = 600  # queries that both are asked


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.search", description="Finding people, beside trigrams.")
    asked.add_argument("--size", type=int, default=50_000, help="records to write, about")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--queries", type=int, default=2000)
    asked.add_argument("--data", type=Path, help="extracts with their queries and truth, not new ones")
    asked.add_argument("--json", action="store_true", help="one line of figures only")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.data or Path(made)
        if not args.data:
            truth.write(folder, size=args.size, seed=args.seed, queries=args.queries)
        figures = measured(folder)
    print(json.dumps(figures) if args.json else table(figures))
    return 0


def measured(folder: Path) -> dict:
    """Both ways over the same records; the database is thrown away at the end."""
    home = command.own_home()
    try:
        results = folder / "results.csv"
        ours = command.run(folder, folder / "queries.csv", results, keep=True, home=home)
        person, meant = scoring.truth(folder)
        queries = trigram.first(folder / "queries.csv", COMPARED)
        names = [row["query_id"] for row in queries]
        with database.in_use(), psycopg.connect(database.url_for("owner"), autocommit=True) as link:
            trigram.make(link, folder, extracts.present(folder))
            trigram.ask(link, queries[:50], datetime.now(UTC).date())
            found, took = trigram.ask(link, queries, datetime.now(UTC).date())
        return {
            **ours, **_shares("", scoring.score(scoring.read(results), person, meant, meant)),
            "compared": _shares("", scoring.score(scoring.read(results), person, meant, names)),
            "trigram": _shares("", scoring.score(found, person, meant, names))
            | {f"p{q}_ms": command.at(took, q) for q in (50, 95, 99)},
        }  # fmt: skip
    finally:
        command.thrown_away(home)


def _shares(prefix: str, one: scoring.Score) -> dict:
    return {f"{prefix}recall_at_1": round(one.first, 4), f"{prefix}recall_at_10": round(one.ten, 4),
            f"{prefix}mrr": round(one.mrr, 4)}  # fmt: skip


def table(f: dict) -> str:
    ours, theirs = f["compared"], f["trigram"]
    rows = [("", "Kingfisher", "pg_trgm", "ratio")]
    rows += [(name, f"{ours[name]:.3f}", f"{theirs[name]:.3f}", f"{ours[name] / max(theirs[name], 1e-9):.2f}")
             for name in ("recall_at_1", "recall_at_10", "mrr")]  # fmt: skip
    rows += [(name, f"{f[name]:.1f}", f"{theirs[name]:.1f}", f"{f[name] / max(theirs[name], 1e-9):.2f}")
             for name in ("p50_ms", "p95_ms", "p99_ms")]  # fmt: skip
    head = f"{f['records']:,} records, {f['queries']:,} queries; loaded in {f['load_seconds']} s. Ours with policy and "
    return "\n".join([head + "record on.", *("{:<14}{:>12}{:>12}{:>8}".format(*row) for row in rows)])


if __name__ == "__main__":
    sys.exit(main())
