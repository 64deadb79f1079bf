"""Score a linkage run against its truth: pairs, groups, honesty of chances, look-alikes joined; and by origin of the
name, sex, age band and agency.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from kingfisher.people.matching.extract import rows_of
from kingfisher.people.matching.sheet import FILES

LINKED = 0.95
BINS = 20
FEW = 200  # true pairs below which a group's recall is too uncertain to speak of
BANDS = ((1, "under 1"), (5, "1 to 4"), (11, "5 to 10"), (16, "11 to 15"), (18, "16 and 17"), (26, "18 to 25"),
         (200, "26 and over"))  # fmt: skip
MEASURED_IN = 2026

Pair = tuple[str, str]


@dataclass
class Score:
    """The figures of one run. `by`: heading -> group -> (true pairs, found)."""

    precision: float = 0.0
    recall: float = 0.0
    group_precision: float = 1.0
    group_recall: float = 0.0
    calibration_error: float = 0.0
    look_alikes: float = 0.0  # joined, of a thousand
    bins: list[tuple[int, float, int]] = field(default_factory=list)  # pairs, sum of chances, right ones
    by: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)

    @property
    def group_f1(self) -> float:
        return _f1(self.group_precision, self.group_recall)

    def gap(self, heading: str = "origin of name") -> tuple[float, str, str]:
        """The largest gap in recall between two groups, and which; groups with few pairs are left out."""
        rates = {group: found / true for group, (true, found) in self.by.get(heading, {}).items() if true >= FEW}
        if len(rates) < 2:
            return 0.0, "", ""
        best, worst = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
        return rates[best] - rates[worst], best, worst


def score(truth_dir: Path, out_dir: Path) -> Score:
    """This will score pairs.csv and clusters.csv of `out_dir`."""
    truth = {row["record_id"]: row for row in _rows(truth_dir / "truth.csv")}
    person = {record: row["person_id"] for record, row in truth.items()}
    true = _c2(person.values())
    chances = {
        tuple(sorted((row["record_id_l"], row["record_id_r"]))): float(row["match_probability"])
        for row in _rows(out_dir / "pairs.csv")
    }
    linked = {pair for pair, chance in chances.items() if chance >= LINKED}
    right = sum(person[a] == person[b] for a, b in linked)
    found = Score(precision=right / max(1, len(linked)), recall=right / max(1, true))
    found.bins = _binned(chances, person)
    found.calibration_error = sum(abs(total - ok) for _, total, ok in found.bins) / max(1, len(chances))
    clusters = {record: f"alone {record}" for record in person}
    clusters |= {row["record_id"]: row["cluster_id"] for row in _rows(out_dir / "clusters.csv")}
    _group(found, clusters, person, true, truth_dir / "hard_negatives.csv")
    _by(found, linked, truth, truth_dir)
    return found


def _binned(chances: dict[Pair, float], person: dict[str, str]) -> list[tuple[int, float, int]]:
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    for (a, b), chance in chances.items():
        one = bins[min(BINS - 1, int(chance * BINS))]
        one[0] += 1
        one[1] += chance
        one[2] += person[a] == person[b]
    return [(int(n), total, int(ok)) for n, total, ok in bins]


def _group(found: Score, clusters: dict[str, str], person: dict[str, str], true: int, alike: Path) -> None:
    both = _c2((clusters[record], who) for record, who in person.items())
    found.group_precision = both / max(1, _c2(clusters.values()))
    found.group_recall = both / max(1, true)
    held = defaultdict(set)
    for record, who in person.items():
        held[who].add(clusters[record])
    pairs = [(row["person_a"], row["person_b"]) for row in _rows(alike)] if alike.exists() else []
    joined = sum(bool(held[a] & held[b]) for a, b in pairs)
    found.look_alikes = 1000 * joined / max(1, len(pairs))


def _by(found: Score, linked: set[Pair], truth: dict[str, dict[str, str]], truth_dir: Path) -> None:
    said = {
        row["record_id"]: row for name in FILES if (truth_dir / name).is_file() for row in rows_of(truth_dir / name)
    }
    members = defaultdict(list)
    for record, row in truth.items():
        members[row["person_id"]].append(record)
    headings: dict[str, Callable[[str, str], str]] = {
        "origin of name": lambda a, b: truth[a]["group"],
        "sex": lambda a, b: said[a]["sex"] or said[b]["sex"] or "not said",
        "age": lambda a, b: band(said[a]["dob"] or said[b]["dob"]),
        "agencies": lambda a, b: " and ".join(sorted({said[a]["agency"], said[b]["agency"]})),
    }
    counts = {heading: defaultdict(lambda: [0, 0]) for heading in headings}
    for records in members.values():
        for a, b in combinations(sorted(records), 2):
            for heading, of in headings.items():
                one = counts[heading][of(a, b)]
                one[0] += 1
                one[1] += (a, b) in linked
    found.by = {h: {g: (n, k) for g, (n, k) in sorted(groups.items())} for h, groups in counts.items()}


def band(dob: str) -> str:
    """This will give the age band of a birth date as said."""
    if not dob[:4].isdigit():
        return "not said"
    age = MEASURED_IN - int(dob[:4])
    return next(name for below, name in BANDS if age < below) if age < 200 else "not said"


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _c2(values: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(values).values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
