"""Make a measured test rougher than its maker meant it, so that matching is not learnt by heart from one generator.

    python -m bench.matching.rough --in DIR --out DIR [--seed N] [--wear 0.5] [--without nhs_number,upn] [--files a,b]

Reads extracts with their truth and writes them worn: letters wrong anywhere in a name, first letters too; names cut
short, moved to another field, given a title, replaced by marriage; dates guessed, swapped, mistyped; other people's
addresses and telephones; fields emptied; whole agencies or columns left out. The truth stays the truth.
"""

import argparse
import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from kingfisher.people.matching.sheet import FILES

Row = dict[str, str]
LETTERS = "abcdefghijklmnoprstuvwyz"
HEARD = (
    ("ph", "f"),
    ("f", "ph"),
    ("c", "k"),
    ("k", "c"),
    ("y", "i"),
    ("i", "y"),
    ("ou", "u"),
    ("ee", "i"),
    ("h", ""),
    ("s", "z"),
    ("z", "s"),
    ("j", "dj"),
    ("sh", "ch"),
    ("w", "v"),
    ("v", "w"),
    ("ai", "ay"),
    ("e", "eh"),
)
UNSAID = ("unknown", "Not Known", "N/K", "UNK", "TBC", "-", "XX", "n/a", ".")
TITLES = ("Mr", "Mrs", "Miss", "Ms", "Master")
DESK_PHONES = ("01632 960000", "01632 960001", "01632 960002")  # an office's number written on many records


class Wear:
    """One run of wearing: the dice, how hard, and the surnames, addresses and telephones of others to mix in."""

    def __init__(self, dice: Random, hard: float, others: list[Row]) -> None:
        self.dice, self.hard, self.others = dice, hard, others

    def happens(self, share: float) -> bool:
        """Does something that at full wear befalls this share of records befall this one?"""
        return self.dice.random() < share * self.hard

    def word(self, word: str) -> str:
        """A word with one slip in it, the first letter not spared."""
        if len(word) < 3:
            return word
        dice, place = self.dice, self.dice.randrange(len(word))
        way = dice.randrange(5)
        if way == 0:
            return word[:place] + word[place + 1 :]
        if way == 1:
            return word[:place] + dice.choice(LETTERS) + word[place:]
        if way == 2 and place + 1 < len(word):
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if way == 3:
            return word[:place] + dice.choice(LETTERS) + word[place + 1 :]
        low = word.lower()
        ways = [(a, b) for a, b in HEARD if a in low]
        return low.replace(*dice.choice(ways), 1).capitalize() if ways else word

    def row(self, row: Row) -> Row:
        """One record, worn."""
        row = dict(row)
        for step in (self.names, self.birth, self.home, self.rest, self.numbers):
            step(row)
        if self.happens(0.15):
            row = {k: v if k in KEPT else v.upper() for k, v in row.items()}
        return row

    def names(self, row: Row) -> None:
        dice = self.dice
        if self.happens(0.06):
            row["first_name"] = self.word(row["first_name"])
        if self.happens(0.06):
            row["surname"] = self.word(row["surname"])
        if self.happens(0.05):
            row["first_name"], row["surname"] = row["surname"], row["first_name"]
        if self.happens(0.05):
            former, row["surname"] = row["surname"], dice.choice(self.others)["surname"]
            if dice.random() < 0.4:
                row["alias"] = f"{row['first_name']} {former}"
        if self.happens(0.03) and row["middle_names"]:
            row["first_name"], row["middle_names"] = row["middle_names"], row["first_name"]
        if self.happens(0.03):
            row["first_name"], row["surname"] = "", f"{row['surname']}, {row['first_name']}"
        if self.happens(0.02):
            row["first_name"] = f"{dice.choice(TITLES)} {row['first_name']}"
        if self.happens(0.03):
            row["first_name"] = row["first_name"][: dice.choice((1, 1, 3, 8))]
        if self.happens(0.04):
            row["surname"] = row["surname"].replace("-", dice.choice((" ", ""))).split(" ")[0]
        if self.happens(0.01):
            row[dice.choice(("first_name", "surname"))] = dice.choice(UNSAID)
        if self.happens(0.3):
            row["known_as"], row["alias"], row["middle_names"] = "", "", ""

    def birth(self, row: Row) -> None:
        dice, dob = self.dice, row["dob"]
        if len(dob) != 10:
            return
        year, month, day = dob.split("-")
        if self.happens(0.05):
            dob = ""
        elif self.happens(0.05):
            dob = f"{int(year) + dice.choice((-1, 0, 0, 1))}-01-01"
        elif self.happens(0.04) and int(day) <= 12:
            dob = f"{year}-{day}-{month}"
        elif self.happens(0.05):
            place = dice.choice((2, 3, 5, 6, 8, 9))
            at = (0, 1, 2, 3, 5, 6, 8, 9)[place - 2] if place > 3 else place
            dob = dob[:at] + str(dice.randrange(10)) + dob[at + 1 :]
        row["dob"] = dob

    def home(self, row: Row) -> None:
        dice, other = self.dice, self.dice.choice(self.others)
        if self.happens(0.15):
            row |= {k: other[k] for k in ("address", "town", "postcode")}
        if self.happens(0.12):
            row[dice.choice(("address", "town", "postcode"))] = ""
        if self.happens(0.05):
            row |= {"address": "", "town": "", "postcode": ""}
        if self.happens(0.05) and row["postcode"]:
            row["postcode"] = self.word(row["postcode"]).upper()
        if self.happens(0.1):
            row["phone"] = other["phone"] if dice.random() < 0.7 else dice.choice(DESK_PHONES)
        if self.happens(0.2):
            row["phone"] = ""

    def rest(self, row: Row) -> None:
        other = self.dice.choice(self.others)
        for name, empty, wrong in (("sex", 0.06, 0.01), ("parent_name", 0.3, 0.1), ("school", 0.2, 0.1)):
            if self.happens(empty):
                row[name] = ""
            elif self.happens(wrong) and row[name]:
                row[name] = other[name]
        if self.happens(0.02):
            row["kind"] = ""
        if self.happens(0.3):
            row["recorded_on"] = ""

    def numbers(self, row: Row) -> None:
        for name in ("nhs_number", "upn", "pnc_id"):
            if self.happens(0.35):
                row[name] = ""
            elif row[name] and self.happens(0.01):
                place = self.dice.randrange(len(row[name]))
                row[name] = row[name][:place] + str(self.dice.randrange(10)) + row[name][place + 1 :]


KEPT = frozenset(["record_id", "agency", "kind", "dob"])


def wear(source: Path, out: Path, *, seed: int, hard: float, without: tuple[str, ...], files: tuple[str, ...]) -> int:
    """This will write the worn extracts and the truth of what is left; gives how many records there are."""
    out.mkdir(parents=True, exist_ok=True)
    rows = {name: _rows(source / name) for name in files if (source / name).is_file()}
    everybody = [row for held in rows.values() for row in held]
    worn = Wear(Random(seed), hard, everybody)
    empty = dict.fromkeys(without, "")
    for name, held in rows.items():
        _write(out / name, [worn.row(row) | empty for row in held], list(held[0]) if held else [])
    left = {row["record_id"] for row in everybody}
    truth = _rows(source / "truth.csv")
    kept = [row for row in truth if row["record_id"] in left]
    _write(out / "truth.csv", kept, list(truth[0]))
    people = {row["person_id"] for row in kept}
    pairs = _rows(source / "hard_negatives.csv")
    both: Callable[[Row], bool] = lambda row: row["person_a"] in people and row["person_b"] in people  # noqa: E731
    _write(out / "hard_negatives.csv", [row for row in pairs if both(row)], list(pairs[0]))
    return len(everybody)


def _rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row], header: list[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, header, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main(argv: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.matching.rough")
    asked.add_argument("--in", dest="source", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--wear", type=float, default=0.5, help="0 leaves everything as it is")
    asked.add_argument("--without", default="", help="columns to empty, parted by commas")
    asked.add_argument("--files", default=",".join(FILES), help="extracts to keep, parted by commas")
    args = asked.parse_args(argv)
    without = tuple(filter(None, args.without.split(",")))
    print(wear(args.source, args.out, seed=args.seed, hard=args.wear, without=without,
               files=tuple(args.files.split(","))))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
