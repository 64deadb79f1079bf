"""How often the person meant is among the first found, from results and the truth beside the extracts."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Score:
    """Shares of the queries: the person meant was first, was among the first ten; and mean reciprocal rank."""

    queries: int
    first: float
    ten: float
    mrr: float


def truth(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The person of every record, and the person every query meant."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as file:
        person = {row["record_id"]: row["person_id"] for row in csv.DictReader(file)}
    with (folder / "query_truth.csv").open(newline="", encoding="utf-8") as file:
        return person, {row["query_id"]: row["person_id"] for row in csv.DictReader(file)}


def read(results: Path) -> dict[str, list[str]]:
    """The records found for every query, in order of rank."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    with results.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ranked.setdefault(row["query_id"], []).append((int(row["rank"]), row["record_id"]))
    return {query: [record for _, record in sorted(rows)] for query, rows in ranked.items()}


def score(found: Mapping[str, Sequence[str]], person: Mapping[str, str], meant: Mapping[str, str],
          asked: Iterable[str]) -> Score:  # fmt: skip
    ranks = []
    for query in asked:
        records = found.get(query, ())
        ranks.append(next((at for at, r in enumerate(records, start=1) if person.get(r) == meant[query]), 0))
    many = max(1, len(ranks))
    return Score(
        len(ranks), sum(r == 1 for r in ranks) / many, sum(1 <= r <= 10 for r in ranks) / many,
        sum(1 / r for r in ranks if r) / many,
    )  # fmt: skip
