"""Run the measurement; see the package's own words."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import psycopg

from demo import truth
from demo.statements import AGENCIES
from kingfisher.project import database, standing

LIMIT_SECONDS, PER_ROWS = 60, 100_000
TAKEN = {
    "kind": "kind", "given_names": "first_name", "middle_names": "middle_names", "family_name": "surname",
    "known_as": "known_as", "sex": "sex", "born_on": "dob", "nhs_number": "nhs_number", "upn": "upn",
    "pnc_id": "pnc_id",
    "address": "address", "town": "town", "postcode": "postcode", "phone": "phone", "school": "school",
}  # fmt: skip
WORKER = {"worker": "PC Fell", "worker_team": "Missing persons"}


def write(lines: int, folder: Path) -> Path:
    """A list of so many persons under numbers that no earlier run gave."""
    truth.write(folder, size=lines * 11 // 10, seed=7, queries=1)
    out, first = folder / "persons.csv", f"B{int(time.time()):x}"
    with out.open("w", newline="", encoding="utf-8") as file:
        written = csv.DictWriter(file, ["person_id", *TAKEN, *WORKER])
        written.writeheader()
        for row in islice(_said(folder), lines):
            told = {ours: row[theirs] for ours, theirs in TAKEN.items()}
            written.writerow({"person_id": f"{first}-{row['record_id']}", **told, **WORKER})
    return out


def _said(folder: Path):  # type: ignore[no-untyped-def]
    for agency in AGENCIES:
        with (folder / f"{agency}.csv").open(newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file)


def brought_in(file: Path) -> dict:
    """What `./kingfisher import` says of one run; ends the measurement with its words when it fails."""
    command = [
        sys.executable,
        "-m",
        "kingfisher.project.cli",
        "import",
        "csv",
        str(file),
        "--agency",
        "police",
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else {}
    if done.returncode or not told.get("ok"):
        sys.exit(told.get("why") or done.stderr)
    return told


def copied_bare(file: Path) -> float:
    """Seconds to copy the lines, as text, into a table without policy, keys or record; the table is dropped."""
    with psycopg.connect(database.url_for("owner"), autocommit=True) as link, file.open("rb") as lines:
        columns = ", ".join(f"{name} text" for name in ("person_id", *TAKEN, *WORKER))
        link.execute("DROP TABLE IF EXISTS bench_lines")
        link.execute(f"CREATE TABLE bench_lines ({columns})")
        began = time.monotonic()
        with link.cursor().copy("COPY bench_lines FROM STDIN (FORMAT csv, HEADER)") as copy:
            while part := lines.read(1 << 16):
                copy.write(part)
        took = time.monotonic() - began
        link.execute("DROP TABLE bench_lines")
    return took


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    asked.add_argument("--lines", type=int, default=100_000)
    lines = asked.parse_args().lines
    standing.take_up_demo()
    with tempfile.TemporaryDirectory() as folder, database.in_use():
        file = write(lines, Path(folder))
        first, again, bare = brought_in(file), brought_in(file), copied_bare(file)
    rows = first["counts"]["rows"]
    print(json.dumps({
        "lines": lines, "rows": rows, "seconds": first["seconds"], "again_seconds": again["seconds"],
        "bare_copy_seconds": round(bare, 2), "times_bare": round(first["seconds"] / bare, 1),
        "seconds_per_100000_rows": round(first["seconds"] * PER_ROWS / rows, 1), "counts": first["counts"],
    }))  # fmt: skip
    made_again = set(again["counts"]) - {"rows", "unchanged", "cautions", "linked", "to_judge", "to_weigh"}
    return 1 if first["seconds"] * PER_ROWS / rows >= LIMIT_SECONDS or made_again else 0


if __name__ == "__main__":
    sys.exit(main())
