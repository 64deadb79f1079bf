"""`./kingfisher link --in DIR --out DIR`: link whole extracts from the command line."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path


def link(argv: Sequence[str]) -> int:
    """This will link the extracts of a folder; one JSON line of figures on standard output."""
    asked = argparse.ArgumentParser(prog="kingfisher link", description="Link the records of several agencies.")
    asked.add_argument("--in", dest="in_dir", type=Path, required=True, help="folder of the agencies' extracts")
    asked.add_argument("--out", dest="out_dir", type=Path, required=True, help="folder for pairs and clusters")
    asked.add_argument("--engine", default="duckdb", help="what does the work: duckdb, this machine alone, or spark")
    asked.add_argument("--json", action="store_true", help="accepted for likeness; the line is always JSON")
    args = asked.parse_args(list(argv))
    try:
        from kingfisher.people.matching import batch, on_spark
        from kingfisher.people.matching.sheet import BadExtract
    except ImportError:
        print("Linking whole extracts needs numpy: install Kingfisher with its linkage extra.", file=sys.stderr)
        return 1
    try:
        found = batch.run(args.in_dir, args.out_dir, args.engine)
    except (BadExtract, batch.NoSuchEngine, on_spark.NoSpark, OSError) as why:
        print(why, file=sys.stderr)
        return 1
    print(json.dumps(found))
    return 0
