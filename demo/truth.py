"""Write Saltmere as a measured test: what each agency says, and beside it the truth the product never sees.

    python -m demo.truth --size 318000 --seed 1 --out DIR

Writes police.csv, social_care.csv, health.csv and schools.csv (the records), truth.csv and hard_negatives.csv
(who they are, and who is easily taken for whom), queries.csv and query_truth.csv (what a worker types who
half remembers a name, and whom they meant). Family by family, so a million records need little memory.
"""

import argparse
import csv
import json
import sys
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from .asked import QUERY_COLUMNS, Sampler
from .census import Family, Statement
from .dice import dice_for
from .families import Settler
from .statements import AGENCIES, Clerk

TRUTH_COLUMNS = ("record_id", "person_id", "household_id", "kind", "group", "events")
PAIR_COLUMNS = ("person_a", "person_b", "why")
QUERY_TRUTH_COLUMNS = ("query_id", "person_id", "qtype")
MEASURED_ON = date(2026, 11, 1)  # a measured test must be the same whenever it is written
PROGRESS_EVERY = 100_000


class Ledger:
    """The open files of one test and how much is in them."""

    def __init__(self, out: Path, stack: ExitStack, *, seed: int, on: date, queries: int) -> None:
        self.stack, self.out = stack, out
        self.dice = dice_for(seed, 77)
        self.clerks = {agency: Clerk(agency, on) for agency in AGENCIES}
        self.records = {agency: self.file(f"{agency}.csv", Statement._fields) for agency in AGENCIES}
        self.truth = self.file("truth.csv", TRUTH_COLUMNS)
        self.pairs = self.file("hard_negatives.csv", PAIR_COLUMNS)
        self.sampler = Sampler(dice_for(seed, 78), queries, on)
        self.written = self.people = self.alike = 0

    def file(self, name: str, columns: tuple[str, ...]):
        handle = self.stack.enter_context((self.out / name).open("w", newline="", encoding="utf-8"))
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        return writer

    def enter(self, family: Family) -> None:
        """Write one family's records, the truth of them, and its pairs that look alike."""
        held = set()
        for person in family.people:
            for agency in person.agencies:
                for statement, wrong in self.clerks[agency].states(self.dice, person):
                    self.records[agency].writerow(statement)
                    self.truth.writerow(
                        (statement.record_id, person.person_id, person.household_id, person.kind,
                         person.group, wrong)
                    )  # fmt: skip
                    self.written += 1
            if person.agencies:
                held.add(person.person_id)
                self.sampler.offer(person)
        for one, other, why in family.hard_negatives:
            if one in held and other in held:
                self.pairs.writerow((min(one, other), max(one, other), why))
                self.alike += 1
        self.people += len(held)

    def ask(self) -> int:
        """Write the queries and whom each meant."""
        asked, meant = (
            self.file("queries.csv", QUERY_COLUMNS),
            self.file("query_truth.csv", QUERY_TRUTH_COLUMNS),
        )
        count = 0
        for query, person_id, qtype in self.sampler.queries():
            asked.writerow(query)
            meant.writerow((query[0], person_id, qtype))
            count += 1
        return count


def write(out: Path, *, size: int, seed: int, queries: int = 4000, on: date = MEASURED_ON, say=None) -> dict:
    """Write a test of about `size` records (the last family is always finished) and return its counts."""
    started = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        ledger = Ledger(out, stack, seed=seed, on=on, queries=queries)
        told = 0
        for family in Settler(seed, on).families():
            if ledger.written >= size:
                break
            ledger.enter(family)
            if say and ledger.written - told >= PROGRESS_EVERY:
                told = ledger.written
                say(f"{told:,} of {size:,} records")
        asked = ledger.ask()
    return {
        "records": ledger.written, "people": ledger.people, "hard_negatives": ledger.alike, "queries": asked,
        "by_agency": {agency: clerk.count for agency, clerk in ledger.clerks.items()},
        "seconds": round(time.monotonic() - started, 1),
    }  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m demo.truth", description="Write a measured test of Saltmere.")
    asked.add_argument("--size", type=int, default=318_000, help="records to write, about")
    asked.add_argument("--seed", type=int, default=1, help="the same seed writes the same files")
    asked.add_argument("--out", type=Path, required=True, help="folder to write into")
    asked.add_argument("--queries", type=int, default=4000, help="searches to write")
    asked.add_argument("--on", type=date.fromisoformat, default=MEASURED_ON, help="the day it is all told from")
    args = asked.parse_args(argv)
    if args.size < 1:
        print("The size must be at least one record.", file=sys.stderr)
        return 2
    counts = write(
        args.out, size=args.size, seed=args.seed, queries=args.queries, on=args.on,
        say=lambda line: print(line, file=sys.stderr),
    )  # fmt: skip
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
