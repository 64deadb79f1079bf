"""What ours is measured against: `recordlinkage` with its own classifier, and plain trigram search.

Each writes our contract's files. `recordlinkage` needs pandas below 3, so it runs in an environment of its own, made
on first use; without a package registry it is left out and the table says so.
"""

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from kingfisher.people.matching.clustering import components
from kingfisher.people.matching.extract import rows_of
from kingfisher.people.matching.sheet import FILES

NEEDS = ("recordlinkage==0.16", "pandas<3", "setuptools<81")
MOST_SHARE = 300  # a trigram of more statements finds nobody
ALIKE = 0.72  # trigrams in common; the cut that did best on the first extract tried


def environment(home: Path) -> Path | None:
    """This will give the Python of recordlinkage's own environment, made on first use; None when it cannot be."""
    python = home / "bin" / "python"
    if python.exists():
        return python
    made = subprocess.run([sys.executable, "-m", "venv", str(home)], capture_output=True)
    if made.returncode:
        return None
    got = subprocess.run([str(python), "-m", "pip", "install", "-q", *NEEDS], capture_output=True)
    return python if got.returncode == 0 else None


RECORDLINKAGE = """
import sys, pandas as pd, recordlinkage as rl
from pathlib import Path
source, out = Path(sys.argv[1]), Path(sys.argv[2]); out.mkdir(parents=True, exist_ok=True)
files = [source / f for f in ("police.csv", "social_care.csv", "health.csv", "schools.csv") if (source / f).exists()]
said = pd.concat([pd.read_csv(f, dtype=str, keep_default_na=False) for f in files]).set_index("record_id")
said = said.apply(lambda c: c.str.lower().str.strip())
index = rl.Index()
for on in ("dob", "postcode", ["first_name", "surname"]):
    index.block(on)
pairs = index.index(said)
compare = rl.Compare()
compare.string("first_name", "first_name", method="jarowinkler", threshold=0.88)
compare.string("surname", "surname", method="jarowinkler", threshold=0.88)
compare.exact("dob", "dob"); compare.exact("sex", "sex"); compare.exact("postcode", "postcode")
compare.string("address", "address", method="levenshtein", threshold=0.8)
found = compare.compute(pairs, said)
model = rl.ECMClassifier()
model.fit(found)
chances = model.prob(found)
chances = chances[chances >= 0.005]
pd.DataFrame({"record_id_l": chances.index.get_level_values(0), "record_id_r": chances.index.get_level_values(1),
              "match_probability": chances.values}).to_csv(out / "pairs.csv", index=False)
"""


def run_recordlinkage(python: Path, source: Path, out: Path) -> None:
    """This will link with `recordlinkage`: its indexing, its comparisons, its expectation-maximisation."""
    subprocess.run([str(python), "-c", RECORDLINKAGE,
                    str(source), str(out)], check=True, capture_output=True)  # fmt: skip
    write_components(source, out)


def run_trigrams(source: Path, out: Path) -> None:
    """This will link as a search by trigrams does: the likeness of name and birth date in one string."""
    said = {row["record_id"]: _trigrams(row) for row in _everybody(source)}
    held: defaultdict[str, list[str]] = defaultdict(list)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "pairs.csv").open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(("record_id_l", "record_id_r", "match_probability"))
        for record, mine in said.items():
            near = {other for t in mine if len(held[t]) <= MOST_SHARE for other in held[t]}
            for other in near:
                both = len(mine & said[other])
                alike = both / (len(mine) + len(said[other]) - both)
                if alike >= ALIKE / 2:
                    written.writerow((record, other, f"{min(0.999, alike * 0.95 / ALIKE):.4f}"))
            for t in mine:
                held[t].append(record)
    write_components(source, out)


def _trigrams(row: dict[str, str]) -> set[str]:
    words = f"{row['first_name']} {row['surname']}".lower().split()
    padded = "".join(f"  {word} " for word in sorted(words))
    return {padded[i : i + 3] for i in range(len(padded) - 2)} | {f"dob{row['dob']}", f"day{row['dob'][4:]}"}


def write_components(source: Path, out: Path, linked: float = 0.95) -> None:
    """This will group whatever touches, as these tools do, and write clusters.csv."""
    records = [row["record_id"] for row in _everybody(source)]
    place = {record: i for i, record in enumerate(records)}
    with (out / "pairs.csv").open(newline="", encoding="utf-8") as file:
        links = [
            (place[row["record_id_l"]], place[row["record_id_r"]])
            for row in csv.DictReader(file)
            if float(row["match_probability"]) >= linked
        ]
    groups = components(len(records), links)
    with (out / "clusters.csv").open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(("record_id", "cluster_id"))
        written.writerows((record, records[group]) for record, group in zip(records, groups, strict=True))


def _everybody(source: Path) -> list[dict[str, str]]:
    return [row for name in FILES if (source / name).is_file() for row in rows_of(source / name)]
