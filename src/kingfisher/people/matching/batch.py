"""Link whole extracts: read, find pairs that share a key, compare, learn, weigh, group, write.

`run` is what `./kingfisher link` calls; its files in and out are the contract of `docs/matching.md`.
"""

import csv
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from kingfisher.kernel.garbage import searched_rarely
from kingfisher.people.matching import blocks, clustering, on_spark, settling, training
from kingfisher.people.matching.across import Compared, Pairing
from kingfisher.people.matching.features import IDENTIFIERS
from kingfisher.people.matching.sheet import Sheet, read_folder
from kingfisher.people.matching.weigh import Model, shipped_model

Array = np.ndarray[Any, Any]

Finder = Callable[[Sheet, Model], tuple[Array, Array, Compared]]
LEAST_WRITTEN = 0.005  # a pair less likely than this is not written


class NoSuchEngine(ValueError):
    """The batch cannot run on this engine; the message says what it can run on."""


@dataclass(frozen=True)
class Linked:
    """What the batch found: pairs by place, their evidence in bits as on screen, their chance once everybody
    was grouped, each place's cluster, and the model learnt."""

    sheet: Sheet
    left: Array
    right: Array
    bits: Array
    chance: Array
    clusters: list[int]
    model: Model


def run(in_dir: Path, out_dir: Path, engine: str = "duckdb") -> dict[str, float]:
    """This will link the extracts of a folder and write pairs.csv and clusters.csv; gives the figures of the
    run.

    Raises BadExtract, NoSuchEngine or NoSpark.
    """
    if engine not in ENGINES:
        raise NoSuchEngine(f"There is no engine {engine}; use {' or '.join(ENGINES)}.")
    started = time.monotonic()
    with searched_rarely():
        found = link(read_folder(in_dir), find=ENGINES[engine])
        out_dir.mkdir(parents=True, exist_ok=True)
        written = _write(found, out_dir)
    return {
        "records": len(found.sheet),
        "pairs": written,
        "compared": len(found.bits),
        "clusters": len(set(found.clusters)),
        "seconds": round(time.monotonic() - started, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def here(sheet: Sheet, model: Model) -> tuple[Array, Array, Compared]:
    """This will find and compare the pairs of a sheet on this machine."""
    left, right = blocks.pairs(sheet)
    return left, right, Pairing(sheet, left, right, model).levels()


# the contract's name for this machine alone, and the many machines of a cluster
ENGINES: dict[str, Finder] = {"duckdb": here, "spark": on_spark.find}


def link(sheet: Sheet, start: Model | None = None, find: Finder = here) -> Linked:
    """This will find, weigh and group the pairs of a sheet; writes nothing."""
    start = start or shipped_model()
    left, right, compared = find(sheet, start)
    patterns = training.patterns_of(compared)
    model = training.train(compared, patterns, start)
    tables = training.Tables(model, compared.words)
    bits = tables.weight(patterns)[patterns.place]
    held_back = settling.for_a_person(compared, sheet, left, right, bits)

    def grouped(evidence: Array, renamed: Array | None = None) -> Array:
        return np.array(group(sheet, left, right, np.where(held_back, clustering.NEVER, evidence), renamed))

    clusters = grouped(settling.weighed_apart(compared, bits))
    more = _uncompared(left, right, clusters)
    if len(more[0]):
        compared = compared.and_also(Pairing(sheet, *more, start).levels())
        left, right = np.concatenate([left, more[0]]), np.concatenate([right, more[1]])
        patterns = training.patterns_of(compared)
        bits = tables.weight(patterns)[patterns.place]
        held_back = settling.for_a_person(compared, sheet, left, right, bits)
    bare = tables.weight(patterns, IDENTIFIERS)[patterns.place]
    evidence = settling.Evidence(
        left, right, settling.weighed_apart(compared, bits), settling.weighed_apart(compared, bare)
    )
    chance = settling.chances(compared, evidence, len(sheet), clusters, grouped)
    return Linked(sheet, left, right, bits, chance, clusters.tolist(), model)


def _uncompared(left: Array, right: Array, clusters: Array) -> tuple[Array, Array]:
    """Pairs that came into one cluster by way of others, sharing no key themselves: they are compared too."""
    total = len(clusters)
    seen = left * total + right
    members = np.argsort(clusters, kind="stable")
    edges = np.flatnonzero(np.diff(clusters[members])) + 1
    found = [
        int(a) * total + int(b)
        for group in np.split(members, edges)
        if len(group) > 2
        for a, b in combinations(np.sort(group).tolist(), 2)
    ]
    more = np.setdiff1d(np.array(found, dtype=np.int64), seen[clusters[left] == clusters[right]])
    return more // total, more % total


def group(sheet: Sheet, left: Array, right: Array, bits: Array, renamed: Array | None = None) -> list[int]:
    """This will cluster every statement of a sheet. Only pairs within reach of a likely link are looked at.

    Numbers of `renamed` statements do not meet those of others (see `settling`).
    """
    likely = bits > clustering.JOIN_ABOVE
    links = zip(left[likely].tolist(), right[likely].tolist(), strict=True)
    reach = np.array(clustering.components(len(sheet), links))
    near = reach[left] == reach[right]
    pairs = zip(left[near].tolist(), right[near].tolist(), bits[near].tolist(), strict=True)
    inside = np.unique(np.concatenate([left[near], right[near]])).tolist()
    numbers = {i: dict(_numbers(sheet, i, renamed is not None and bool(renamed[i]))) for i in inside}
    return clustering.clusters(len(sheet), pairs, numbers, sheet.record_ids)


def _numbers(sheet: Sheet, place: int, renamed: bool) -> Iterator[tuple[str, str]]:
    for scheme in IDENTIFIERS:
        column = sheet.columns[scheme]
        value = column.values[column.codes[place]]
        if value and not value.startswith("?"):
            yield scheme + "'" * renamed, value


def _write(found: Linked, out_dir: Path) -> int:
    ids = found.sheet.record_ids
    chance = found.chance
    kept = np.flatnonzero(chance >= LEAST_WRITTEN)
    with (out_dir / "pairs.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("record_id_l", "record_id_r", "match_probability"))
        rows = zip(found.left[kept].tolist(), found.right[kept].tolist(), chance[kept].tolist(), strict=True)
        out.writerows((ids[a], ids[b], f"{p:.6f}") for a, b, p in rows)
    with (out_dir / "clusters.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("record_id", "cluster_id"))
        out.writerows((ids[place], ids[first]) for place, first in enumerate(found.clusters))
    return len(kept)


if __name__ == "__main__":
    print(run(Path(sys.argv[1]), Path(sys.argv[2])))
