"""Names by where they come from: the lists, and the ways families of each origin pass names on.

Ways of naming are as common in England; each list is for making fictional people, not for judging real ones.
"""

import tomllib
from functools import cache

from .dice import Dice, Ranked, Shares
from .place import HERE

SHARES = Shares(
    {
        "white_british": 57.0, "double_barrelled": 6.0, "pakistani": 6.5, "punjabi": 3.5, "bangladeshi": 3.0,
        "polish": 4.5, "romanian": 3.0, "east_european": 2.0, "somali": 2.0, "eritrean": 1.5, "arabic": 2.5,
        "nigerian": 2.5, "ghanaian": 1.5, "chinese": 1.7, "irish_traveller": 1.3, "caribbean": 2.5,
    }
)  # fmt: skip
FEMININE = (("dzki", "dzka"), ("ski", "ska"), ("cki", "cka"), ("ný", "ná"), ("ov", "ova"), ("ev", "eva"))


class Origin:
    """One origin's lists, ready to pick from."""

    def __init__(self, told: dict) -> None:
        self.girls = Ranked(told["girls"].split())
        self.boys = Ranked(told["boys"].split())
        self.women = Ranked(told.get("women", told["girls"]).split())
        self.men = Ranked(told.get("men", told["boys"]).split())
        self.common_surnames = Ranked(told["surnames"].split(), flatten=25)
        self.women_surnames = tuple(told.get("women_surnames", "").split())
        self.english = tuple(told.get("english", "").split())
        self.syllables = tuple(told.get("syllables", "").split())
        self.stems = tuple(told.get("stems", "").split())
        self.endings = tuple(told.get("endings", "").split())

    def given(self, dice: Dice, sex: str, grown: bool) -> str:
        if self.syllables and dice.happens(0.6):
            return dice.one_of(self.syllables) + dice.one_of(self.syllables).lower()
        if grown:
            return (self.women if sex == "F" else self.men).pick(dice)
        return (self.girls if sex == "F" else self.boys).pick(dice)

    def surname(self, dice: Dice) -> str:
        """Most people share a common surname; a long tail do not."""
        if self.stems and dice.happens(0.45):
            return dice.one_of(self.stems) + dice.one_of(self.endings)
        return self.common_surnames.pick(dice)


@cache
def origins() -> dict[str, Origin]:
    with (HERE / "names" / "white_british.toml").open("rb") as file:
        white_british = Origin(tomllib.load(file))
    with (HERE / "names" / "names.toml").open("rb") as file:
        found = {name: Origin(told) for name, told in tomllib.load(file).items()}
    return found | {"white_british": white_british, "double_barrelled": white_british}


def feminine(surname: str) -> str:
    """A Slavic surname as a woman carries it."""
    for his, hers in FEMININE:
        if surname.endswith(his):
            return surname.removesuffix(his) + hers
    return surname


class Naming:
    """Names one family: the surname it shares, and each member in its own way."""

    def __init__(self, dice: Dice, group: str) -> None:
        self.dice, self.group, self.origin = dice, group, origins()[group]
        self.surname = self.origin.surname(dice)
        self.father = ""  # the father's given names, for those named after him
        self.given_out: set[str] = set()

    def fresh_given(self, sex: str, grown: bool) -> str:
        """A given name nobody else in the household has."""
        for _ in range(8):
            name = self.origin.given(self.dice, sex, grown)
            if name not in self.given_out:
                break
        self.given_out.add(name)
        return name

    def named(self, sex: str, grown: bool, maiden: str = "") -> tuple[str, str, str, str]:
        """First name, middle names, surname and the name in use ("" where it is the first name)."""
        first = self.fresh_given(sex, grown)
        way = WAYS.get(self.group, british)
        return way(self, first, sex, grown, maiden)


def british(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    dice = naming.dice
    middles = [naming.origin.given(dice, sex, grown) for _ in range((0, 1, 1, 1, 2)[dice.below(5)])]
    known = middles[0] if middles and dice.happens(0.03) else ""
    return first, " ".join(middles), naming.surname, known


def double(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    """Children carry both parents' names; the grown-ups keep one each."""
    first, middles, surname, known = british(naming, first, sex, grown, maiden)
    if not grown and maiden:
        surname = f"{maiden}-{naming.surname}" if naming.dice.happens(0.5) else f"{naming.surname}-{maiden}"
    return first, middles, surname, known


def pakistani(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    """A boy may be Muhammad and called by his second name; a woman may keep a name of her own."""
    dice, surname = naming.dice, naming.surname
    if sex == "F" and dice.happens(0.5 if grown else 0.12):
        surname = dice.one_of(naming.origin.women_surnames)
    if sex == "M" and first not in ("Muhammad", "Mohammed") and dice.happens(0.3):
        return "Muhammad", first, surname, first
    if naming.father and not grown and dice.happens(0.15):
        surname = naming.father  # some children take their father's own name
    return first, "", surname, ""


def punjabi(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    faith_name = "Kaur" if sex == "F" else "Singh"
    if naming.dice.happens(0.25):
        return first, "", faith_name, ""
    return first, faith_name, naming.surname, ""


def chained(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    """Own name, father's name, grandfather's name; a woman keeps hers when she marries."""
    dice = naming.dice
    if grown or not naming.father:
        return first, naming.origin.given(dice, "M", True), naming.origin.surname(dice), ""
    return first, naming.father, naming.surname, ""


def arabic(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    return first, naming.father if not grown else "", naming.surname, ""


def slavic(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    middle = naming.origin.given(naming.dice, sex, grown) if naming.dice.happens(0.3) else ""
    return first, middle, feminine(naming.surname) if sex == "F" else naming.surname, ""


def west_african(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    """Two given names, one of which is used at home and the other outside."""
    second = naming.origin.given(naming.dice, sex, grown)
    return first, second, naming.surname, second if naming.dice.happens(0.25) else ""


def chinese(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    known = naming.dice.one_of(naming.origin.english) if naming.dice.happens(0.5) else ""
    return first, "", naming.surname, known


def traveller(naming: Naming, first: str, sex: str, grown: bool, maiden: str) -> tuple[str, str, str, str]:
    """A first son often has his father's name, whole."""
    if not grown and sex == "M" and naming.father and naming.dice.happens(0.3):
        first = naming.father
    return first, naming.origin.given(naming.dice, sex, grown), naming.surname, ""


WAYS = {
    "double_barrelled": double, "pakistani": pakistani, "bangladeshi": pakistani, "punjabi": punjabi,
    "somali": chained, "eritrean": chained, "arabic": arabic, "polish": slavic, "romanian": british,
    "east_european": slavic, "nigerian": west_african, "ghanaian": west_african, "chinese": chinese,
    "irish_traveller": traveller,
}  # fmt: skip
