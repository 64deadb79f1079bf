"""What each agency says of a person: its own habits, its own gaps and its own mistakes.

The shares below are a reading of how records differ in life, not counts from any real system.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from . import slips
from .census import Address, Person, Statement
from .dice import Dice


@dataclass(frozen=True, slots=True)
class Habits:
    """How one agency keeps records: shares of its records in which each thing is so."""

    letter: str
    pet_name: float
    known_as_first: float
    respelt: float
    mistyped: float
    swapped: float
    other_surname: float
    capitals: float
    dob_wrong: float
    dob_missing: float
    nhs_number: float
    upn: float
    pnc_id: float
    old_address: float
    no_address: float
    phone: float
    parent: float
    school: float
    middles: float
    again: float  # held twice


HABITS = {
    "police": Habits("P", 0.09, 0.25, 0.35, 0.05, 0.04, 0.12, 0.7, 0.04, 0.05, 0.01, 0.0, 0.97, 0.14, 0.08,
                     0.5, 0.25, 0.08, 0.35, 0.07),
    "social_care": Habits("C", 0.06, 0.2, 0.22, 0.03, 0.015, 0.12, 0.04, 0.02, 0.01, 0.55, 0.45, 0.02, 0.1,
                          0.03, 0.6, 0.7, 0.45, 0.45, 0.035),
    "health": Habits("H", 0.01, 0.03, 0.1, 0.012, 0.008, 0.07, 0.1, 0.007, 0.002, 0.985, 0.0, 0.0, 0.1, 0.02,
                     0.65, 0.4, 0.05, 0.75, 0.03),
    "schools": Habits("S", 0.08, 0.5, 0.15, 0.02, 0.012, 0.14, 0.03, 0.012, 0.003, 0.02, 0.975, 0.0, 0.08,
    0.02,
                      0.7, 0.85, 0.985, 0.6, 0.015),
}  # fmt: skip
AGENCIES = tuple(HABITS)
NUMBER_WRONG, SEX_MISSING, SEX_WRONG, ESTIMATE_USED, HALF_SURNAME = 0.004, 0.02, 0.003, 0.7, 0.3
NEWBORN_DAYS, UNNAMED_NEWBORN = 45, 0.3


class Clerk:
    """Writes one agency's statements, counting its record ids from one."""

    def __init__(self, agency: str, on: date) -> None:
        self.agency, self.on, self.habits = agency, on, HABITS[agency]
        self.count = 0

    def states(self, dice: Dice, person: Person) -> list[tuple[Statement, str]]:
        """The agency's statements of a person (most often one), each with what went wrong in it."""
        said = [self.statement(dice, person)]
        while dice.happens(self.habits.again) and len(said) < 4:
            said.append(self.statement(dice, person, again=True))
        return said

    def statement(self, dice: Dice, person: Person, *, again: bool = False) -> tuple[Statement, str]:
        """One statement and its slips, joined by semicolons; a second record of a person has more of them."""
        habits, happens, wrong = self.habits, dice.happens, ["duplicate"] if again else []
        self.count += 1
        days_old = min(dice.between(0, 2500), max(0, (self.on - person.born_on).days))
        recorded = self.on - timedelta(days=days_old)
        first, middles, surname, known = self.name(dice, person, wrong, recorded)
        address = self.address(dice, person, recorded, wrong)
        nhs = person.nhs_number if happens(habits.nhs_number * (0.4 if again else 1)) else ""
        if nhs and happens(NUMBER_WRONG):
            nhs = slips.digits_slip(dice, nhs)
            wrong.append("number_wrong")
        sex = "" if happens(SEX_MISSING) else person.sex
        if happens(SEX_WRONG):
            sex = "F" if person.sex == "M" else "M"
            wrong.append("sex_wrong")
        parent = person.parent_name if person.kind == "child" and happens(habits.parent) else ""
        if parent and happens(0.2):
            parent = parent.split(" ", 1)[0] if happens(0.5) else slips.misheard(dice, parent)
        statement = Statement(
            f"{habits.letter}{self.count:07d}", self.agency, person.kind, first, middles, surname, known,
            person.alias if person.alias and happens(0.5) else "", self.born(dice, person, wrong), sex, nhs,
            person.upn if happens(habits.upn * (0.6 if again else 1)) else "",
            person.pnc_id if happens(habits.pnc_id * (0.7 if again else 1)) else "",
            address.line, address.town, address.postcode, person.phone if happens(habits.phone) else "",
            parent, person.school if happens(habits.school) else "", recorded.isoformat(),
        )  # fmt: skip
        return statement, ";".join(wrong)

    def name(self, dice: Dice, person: Person, wrong: list[str], recorded: date) -> tuple[str, str, str, str]:
        habits, happens = self.habits, dice.happens
        if (recorded - person.born_on).days < NEWBORN_DAYS and happens(UNNAMED_NEWBORN):
            wrong.append("unnamed_newborn")
            first, middles, known = ("Baby Girl" if person.sex == "F" else "Baby Boy"), "", ""
        else:
            first, middles, known = self.given_names(dice, person, wrong)
        surname = self.surname(dice, person, wrong)
        if happens(habits.mistyped):
            first = self.slip(dice, first, wrong)
        if happens(habits.mistyped):
            surname = self.slip(dice, surname, wrong)
        if not (first.isascii() and surname.isascii()) and happens(0.75):
            first, surname = slips.plain_letters(first), slips.plain_letters(surname)
        apart = 3 if person.group in ("chinese", "punjabi", "pakistani", "bangladeshi", "somali", "eritrean") else 1
        if happens(habits.swapped * apart):
            first, surname = surname, first
            wrong.append("name_order")
        if happens(habits.capitals):
            first, middles, surname, known = first.upper(), middles.upper(), surname.upper(), known.upper()
        elif happens(0.01):
            first, surname = first.lower(), f" {surname.lower()} "
        return first, middles, surname, known

    def given_names(self, dice: Dice, person: Person, wrong: list[str]) -> tuple[str, str, str]:
        habits, happens = self.habits, dice.happens
        first, known = person.first, ""
        middles = person.middles if happens(habits.middles) else ""
        if person.known_as:
            if happens(habits.known_as_first):
                first, middles = person.known_as, person.first if middles else ""
                wrong.append("known_as")
            elif happens(0.5):
                known = person.known_as
        if happens(habits.pet_name):
            short = slips.pet_name(dice, first)
            if short != first:
                first = short
                wrong.append("pet_name")
        elif first in slips.spellings() and happens(habits.respelt):
            first = slips.respelt(dice, first)
            wrong.append("respelt")
        if middles and happens(0.03):
            first, middles = f"{first} {middles}", ""
            wrong.append("names_joined")
        elif middles and " " not in middles and happens(0.01):
            first, middles = middles, first
            wrong.append("middle_first")
        return first, middles, known

    def surname(self, dice: Dice, person: Person, wrong: list[str]) -> str:
        habits, happens = self.habits, dice.happens
        surname = person.surname
        if person.other_surnames and happens(habits.other_surname):
            surname = dice.one_of(person.other_surnames)
            wrong.append("other_surname")
        elif "-" in surname and happens(HALF_SURNAME):
            surname = slips.half_surname(dice, surname)
            wrong.append("half_surname")
        elif person.middles in ("Kaur", "Singh") and happens(0.12):
            surname = person.middles
            wrong.append("faith_name")
        elif person.group in ("somali", "eritrean") and happens(0.15):
            surname = person.middles or surname  # the chain of names cut short
            wrong.append("chain_cut")
        elif person.sex == "F" and surname.endswith(("ska", "cka", "ova", "eva")) and happens(0.25):
            surname = slips.masculine(surname)
            wrong.append("masculine_form")
        if surname in slips.spellings() and happens(habits.respelt * 0.5):
            surname = slips.respelt(dice, surname)
            wrong.append("respelt")
        return surname

    def slip(self, dice: Dice, word: str, wrong: list[str]) -> str:
        if dice.happens(0.4):
            wrong.append("misheard")
            return slips.misheard(dice, word)
        wrong.append("mistyped")
        return slips.mistyped(dice, word)

    def born(self, dice: Dice, person: Person, wrong: list[str]) -> str:
        if dice.happens(self.habits.dob_missing):
            wrong.append("dob_missing")
            return ""
        born = person.born_on.isoformat()
        if person.estimated_birth and dice.happens(ESTIMATE_USED):
            wrong.append("estimated")
            return f"{born[:4]}-01-01"
        if dice.happens(self.habits.dob_wrong):
            born, how = slips.date_slip(dice, born)
            if how:
                wrong.append(how)
        return born

    def address(self, dice: Dice, person: Person, recorded: date, wrong: list[str]) -> Address:
        """Where the agency has the person: as on the day of the record, unless told since of a move."""
        if not person.addresses or dice.happens(self.habits.no_address):
            return Address("", "", "")
        home, since = person.addresses[0]
        if since > recorded and len(person.addresses) > 1 and dice.happens(self.habits.old_address * 4):
            home = person.addresses[1][0]
            wrong.append("old_address")
        if dice.happens(0.12):
            home = Address(slips.street_slip(dice, home.line), home.town, home.postcode)
        if dice.happens(0.03):
            home = Address(home.line, home.town, "")
        elif dice.happens(0.05):
            home = Address(home.line, home.town, home.postcode.replace(" ", ""))
        return home
