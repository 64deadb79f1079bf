"""How names, dates and addresses go wrong on their way into a record: pure functions of a value and dice."""

import tomllib
import unicodedata
from functools import cache

from .dice import Dice
from .place import HERE

KEYS_BESIDE = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy",
    "i": "uok", "j": "hku", "k": "jli", "l": "ko", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa",
    "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh",
    "z": "xsa",
}  # fmt: skip
# what is heard, and what else it could have been; used in order of reading
HEARD = (
    ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ie", "y"), ("ei", "ie"), ("ay", "ai"), ("ll", "l"),
    ("tt", "t"), ("nn", "n"), ("ss", "s"), ("mm", "m"), ("kh", "k"), ("sh", "ch"), ("th", "t"), ("ou", "u"),
    ("oo", "u"), ("ey", "y"), ("ai", "ay"), ("ea", "ee"), ("er", "a"), ("re", "er"), ("gh", "g"),
    ("qu", "kw"), ("wr", "r"), ("ow", "ou"), ("dh", "d"), ("ch", "tch"), ("j", "g"), ("c", "k"), ("k", "c"),
    ("z", "s"), ("y", "i"), ("i", "e"), ("v", "w"), ("w", "v"), ("o", "u"), ("u", "o"), ("a", "e"),
    ("e", "a"), ("b", "p"), ("d", "t"), ("m", "n"), ("s", "z"), ("f", "ff"), ("l", "ll"), ("n", "nn"),
    ("r", "rr"), ("t", "d"),
)  # fmt: skip
SHORT_STREETS = {
    "Road": "Rd", "Street": "St", "Close": "Cl", "Avenue": "Ave", "Lane": "Ln", "Drive": "Dr",
    "Crescent": "Cres", "Gardens": "Gdns", "Court": "Ct", "Place": "Pl", "Terrace": "Terr", "Grove": "Gr",
}  # fmt: skip


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Name to the other spellings of it that are in use."""
    found: dict[str, set[str]] = {}
    for words in told()["spellings"][0]["same"]:
        group = words.split()
        for name in group:
            found.setdefault(name, set()).update(other for other in group if other != name)
    return {name: tuple(sorted(others)) for name, others in found.items()}


@cache
def pet_names() -> dict[str, tuple[str, ...]]:
    """Name to the pet names people go by."""
    return {name: tuple(words.split()) for name, words in told()["pet_names"].items()}


@cache
def told() -> dict:
    with (HERE / "names" / "spellings.toml").open("rb") as file:
        return tomllib.load(file)


def mistyped(dice: Dice, word: str) -> str:
    """One finger wrong: a letter left out, doubled, swapped with its neighbour, or the key beside it."""
    if len(word) < 3:
        return word
    place = 1 + dice.below(len(word) - 2)
    letter = word[place]
    way = dice.below(4)
    if way == 0:
        return word[:place] + word[place + 1 :]
    if way == 1:
        return word[:place] + letter + word[place:]
    if way == 2:
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    return word[:place] + dice.one_of(KEYS_BESIDE.get(letter, letter)) + word[place + 1 :]


def misheard(dice: Dice, word: str) -> str:
    """Written as it sounded: one sound for another like it."""
    low = word.lower()
    start = dice.below(len(HEARD))
    for turn in range(len(HEARD)):
        sound, other = HEARD[(start + turn) % len(HEARD)]
        place = low.find(sound)
        if place >= 0 and low[place : place + len(other)] != other:
            changed = low[:place] + other + low[place + len(sound) :]
            return changed[:1].upper() + changed[1:]
    return word


def respelt(dice: Dice, name: str) -> str:
    """Another spelling in use for the same name, word by word; the name itself where there is none."""
    words = name.split(" ")
    return " ".join(dice.one_of(spellings().get(word, (word,))) for word in words)


def pet_name(dice: Dice, name: str) -> str:
    return dice.one_of(pet_names().get(name, (name,)))


def plain_letters(text: str) -> str:
    """Without accents, as most systems keep it."""
    if text.isascii():
        return text
    kept = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def half_surname(dice: Dice, surname: str) -> str:
    """One half of a double-barrelled surname, or the two run together."""
    if "-" not in surname:
        return surname
    one, other = surname.split("-", 1)
    return (one, other, f"{one} {other}", f"{other}-{one}")[min(3, int(dice.random() * 4.2))]


def masculine(surname: str) -> str:
    """A Slavic woman's surname as an English clerk copies it from the father's papers."""
    for hers, his in (("ska", "ski"), ("cka", "cki"), ("ova", "ov"), ("eva", "ev")):
        if surname.endswith(hers):
            return surname.removesuffix(hers) + his
    return surname


def date_slip(dice: Dice, iso: str) -> tuple[str, str]:
    """A date of birth gone wrong, and how: day and month swapped, a digit or a year out."""
    year, month, day = iso[:4], iso[5:7], iso[8:]
    way = dice.random()
    if way < 0.45 and int(day) <= 12 and day != month:
        return f"{year}-{day}-{month}", "day_month_swapped"
    if way < 0.7:
        return f"{int(year) + dice.one_of((-1, 1))}-{month}-{min(int(day), 28):02d}", "year_out"
    wrong = dice.between(1, 28)
    return f"{year}-{month}-{wrong:02d}", "day_out" if wrong != int(day) else ""


def street_slip(dice: Dice, line: str) -> str:
    """An address as people shorten it: Rd for Road, the flat or the house number left out."""
    way = dice.random()
    if way < 0.55:
        words = line.split(" ")
        words[-1] = SHORT_STREETS.get(words[-1], words[-1])
        return " ".join(words)
    if way < 0.75 and line.startswith("Flat"):
        return line.split(", ", 1)[1]
    if way < 0.85:
        return line.replace("Flat ", "").replace(", ", "/")
    words = line.split(" ")
    return " ".join([*words[:-2], mistyped(dice, words[-2]), words[-1]])


def digits_slip(dice: Dice, digits: str) -> str:
    """Two neighbouring digits swapped, or one wrong; the check digit then seldom fits."""
    place = 1 + dice.below(len(digits) - 2)
    if dice.happens(0.5):
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    return digits[:place] + str(dice.below(10)) + digits[place + 1 :]
