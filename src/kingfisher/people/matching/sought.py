"""What a search looks for, and the forms in which people write its parts. Pure."""

import re
from dataclasses import dataclass

from kingfisher.kernel import text
from kingfisher.people.matching.shapes import STREETS


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for. `words` are folded, in the order said; each may be of a name, a place or a school.

    `born` is a span of days: a day, a month, a year or an age. `loose` is a number that may be an age or a house.
    """

    words: tuple[str, ...] = ()
    born: text.SaidDate | None = None
    loose: str = ""
    loose_born: text.SaidDate | None = None  # that number, if it is an age
    numbers: tuple[str, ...] = ()
    postcode: str = ""
    area: str = ""
    house: str = ""
    phone: str = ""
    sex: str = ""
    town: tuple[str, ...] = ()
    unfinished: bool = False  # the last word is still being typed

    @property
    def is_empty(self) -> bool:
        said = (self.words, self.born, self.numbers, self.postcode, self.area, self.phone, self.town)
        return not any(said)


MONTH = (  # whole: Marten and Junaid are names
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
ABOUT = r"(?:about|approx(?:imately)?\.?|around|roughly|circa|nearly|maybe|~)"
CUE = r"(?:d\.?o\.?b\.?|born(?:\s+(?:on|in))?|birth\s?(?:day|date)|date of birth)[:\s]*"
DATE = re.compile(
    rf"(?<![\w/])(?:{CUE})?(\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTH}[\s,-]+(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|{MONTH}\s+\d{{4}}|\d{{1,2}}[/.-]\d{{4}})(?![\w/])",
    re.I,
)
PACKED_DATE = re.compile(rf"(?<!\w)(?:{CUE})?(\d{{8}}|(?<=[:\s])\d{{6}})(?!\w)", re.I)
SPACED_DATE = re.compile(rf"(?<!\w)(?:{CUE})?(\d{{1,2}} \d{{1,2}} (?:19|20)\d\d)(?!\w)", re.I)
YEAR = re.compile(rf"(?<![\w/])(?:{CUE})?((?:19|20)\d\d)(?![\w/])", re.I)
AGE = re.compile(
    rf"(?<![\w/])(?:({ABOUT}|aged?:?|age of)\s*)+(\d{{1,3}}(?:\s*(?:-|to|or|/)\s*\d{{1,3}})?)"
    r"(\s*(?:months?|mths?|weeks?|wks?))?(?:\s*(?:y/?o|yrs?|years?)(?:[\s-]*old)?)?(?!\w)"
    r"|(?<![\w/])(\d{1,3}(?:\s*(?:-|to|or|/)\s*\d{1,3})?)(?:\s*(months?|mths?|weeks?|wks?)|\s*-?(?:y/?o|yrs?|years?|ish))"
    r"(?:[\s-]*old)?(?!\w)",
    re.I,
)
POSTCODE = re.compile(r"(?<!\w)([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})(?!\w)", re.I)
AREA = re.compile(r"(?<!\w)([a-z]{1,2}\d{1,2}[a-z]?)(?!\w)", re.I)
PHONE = re.compile(r"(?<![\w/])(?:\+\d{1,3}|00\d{2}|0)(?:[\s().-]?\d){8,12}(?!\w)")
NHS = re.compile(r"(?<!\w)(?:nhs(?:\s*(?:no|number))?[:.\s]*)?(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\w)", re.I)
UPN = re.compile(r"(?<!\w)(?:upn[:.\s]*)?([a-hj-np-rt-z]\d{11}[\da-z])(?!\w)", re.I)
PNC = re.compile(r"(?<!\w)(?:pnc(?:\s*(?:id|no))?[:.\s]*)?((?:\d{4}|\d{2})/\d{1,7}[a-z])(?!\w)", re.I)
PLATE = re.compile(r"(?<!\w)([a-z]{2}\d{2}\s?[a-z]{3}|[a-z]\d{1,3}\s?[a-z]{3}|[a-z]{3}\s?\d{1,3}[a-z])(?!\w)", re.I)
MARKED = re.compile(
    r"(?<!\w)(?:@[\w.-]{2,40}|[\w.+-]{1,40}@[\w.-]{3,40}|(?=[\w.-]*\d)(?=[\w.-]*[a-z])[\w.-]{4,40})", re.I
)
HOUSE = re.compile(r"(?<!\w)(?:flat\s+\w{1,4},?\s+)?(\d{1,4}[a-z]?)\s+(?=[a-z]{2,}(?:\s+[a-z]+){0,2})", re.I)
LOOSE = re.compile(r"(?<!\w)(\d{1,3})(?!\w)")
FILLING = frozenset(
    [
        "about",
        "approx",
        "around",
        "roughly",
        "maybe",
        "nearly",
        "age",
        "aged",
        "dob",
        "born",
        "birth",
        "date",
        "old",
        "yrs",
        "years",
        "year",
        "yo",
        "nhs",
        "upn",
        "pnc",
        "number",
        "no",
        "phone",
        "tel",
        "telephone",
        "mobile",
        "mob",
        "call",
        "called",
        "named",
        "name",
        "surname",
        "forename",
        "the",
        "a",
        "an",
        "of",
        "in",
        "at",
        "on",
        "near",
        "by",
        "from",
        "lives",
        "living",
        "live",
        "known",
        "as",
        "aka",
        "alias",
        "likes",
        "named",
        "child",
        "kid",
        "person",
        "someone",
        "somebody",
        "with",
        "and",
        "or",
        "his",
        "her",
        "their",
        "is",
        "was",
        "also",
        "called",
        "road",
        "street",
        "postcode",
    ]
) - frozenset(("an", "road", "street", "no"))  # An and No are names
SEX = {"girl": "F", "female": "F", "woman": "F", "boy": "M", "male": "M", "man": ""}
STREET_WORDS = frozenset(STREETS) | frozenset(STREETS.values())
