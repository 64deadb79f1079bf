"""The people of the fictional county, in families: who lives with whom, named how, known to whom.

Every family is drawn from its own dice, so family 12 of seed 1 is the same in a town as in a whole county.
Identifiers come from one issuer in order, so no two people ever share one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from .census import Address, Family, Household, Person
from .dice import Dice, Shares, dice_for
from .numbers import Issuer, landline, mobile
from .origins import SHARES, Naming
from .place import Streets, numbers_told, schools_of

HOUSEHOLD_KINDS = Shares(
    {"couple": 0.49, "lone_mother": 0.24, "stepfather": 0.11, "lone_father": 0.03, "grandparents": 0.04,
     "adults": 0.09}
)  # fmt: skip
CHILDREN = Shares({"1": 0.36, "2": 0.39, "3": 0.16, "4": 0.06, "5": 0.03})
TWINS, RELATED_HOUSEHOLD, SAME_STREET, NAMED_AFTER_COUSIN = 0.015, 0.2, 0.3, 0.14
KNOWN_TO_SOCIAL_CARE = 0.15
ESTIMATED_BIRTH = {"somali": 0.1, "eritrean": 0.1, "arabic": 0.06, "bangladeshi": 0.03, "pakistani": 0.02}
SURNAMES_CHANGE = ("white_british", "double_barrelled", "caribbean", "irish_traveller", "polish", "romanian")


class Settler:
    """Settles families in the county one after another."""

    def __init__(self, seed: int, on: date) -> None:
        self.seed, self.on = seed, on
        self.issuer = Issuer(seed, kept=numbers_told())
        self.streets = Streets()

    def families(self) -> Iterator[Family]:
        """Families without end, in order; take as many as the county needs."""
        number = 0
        while True:
            yield self.family(number)
            number += 1

    def family(self, number: int) -> Family:
        dice = dice_for(self.seed, number)
        group = SHARES.pick(dice)
        town = self.streets.town(dice)
        home = self.streets.address(dice, town)
        naming = Naming(dice, group)
        first = self.household(dice, naming, f"{number:07d}1", home)
        family = Family(number, [first], look_alikes(first))
        for turn in (2, 3):
            if not dice.happens(RELATED_HOUSEHOLD):
                break
            near = dice.happens(SAME_STREET)
            address = self.streets.neighbour(dice, home) if near else self.streets.address(dice, town)
            cousins = Naming(dice, group)
            cousins.surname = naming.surname
            other = self.household(dice, cousins, f"{number:07d}{turn}", address)
            family.hard_negatives += look_alikes(other)
            family.hard_negatives += alike_cousins(dice, first, other, near)
            family.households.append(other)
        return family

    def household(self, dice: Dice, naming: Naming, number: str, home: Address) -> Household:
        kind = HOUSEHOLD_KINDS.pick(dice)
        known = kind != "adults" and dice.happens(KNOWN_TO_SOCIAL_CARE)
        lodging = Lodging(self, dice, naming, number, home, known)
        if kind == "adults":
            for _ in range(dice.between(1, 2)):
                lodging.adult(dice.one_of("FM"), dice.between(20, 75))
        else:
            lodging.parents(kind)
            lodging.children(int(CHILDREN.pick(dice)))
        return Household(f"H{number}", lodging.people, known)


class Lodging:
    """One household while it is being filled."""

    def __init__(self, settler: Settler, dice: Dice, naming: Naming, number: str, home: Address, known: bool):
        self.settler, self.dice, self.naming, self.number, self.known = settler, dice, naming, number, known
        self.people: list[Person] = []
        self.mother: Person | None = None
        self.father: Person | None = None
        self.maiden = ""
        self.child_surname = ""  # where the children do not carry the household's
        self.phone = settler.issuer.telephone(landline(dice) if dice.happens(0.4) else mobile(dice))
        self.addresses = self.where_lived(home)

    def where_lived(self, home: Address) -> list[tuple[Address, date]]:
        """Newest first; a third have moved in the last six years, some of them twice."""
        dice, streets, day = self.dice, self.settler.streets, self.settler.on
        since = day - timedelta(days=dice.between(10, 2200))
        lived = [(home, since)]
        while len(lived) < 3 and dice.happens(0.34):
            town = home.town if dice.happens(0.7) else streets.town(dice)
            since -= timedelta(days=dice.between(200, 2000))
            lived.append((streets.address(dice, town), since))
        return lived

    def parents(self, kind: str) -> None:
        dice = self.dice
        if kind == "grandparents":
            self.mother = self.adult("F", dice.between(48, 70))
            return
        age = dice.between(20, 46)
        if kind != "lone_father":
            origin = self.naming.origin
            self.maiden = origin.surname(dice)
            self.mother = self.adult("F", age)
            self.mother.other_surnames = (self.maiden,)
            if self.naming.group in SURNAMES_CHANGE and (kind == "lone_mother" or dice.happens(0.3)):
                self.mother.surname, self.mother.other_surnames = self.maiden, (self.naming.surname,)
        if kind != "lone_mother":
            self.father = self.adult("M", age + dice.between(-3, 8))
        if kind == "stepfather" and self.father:
            self.father = None  # he is here, but the children had another father and often his surname
            self.child_surname = self.maiden if dice.happens(0.5) else self.naming.origin.surname(dice)
        if self.father:
            self.naming.father = self.father.first

    def children(self, count: int) -> None:
        dice = self.dice
        oldest_possible = 17 if not self.mother else max(0, min(17, self.age(self.mother) - 17))
        days = dice.below((oldest_possible + 1) * 365)
        for _ in range(count):
            if days > 22 * 365:
                break
            born = self.settler.on - timedelta(days=days)
            one = self.child(dice.one_of("FM"), born)
            if dice.happens(TWINS):
                other = self.child(one.sex if dice.happens(0.6) else dice.one_of("FM"), born)
                one.twin, other.twin = other.person_id, one.person_id
            days += dice.between(330, 1900)
        young = [person for person in self.people if person.parents]
        for person in young:
            person.siblings = tuple(other.person_id for other in young if other is not person)

    def child(self, sex: str, born: date) -> Person:
        dice = self.dice
        grown = (self.settler.on - born).days >= 18 * 365.25
        first, middles, surname, known = self.naming.named(sex, False, self.maiden)
        other: tuple[str, ...] = (self.maiden,) if self.maiden and dice.happens(0.25) else ()
        if self.father and sex == "M" and dice.happens(0.025):
            first = self.father.first
        if self.child_surname:
            surname, other = self.child_surname, (self.naming.surname, *other)
        person = self.person("adult" if grown else "child", sex, born, (first, middles, surname, known))
        person.other_surnames = other
        person.parents = tuple(p.person_id for p in (self.mother, self.father) if p)
        carer = self.mother or self.father
        person.parent_name = f"{carer.first} {carer.surname}" if carer else ""
        years = (self.settler.on - born).days // 365
        if 4 <= years <= 17:
            phase = "primary" if years < 11 else "secondary"
            roll = dice.random()
            phase = "special" if roll < 0.02 else "alternative" if roll < 0.03 and years >= 11 else phase
            person.school = dice.one_of(schools_of(self.addresses[0][0].town, phase)).name
        self.identify(person, years)
        return person

    def adult(self, sex: str, age: int) -> Person:
        born = self.settler.on - timedelta(days=age * 365 + self.dice.below(365))
        person = self.person("adult", sex, born, self.naming.named(sex, True))
        self.identify(person, age)
        return person

    def person(self, kind: str, sex: str, born: date, named: tuple[str, str, str, str]) -> Person:
        first, middles, surname, known = named
        person = Person(
            f"T{self.number}{len(self.people):02d}", f"H{self.number}", kind, self.naming.group, sex, born,
            first, middles, surname, known, addresses=self.addresses,
            phone=mobile(self.dice) if kind == "adult" and self.dice.happens(0.7) else self.phone,
            estimated_birth=self.dice.happens(ESTIMATED_BIRTH.get(self.naming.group, 0.002)),
        )  # fmt: skip
        self.people.append(person)
        return person

    def identify(self, person: Person, age: int) -> None:
        """Which agencies hold a record, and so which numbers the person has."""
        dice, known = self.dice, self.known
        child = person.kind == "child"
        shares = {
            "police": (0.04 + (0.10 if age >= 12 else 0) if child else 0.12) + (0.25 if known else 0),
            "social_care": (0.96 if child else 0.85) if known else 0.04,
            "health": 0.97 if child else 0.38,
            "schools": (0.95 if 4 <= age < 16 else 0.6 if age >= 16 else 0) if child else 0,
        }
        person.agencies = tuple(agency for agency, share in shares.items() if dice.happens(share))
        person.nhs_number = self.settler.issuer.nhs_number()
        if child and age >= 4:
            person.upn = self.settler.issuer.upn(person.born_on.year)
        if "police" in person.agencies and age >= 10 and dice.happens(0.35 if child else 0.6):
            person.pnc_id = self.settler.issuer.pnc_id(self.settler.on.year - dice.below(max(1, age - 9)) % 25)
        if dice.happens(0.02):
            person.alias = f"{self.naming.origin.given(dice, person.sex, not child)} {person.surname}"

    def age(self, person: Person) -> int:
        return (self.settler.on - person.born_on).days // 365


def look_alikes(household: Household) -> list[tuple[str, str, str]]:
    """Pairs within one household that are easily, and wrongly, taken for one person."""
    found = []
    for number, one in enumerate(household.people):
        for other in household.people[number + 1 :]:
            if one.twin == other.person_id:
                found.append((one.person_id, other.person_id, "twins"))
            elif one.sex != other.sex:
                continue
            elif one.person_id in other.parents and one.first == other.first:
                found.append((one.person_id, other.person_id, "father_son"))
            elif one.parents and other.parents and one.first[:2] == other.first[:2]:
                found.append((one.person_id, other.person_id, "siblings"))
    return found


def alike_cousins(dice: Dice, first: Household, other: Household, near: bool) -> list[tuple[str, str, str]]:
    """Some cousins are given the same name, and are much of an age."""
    why = "cousins_same_street" if near else "cousins"
    found = []
    taken = {person.first for person in other.people}
    for one in first.people:
        for cousin in other.people:
            if one.kind != "child" or cousin.kind != "child" or one.sex != cousin.sex:
                continue
            if one.first not in taken and dice.happens(NAMED_AFTER_COUSIN):
                cousin.first = one.first
                taken.add(one.first)
            if one.first == cousin.first and one.surname == cousin.surname:
                found.append((one.person_id, cousin.person_id, why))
    return found


def people_of(seed: int, on: date, *, at_least: int = 0, children: int = 0) -> Iterator[Family]:
    """Families until there are this many people, or this many children, of seed `seed` on the day `on`."""
    people = young = 0
    for family in Settler(seed, on).families():
        yield family
        people += len(family.people)
        young += sum(person.kind == "child" for person in family.people)
        if people >= at_least and young >= children:
            return
