"""Run the measurement on the demonstration of this home; see the package's own words."""

import argparse
import json
import os
import statistics
import sys

from django.test import Client
from django.utils import timezone

from bench.first_picture.__main__ import EVERYDAY_MS, measure, row, sample  # sets Django up, with the bare view
from bench.pages.everyday import OF_A_CHILD, PAGES, opened_by, visitors
from kingfisher.project import database, demonstration, standing
from kingfisher.project.warming import warm

RECORDS = 20  # different records of a kind are opened in turn


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    asked.add_argument("--size", choices=demonstration.SIZES, default="town")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=40)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    standing.take_up_demo()
    with database.in_use():
        demonstration.ready(options.size, options.seed, rebuild=False)
        return run(options.rounds, as_json=options.json, size=options.size)


def run(rounds: int, *, as_json: bool, size: str) -> int:
    warm()
    at = timezone.now()
    found = sample.gather(at=at)
    people = list(visitors(at=at))
    bare_took = measure(Client(), [f"/bench/bare/{found.worker}"], rounds)
    bare = statistics.median(t.wall for t in bare_took)
    rows, unopened = [row("bare view, one indexed read", bare_took, bare)], []
    for page in PAGES:
        if (by := opened_by(page, people, at_most=RECORDS)) is None:
            unopened.append(page.name)
            continue
        rows.append(row(page.name, measure(*by, rounds), bare))
    where = f"/people/search?q={found.names[0].replace(' ', '+')}"
    rows.append(row("find a child", measure(found.triage, [where], rounds), bare))
    for name, then in OF_A_CHILD:
        addresses = [f"/casefile/{key}{then}" for key in found.children[:RECORDS]]
        rows.append(row(name, measure(found.triage, addresses, rounds), bare))
    said = {"size": size, "people": found.people, "load": round(os.getloadavg()[0], 1), "rounds": rounds,
            "pages": rows, "nobody_could_open": unopened}  # fmt: skip
    print(json.dumps(said)) if as_json else show(said)
    slow = [r["page"] for r in rows[1:] if float(r["p95_ms"]) > EVERYDAY_MS]
    for name in slow:
        print(f"over {EVERYDAY_MS} ms at p95: {name}", file=sys.stderr)
    return 1 if slow or unopened else 0


def show(said: dict) -> None:
    print(f"{said['size']}: {said['people']:,} statements about people; policy and audit on; {said['rounds']} visits "
          f"each; load {said['load']}, {os.cpu_count()} processors")  # fmt: skip
    print(f"{'page':34} {'p50 ms':>8} {'p95 ms':>8} {'cpu p50':>8} {'questions':>10} {'x bare':>7}")
    for r in said["pages"]:
        print(f"{r['page']:34} {r['p50_ms']:8.1f} {r['p95_ms']:8.1f} {r['processor_p50_ms']:8.1f} "
              f"{r['questions']:10} {r['times_bare']:7.1f}")  # fmt: skip
    for name in said["nobody_could_open"]:
        print(f"{name:34} nobody of the demonstration could open one")


if __name__ == "__main__":
    sys.exit(main())
