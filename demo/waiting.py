"""The front door's queue beyond the stories: contacts about generated children, in the state they are in."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .census import Person
from .dice import Dice, dice_for
from .place import HERE
from .shapes import ContactSeed, PersonSeed, SaidOf, StepSeed, When
from .stories import contact, moment

BASIS = "ca2004_s11"
TRIAGE = ("daniel", "megan", "imran")
ANSWERS_FOR = {
    "police": "tom", "health": "grace", "schools": "colin", "probation": "siobhan",
    "council-ebbourne": "jasmine", "council-harrowmere": "rob", "charity-stepping-stones": "tess",
}  # fmt: skip
QUESTIONS = {
    "police": ("Is anyone in the household known?", "Any attendances in the last year?"),
    "health": ("Is the child known, and when last seen?", "Are any appointments outstanding?"),
    "schools": ("Where is the child on roll?", "How are attendance and well-being?"),
    "probation": ("Is any adult at the address known?",),
    "charity-stepping-stones": ("Is the parent known, and could a place be offered?",),
}
HOUSING_QUESTIONS = ("Is the family known to housing?",)
STATES = ("received", "screening", "checks", "overdue", "sign_off", "advice", "decided", "closed")


def waiting(seed: int, on: date, children: Sequence[PersonSeed]) -> tuple[ContactSeed, ...]:
    """The queue's contacts, each about one of the children given; the same children every time for a seed."""
    dice = dice_for(seed, 501)
    rows = tomllib.loads((HERE / "queue" / "contacts.toml").read_text(encoding="utf-8"))["contacts"]
    chosen: dict[str, PersonSeed] = {}
    found: list[ContactSeed] = []
    for number, row in enumerate(rows):
        wish = row["child"]
        child = chosen[wish["same"]] if "same" in wish else pick(dice, on, wish, children, chosen)
        chosen[row["key"]] = child
        worker = TRIAGE[number % len(TRIAGE)]
        one = about(row, child)
        steps = Played(one, row, child.key, worker).steps()
        found.append(replace(one, steps=steps))
        found.extend(earlier(one, days, child.key, worker) for days in row.get("repeats", ()))
    return tuple(found)


def pick(dice: Dice, on: date, wish: dict, children: Sequence[PersonSeed], chosen: dict[str, PersonSeed]) -> PersonSeed:
    """A child not yet chosen, of the age wished for, and of the sex and origin where one will do."""
    low, high = wish["age"]
    taken = {child.key for child in chosen.values()}
    fit = [c for c in children if c.key not in taken and low <= (on - c.truth.born_on).days // 365 <= high]
    for part in ("sex", "group"):
        closer = [child for child in fit if getattr(child.truth, part) == wish.get(part, getattr(child.truth, part))]
        fit = closer or fit
    return dice.one_of(fit)


def about(row: dict, child: PersonSeed) -> ContactSeed:
    """The contact with the child's own name in its words."""
    truth = child.truth
    filled = dict(row)
    for part in ("text", "why_not", "why"):
        if part in row:
            filled[part] = named(row[part], truth)
    if "unnamed" in row:
        return contact(filled, (SaidOf(row["unnamed"]),), ())
    name, home = f"{truth.first} {truth.surname}", truth.addresses[0][0].line
    return contact(filled, (SaidOf(name, truth.born_on.isoformat(), home, person=child.key),), ())


def named(text: str, truth: Person) -> str:
    """Fill a text's {child}, {mother}, {his} and {school}; a sentence still begins with a capital."""
    his = "his" if truth.sex == "M" else "her"
    filled = text.replace("{child}", truth.first).replace("{his}", his)
    filled = filled.replace("{mother}", f"{truth.first}'s mother").replace("{school}", truth.school or "school")
    return ". ".join(part[:1].upper() + part[1:] for part in filled.split(". "))


def earlier(one: ContactSeed, days: int, child: str, worker: str) -> ContactSeed:
    """A contact of the same kind some months back, closed then."""
    received = When(days, moment({"d": days, "t": "11:00"}).clock)
    row = {
        "state": "closed",
        "rag": "green",
        "outcome": "nfa",
        "why": "A single worry; school will keep an eye.",
    }
    past = replace(
        one, key=f"{one.key}-{days}", received=received, text=f"An earlier worry of the same kind. {one.text}"
    )
    return replace(past, steps=Played(past, row, child, worker).steps())


class Played:
    """Plays a contact to the state its row names, in the order the work is done."""

    def __init__(self, one: ContactSeed, row: dict, child: str, worker: str) -> None:
        self.one, self.row, self.child, self.worker = one, row, child, worker
        self.state = STATES.index(row["state"])
        self.done: list[StepSeed] = []

    def add(self, kind: str, after: int, *, by: str = "", **said) -> None:
        when = self.one.received.later(after)
        self.done.append(StepSeed(kind=kind, by=by or self.worker, when=when, **said))

    def steps(self) -> tuple[StepSeed, ...]:
        state = self.row["state"]
        if state == "received":
            return ()
        self.add("rated", 9, rag=self.row["rag"], text="Rated on what is said and on what is already known.")
        self.add("linked", 14, person=self.child)
        if state == "advice":
            self.add("advised", 25, outcome="advice_given", text=named(self.row["why"], self.truth_words()))
            self.add("fed_back", 30, text="Advice given by telephone and sent in writing.")
            self.add("closed", 31)
            return tuple(self.done)
        self.checks()
        if state in ("sign_off", "decided", "closed"):
            self.add("proposed", 270, outcome=self.row["outcome"], text=named(self.row["why"], self.truth_words()))
        if state in ("decided", "closed"):
            self.add("signed_off", 300, by="priya", text="Agreed.")
        if state == "closed":
            self.add("fed_back", 320, text="Thank you. We have decided what happens next and will be in touch.")
            self.add("closed", 330)
        return tuple(self.done)

    def truth_words(self) -> Person:
        """Only the names a reason may use: as the referrer gave them."""
        first = self.one.said_of[0].name.split(" ")[0]
        return Person("", "", "child", "", "F", date.min, first, "", "")

    def checks(self) -> None:
        answers = self.row.get("answers", {})
        for turn, code in enumerate(self.row.get("asked", ())):
            self.add(
                "asked",
                20 + turn,
                organisation=code,
                basis=BASIS,
                questions=QUESTIONS.get(code, HOUSING_QUESTIONS),
            )
        for turn, code in enumerate(code for code in self.row.get("asked", ()) if code in answers):
            said = answers[code]
            status = said if said == "not_known" else "partial" if said.startswith("partial: ") else "known"
            text = "Not known." if status == "not_known" else said.removeprefix("partial: ")
            self.add("answered", 60 + 35 * turn, by=ANSWERS_FOR[code], organisation=code, status=status, text=text)
