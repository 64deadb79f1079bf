"""A small place with families in it, recorded by four agencies, each in its own way. The same seed, the same
place."""

import csv
from pathlib import Path
from random import Random

from kingfisher.people.matching.sheet import FILES, HEADER

_GIVEN = "Chloe Jack Aisha Mohammed Zofia Piotr Bridget Oluwaseun Xiaoming Fatima Yusuf Emily Harry Kasia Amara"
_FAMILY = "Reed Okafor Kowalski Khan McDonagh Li Hassan Patel Bellwether Quillfeather Smyth-Okafor Nowak Abdi"
GIVEN, FAMILY = _GIVEN.split(), _FAMILY.split()
PET = {
    "Chloe": "Clo",
    "Jack": "Jackie",
    "Mohammed": "Md",
    "Zofia": "Zosia",
    "Bridget": "Biddy",
    "Oluwaseun": "Seun",
}
HELD_BY = {"police": 0.4, "social_care": 0.4, "health": 0.95, "schools": 0.8}


def nhs_number(n: int) -> str:
    """The n-th number of the range that is never issued."""
    for tail in range(n * 2, n * 2 + 2):
        nine = f"9{tail:08}"
        check = -sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            return nine + str(check)
    return ""


def write_place(folder: Path, families: int = 60, seed: int = 1) -> dict[str, str]:
    """Write the agencies' extracts; gives each record's person."""
    dice, truth = Random(seed), {}
    rows: dict[str, list[dict[str, str]]] = {name.removesuffix(".csv"): [] for name in FILES}
    for family in range(families):
        home = {
            "surname": dice.choice(FAMILY),
            "address": f"{dice.randint(1, 99)} {dice.choice(['Mill', 'Church', 'Tide'])} Road",
            "town": "Saltmere", "postcode": f"ZZ{dice.randint(1, 9)} {dice.randint(1, 9)}AB",
            "phone": f"01632 960{family % 1000:03}", "parent_name": f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        }  # fmt: skip
        day = f"20{dice.randint(10, 22)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        for child, first in enumerate(dice.sample(GIVEN, 3)):
            born = day if child < 2 else f"20{dice.randint(10, 22)}-05-{dice.randint(1, 28):02}"  # two are twins
            person = f"{family}-{child}"
            for agency, share in HELD_BY.items():
                if dice.random() < share:
                    record = _record(dice, agency, len(truth), first, born, home, family * 3 + child)
                    truth[record["record_id"]] = person
                    rows[agency].append(record)
    for agency, held in rows.items():
        with (folder / f"{agency}.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, HEADER)
            out.writeheader()
            out.writerows(held)
    return truth


def _record(
    dice: Random, agency: str, number: int, first: str, born: str, home: dict[str, str], who: int
) -> dict[str, str]:
    said = {
        **home, "record_id": f"{agency[0].upper()}{number:05}", "agency": agency, "kind": "child", "dob":
        born, "first_name": PET.get(first, first) if dice.random() < 0.2 else first, "sex": "FM"[who % 2],
        "nhs_number": nhs_number(who) if agency in ("health", "social_care") else "",
    }  # fmt: skip
    if dice.random() < 0.1:
        said["first_name"], said["surname"] = said["surname"], said["first_name"]
    if dice.random() < 0.1:
        year, month, day = born.split("-")
        said["dob"] = f"{year}-{day}-{month}"
    if dice.random() < 0.3:
        said["address"], said["phone"] = "", ""
    return said
