"""The written stories, read from stories/*.toml and given the shapes of demo.shapes.

A story says only what matters; the rest follows: whoever writes an entry about a person has a statement of
that person, an entry belongs to its author's organisation, and what is not said otherwise is said rightly.
"""

import tomllib
from datetime import date, time, timedelta

from .census import Address, Person, Statement
from .numbers import Issuer, postcode
from .place import HERE, Streets, placed, schools
from .shapes import ContactSeed, EntrySeed, PersonSeed, SaidOf, StepSeed, StorySeed, TieSeed, When

NUMBERED_BY_HEALTH = ("council", "charity-lanternhouse")  # besides health's own bodies
KNOWN_AFTER_MINUTES = 30


def moment(row: dict) -> When:
    """When a row of a story happened: d days ago at t, or so many minutes ago."""
    if "minutes_ago" in row:
        return When(minutes_ago=row["minutes_ago"])
    hours, minutes = row["t"].split(":")
    return When(row["d"], time(int(hours), int(minutes)))


def stories(seed: int, on: date) -> tuple[StorySeed, ...]:
    """Every written story as it stands on the day `on`. The identifiers never meet the generated people's."""
    issuer = Issuer(seed, lane=1)
    return tuple(
        Story(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), issuer, on).told()
        for path in sorted((HERE / "stories").glob("*.toml"))
    )


class Story:
    """One story while it is being read."""

    def __init__(self, key: str, row: dict, issuer: Issuer, on: date) -> None:
        self.key, self.row, self.issuer, self.on = key, row, issuer, on
        self.streets = Streets()
        self.truths: dict[str, Person] = {}
        self.holders: dict[str, list[str]] = {}  # person key to organisation codes

    def told(self) -> StorySeed:
        for person in self.row["people"]:
            self.truths[person["key"]] = self.truth(person)
            self.holders[person["key"]] = list(person["known_to"])
        entries = tuple(self.entry(line) for line in self.row["entries"]["lines"])
        for entry in entries:
            if entry.organisation not in self.holders[entry.about]:
                self.holders[entry.about].append(entry.organisation)
        return StorySeed(
            self.key, self.row["title"], self.row["about"], self.row["warning"],
            tuple(self.person(person) for person in self.row["people"]),
            tuple(tie for row in self.row.get("ties", ()) for tie in ties(row)),
            entries,
            tuple(self.contact(row) for row in self.row.get("contacts", ())),
            linked=self.row.get("linked", True),
        )  # fmt: skip

    def truth(self, row: dict) -> Person:
        """The truth of one person; two records of one child kept apart share it."""
        if "same_as" in row:
            return self.truths[row["same_as"]]
        first, middles, surname = row["name"].split("|")
        years, days = row.get("age", (0, 0))
        born = self.on - timedelta(days=round(years * 365.25) + days - 1)
        if "unborn_due" in row:
            born = self.on + timedelta(days=row["unborn_due"])
        person = Person(
            f"S-{row['key']}", f"S-{self.key}", "child" if years < 18 else "adult", row.get("group",
            "white_british"),
            row["sex"], born, first, middles, surname, row.get("known_as", ""),
            tuple(row.get("other_surnames", ())), phone=row.get("phone", ""), parent_name=row.get("parent",
            ""),
            addresses=[(self.address(row["home"]), self.on - timedelta(days=700))],
            school=next((s.name for s in schools() if s.code == row.get("school")), ""),
            twin=f"S-{row['twin']}" if "twin" in row else "",
        )  # fmt: skip
        if "unborn_due" not in row:
            person.nhs_number = self.issuer.nhs_number()
        if 4 <= years < 18:
            person.upn = self.issuer.upn(born.year)
        if row.get("said", {}).get("police", {}).get("pnc"):
            person.pnc_id = self.issuer.pnc_id(self.on.year - 1)
        return person

    def address(self, home: str) -> Address:
        line, town = home.split("|")
        street = line.rsplit(", ", 1)[-1].split(" ", 1)[1]
        place = self.streets.streets.index(street) if street in self.streets.streets else 0
        return Address(line, town, postcode(self.streets.by_name[town].postcode_district, place))

    def person(self, row: dict) -> PersonSeed:
        truth = self.truths[row["key"]]
        said = row.get("said", {})
        return PersonSeed(
            row["key"], truth,
            {code: (self.statement(row, truth, code, said.get(code,
            {})),) for code in self.holders[row["key"]]},
            called=row["name"].split("|")[0] + " " + row["name"].split("|")[2],
            sealed=row.get("sealed", ""), closed_to=tuple(row.get("closed_to", ())),
            unborn_due=When(-row["unborn_due"], time(12, 0)) if "unborn_due" in row else None,
            placed_by=row.get("placed_by", ""), note=row.get("note", ""),
        )  # fmt: skip

    def statement(self, row: dict, truth: Person, code: str, said: dict) -> Statement:
        """What one organisation holds: the truth as it would know it, then what it has otherwise."""
        health = code.startswith("health") or code in NUMBERED_BY_HEALTH
        school = code.startswith("schools") or code == "council"
        first, middles, surname = row["name"].split("|")
        home = self.address(row["home"])
        said = {name: value for name, value in said.items() if name != "pnc"}
        born = "" if "unborn_due" in row else truth.born_on.isoformat()
        if "dob" in said:
            said["dob"] = misdated(born, said["dob"])
        if "nhs_number_of" in said:
            said["nhs_number"] = self.truths[said.pop("nhs_number_of")].nhs_number
        if said.get("town") and "postcode" not in said:
            said["postcode"] = ""
        return Statement(
            f"{row['key']}@{code}", code, truth.kind, first, middles, surname, truth.known_as, "", born,
            truth.sex,
            truth.nhs_number if health else "", truth.upn if school else "",
            truth.pnc_id if code == "police" else "", home.line, home.town, home.postcode,
            truth.phone, truth.parent_name, truth.school if school or health else "",
            (self.on - timedelta(days=400)).isoformat(),
        )._replace(**said)  # fmt: skip

    def entry(self, line: dict) -> EntrySeed:
        happened = moment(line)
        return EntrySeed(
            about=line["of"],
            organisation=placed()[line["by"]][2],
            author=line["by"],
            category=line["cat"],
            nature=line.get("nature", "fact"),
            happened=happened,
            known=moment(line["known"]) if "known" in line else happened.later(KNOWN_AFTER_MINUTES),
            how_known=line.get("how", "record"),
            text=line["text"],
            warning=line.get("warning", ""),
        )

    def contact(self, row: dict) -> ContactSeed:
        called = row.get("called")
        said_of = [
            SaidOf(called or f"{self.truths[key].first} {self.truths[key].surname}", person=key) for key in row["about"]
        ]
        if not said_of and called:
            said_of = [SaidOf(called)]
        return contact(row, tuple(said_of), tuple(step(one, moment(row)) for one in row.get("steps", ())))


def misdated(born: str, how: str) -> str:
    """A date of birth an organisation has otherwise: estimated, day and month swapped, or as written."""
    if how == "estimated":
        return f"{born[:4]}-01-01"
    if how == "swapped":
        return f"{born[:4]}-{born[8:]}-{born[5:7]}" if int(born[8:]) <= 12 else born
    return how


def ties(row: dict) -> list[TieSeed]:
    found = []
    for pair in row["pairs"]:
        one, other = pair.split(">")
        found.append(TieSeed(one, other, row["kind"], row["said_by"], row.get("parental_responsibility", False)))
    return found


def contact(row: dict, said_of: tuple[SaidOf, ...], steps: tuple[StepSeed, ...]) -> ContactSeed:
    """A contact from its row, its referrer taken from the worker where it is one of the county's own."""
    name, role, organisation = placed().get(row.get("worker", ""), ("", "", ""))
    return ContactSeed(
        key=row["key"], received=moment(row), channel=row.get("channel", "form" if name else "phone"),
        referrer=row.get("referrer", name), referrer_role=row.get("referrer_role", role),
        organisation=organisation,
        worker=row.get("worker", ""), said_of=said_of, categories=tuple(row["categories"]), text=row["text"],
        family_knows=row["family_knows"], why_not=row.get("why_not", ""), danger_now=row.get("danger_now",
        False),
        steps=steps, warning=row.get("warning", ""),
    )  # fmt: skip


def step(row: dict, received: When) -> StepSeed:
    return StepSeed(
        kind=row["do"], by=row["by"], when=received.later(row["after"]), rag=row.get("rag", ""),
        text=row.get("text", ""), organisation=row.get("organisation", ""), basis=row.get("basis", ""),
        questions=tuple(row.get("questions", ())), status=row.get("status", ""),
        mash_only=row.get("mash_only", ""), outcome=row.get("outcome", ""), person=row.get("person", ""),
    )  # fmt: skip
