"""What workers type when they half remember, mishear or mistype a name: the searches of the measured test."""

from collections.abc import Callable, Iterator
from datetime import date

from . import slips
from .census import Person
from .dice import Dice, Shares

QUERY_COLUMNS = (
    "query_id", "first_name", "surname", "dob", "age", "sex", "postcode", "town", "phone", "text"
)  # fmt: skip
ONE_BOX = 0.6  # of searches are typed into the one box; the rest into fields

Said = dict[str, str]


class Sampler:
    """Keeps a fair sample of people while a county streams past (every person equally likely)."""

    def __init__(self, dice: Dice, wanted: int, on: date) -> None:
        self.dice, self.wanted, self.on = dice, wanted, on
        self.seen = 0
        self.kept: list[Person] = []

    def offer(self, person: Person) -> None:
        """Consider one person; a child counts twice as likely, for children are who is searched for."""
        if person.kind == "adult" and self.dice.happens(0.5):
            return
        self.seen += 1
        if len(self.kept) < self.wanted:
            self.kept.append(person)
        elif (place := self.dice.below(self.seen)) < self.wanted:
            self.kept[place] = person

    def queries(self) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """Each query row, whom it meant, and what kind of query it is."""
        for number, person in enumerate(self.kept, start=1):
            kind, said = self.said_of(person)
            if self.dice.happens(ONE_BOX):
                said = {"text": one_line(self.dice, said)}
            row = tuple(said.get(column, "") for column in QUERY_COLUMNS[1:])
            yield (f"Q{number:06d}", *row), person.person_id, kind

    def said_of(self, person: Person) -> tuple[str, Said]:
        """Pick a kind of query that fits this person; where none of the picked fits, the plain one does."""
        for _ in range(6):
            kind = KINDS.pick(self.dice)
            said = WAYS[kind](self.dice, person)
            if said:
                return kind, self.narrowed(person, said)
        return "exact", self.narrowed(person, exact(self.dice, person))

    def narrowed(self, person: Person, said: Said) -> Said:
        """Add what a worker usually has besides a name: a date of birth, an age, a town or a postcode."""
        if len(said) > 2:
            return said
        dice, way = self.dice, self.dice.random()
        age = (self.on - person.born_on).days // 365
        if way < 0.45:
            said["dob"] = person.born_on.isoformat()
        elif way < 0.7:
            said["age"] = str(max(0, age + dice.one_of((-1, 0, 0, 0, 1))))
            said["town"] = person.addresses[0][0].town
        elif way < 0.9:
            said["postcode"] = person.addresses[0][0].postcode
        else:
            said["age"] = str(age)
            said["sex"] = person.sex
        return said


def exact(dice: Dice, person: Person) -> Said:
    return {"first_name": person.first, "surname": person.surname}


def misheard(dice: Dice, person: Person) -> Said:
    first, surname = slips.misheard(dice, person.first), slips.misheard(dice, person.surname)
    return {"first_name": first if dice.happens(0.6) else person.first, "surname": surname}


def mistyped(dice: Dice, person: Person) -> Said:
    first = slips.mistyped(dice, person.first) if dice.happens(0.5) else person.first
    return {"first_name": first, "surname": slips.mistyped(dice, person.surname)}


def pet_name(dice: Dice, person: Person) -> Said:
    short = slips.pet_name(dice, person.first)
    return {"first_name": short, "surname": person.surname} if short != person.first else {}


def respelt(dice: Dice, person: Person) -> Said:
    first, surname = slips.respelt(dice, person.first), slips.respelt(dice, person.surname)
    return {"first_name": first, "surname": surname} if (first, surname) != (person.first, person.surname) else {}


def name_order(dice: Dice, person: Person) -> Said:
    return {"first_name": person.surname, "surname": person.first}


def part_of_name(dice: Dice, person: Person) -> Said:
    """The beginning of each, as typed in a hurry; with the day of birth, or it would mean nothing."""
    return {"first_name": person.first[:3], "surname": person.surname[:4], "dob": person.born_on.isoformat()}


def other_surname(dice: Dice, person: Person) -> Said:
    if not person.other_surnames:
        return {}
    return {"first_name": person.first, "surname": dice.one_of(person.other_surnames)}


def half_surname(dice: Dice, person: Person) -> Said:
    if "-" not in person.surname:
        return {}
    return {"first_name": person.first, "surname": slips.half_surname(dice, person.surname)}


def known_as(dice: Dice, person: Person) -> Said:
    return {"first_name": person.known_as, "surname": person.surname} if person.known_as else {}


def wrong_birthday(dice: Dice, person: Person) -> Said:
    born, how = slips.date_slip(dice, person.born_on.isoformat())
    return {"first_name": person.first, "surname": person.surname, "dob": born} if how else {}


def first_and_street(dice: Dice, person: Person) -> Said:
    """A neighbour knows a first name and a street."""
    home = person.addresses[0][0]
    street = home.line.rsplit(", ", 1)[-1].split(" ", 1)[1]
    return {"first_name": person.first, "text": f"{person.first} {street} {home.town}"}


def phone(dice: Dice, person: Person) -> Said:
    return {"first_name": person.first, "surname": person.surname[:1], "phone": person.phone}


WAYS: dict[str, Callable[[Dice, Person], Said]] = {
    "exact": exact, "misheard": misheard, "mistyped": mistyped, "pet_name": pet_name, "respelt": respelt,
    "name_order": name_order, "part_of_name": part_of_name, "other_surname": other_surname,
    "half_surname": half_surname, "known_as": known_as, "wrong_birthday": wrong_birthday,
    "first_and_street": first_and_street, "phone": phone,
}  # fmt: skip
KINDS = Shares(
    {"exact": 10, "misheard": 18, "mistyped": 18, "pet_name": 10, "respelt": 10, "name_order": 7,
     "part_of_name": 7, "other_surname": 5, "half_surname": 4, "known_as": 4, "wrong_birthday": 5,
     "first_and_street": 2,
     "phone": 5}
)  # fmt: skip


def one_line(dice: Dice, said: Said) -> str:
    """The same as typed into one box, in no fixed order or case."""
    name = [said["text"]] if "text" in said else [said.get("first_name", ""), said.get("surname", "")]
    rest = [day(dice, said["dob"])] if "dob" in said else []
    rest += [said[part] for part in ("age", "postcode", "town", "phone") if said.get(part)]
    line = " ".join(word for word in (*name, *rest) if word)
    return line.lower() if dice.happens(0.6) else line


def day(dice: Dice, iso: str) -> str:
    """A date as typed: the form's way, the spoken way, or in short."""
    year, month, date_ = iso[:4], iso[5:7], iso[8:]
    return dice.one_of((f"{date_}/{month}/{year}", f"{int(date_)}.{int(month)}.{year[2:]}", iso))
