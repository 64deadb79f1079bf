"""Identifiers and contact details that are well formed and cannot belong to anyone.

NHS numbers lie in 9000000000-9999999999, which is never issued; telephone numbers in the ranges kept for
drama; postcodes in area ZZ; registration plates with letters no plate may carry; pupils' numbers under a
local authority code that is not in use.
"""

from .dice import Dice

LANDLINES = (  # each range is kept for drama: the last three digits are free
    "01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0",
    "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "020 7946 0", "0191 498 0", 
    "029 2018 0", "028 9649 6",
)  # fmt: skip

NHS_SPACE = 100_000_000
NHS_STRIDE = 61_803_399  # shares no factor with the space, so every number comes up once before any repeats
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_AUTHORITY = "997"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # the letters the second half of a postcode may use


def nhs_check_digit(nine: str) -> int:
    """The tenth digit, or 10 where no number with these nine may be issued."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def is_nhs_number(text: str) -> bool:
    return len(text) == 10 and text.isdigit() and nhs_check_digit(text[:9]) == int(text[9])


def upn_letter(twelve: str) -> str:
    """The check letter of a unique pupil number from the twelve characters that follow it."""
    return UPN_LETTERS[sum(int(d) * w for d, w in zip(twelve, range(2, 14), strict=True)) % 23]


def pnc_letter(year: int, serial: int) -> str:
    return PNC_LETTERS[int(f"{year % 100:02d}{serial:07d}") % 23]


class Issuer:
    """Hands out identifiers, each once. `lane` keeps two issuers in one county from ever meeting."""

    def __init__(self, seed: int, lane: int = 0, kept: frozenset[str] = frozenset()) -> None:
        self.given, self.used_up = set(kept), set[str]()  # telephones, as their digits; ranges without one left
        self.nhs_next = (seed * 7_919 + lane * 40_000_000) % NHS_SPACE
        self.upn_next: dict[int, int] = {}
        self.pnc_next: dict[int, int] = {}
        self.lane = lane

    def nhs_number(self) -> str:
        while True:
            nine = f"9{self.nhs_next * NHS_STRIDE % NHS_SPACE:08d}"
            self.nhs_next += 1
            check = nhs_check_digit(nine)
            if check != 10:
                return f"{nine}{check}"

    def upn(self, born_year: int) -> str:
        year = (born_year + 4) % 100
        count = self.upn_next.get(year, self.lane * 5_000_000)
        self.upn_next[year] = count + 1
        twelve = f"{UPN_AUTHORITY}{2000 + count // 1000:04d}{year:02d}{count % 1000:03d}"
        return upn_letter(twelve) + twelve

    def telephone(self, drawn: str) -> str:
        """The number drawn for a home, or the next in its range that is nobody else's: two homes have one number only
        where a story says so. A county has more homes than dramas have numbers; then the one drawn.
        """
        first, last = drawn[:-3], int(drawn[-3:])
        if first not in self.used_up:
            for step in range(1000):
                number = f"{first}{(last + step) % 1000:03d}"
                if (digits := number.replace(" ", "")) not in self.given:
                    self.given.add(digits)
                    return number
            self.used_up.add(first)
        return drawn

    def pnc_id(self, year: int) -> str:
        serial = self.pnc_next.get(year, 100_000 + self.lane * 5_000_000)
        self.pnc_next[year] = serial + 7
        return f"{year}/{serial:07d}{pnc_letter(year, serial)}"


def mobile(dice: Dice) -> str:
    return f"07700 900{dice.below(1000):03d}"


def landline(dice: Dice) -> str:
    return f"{dice.one_of(LANDLINES)}{dice.below(1000):03d}"


def postcode(district: int, street: int) -> str:
    """One postcode for a street of a district (1-98); the same street always has the same one."""
    letters = POSTCODE_LETTERS
    rest, last = divmod(street, len(letters))
    sector, first = divmod(rest, len(letters))
    return f"ZZ{district} {sector % 10}{letters[first]}{letters[last]}"
