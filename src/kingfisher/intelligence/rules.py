"""Grades and what they ask, and what gives a source away in a text. Pure."""

import re
from dataclasses import dataclass
from datetime import date

SCHEME, OLD_SCHEME = "3x5x2", "5x5x5"
SOURCE = {"1": "Reliable", "2": "Untested", "3": "Not reliable"}
INFORMATION = {
    "A": "Known directly to the source",
    "B": "Known indirectly, but corroborated",
    "C": "Known indirectly",
    "D": "Not known",
    "E": "Suspected to be false",
}
HANDLING = {"P": "Lawful sharing permitted", "C": "Lawful sharing permitted, with conditions"}
CEILING = ("OFFICIAL", "OFFICIAL-SENSITIVE")

# Words that speak of a source, in whoever's report they stand. Each is refused with what to do instead.
_COVERT = re.compile(r"\b(chis|informants?|covert (?:human )?source|registered source|undercover)\b", re.I)
_TELLS = re.compile(
    r"\b(?:told (?:me|us)|confided in (?:me|us)|according to|my (?:son|daughter|pupil|client|patient|neighbour|"
    r"colleague)|(?:a|the|our) source (?:says|said|told|reports?))\b",
    re.I,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.]*")
_NOT_A_NAME = {"the", "and", "school", "house", "council", "police", "anonymous", "unknown", "not", "given", "member",
               "public"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grade:
    """What the desk says of one report."""

    source: str
    information: str
    handling: str
    conditions: str = ""
    classification: str = "OFFICIAL-SENSITIVE"
    necessity: str = ""
    risk_to_life: str = ""

    @property
    def code(self) -> str:
        return self.source + self.information + self.handling


def grade_gaps(grade: Grade) -> tuple[str, ...]:
    """What a grade lacks, in words; above the ceiling it is refused outright."""
    gaps = []
    if grade.classification not in CEILING:
        gaps.append("This system holds nothing above OFFICIAL-SENSITIVE. Take it to the force’s own secure system.")
    if grade.source not in SOURCE:
        gaps.append("Grade the source: 1, 2 or 3.")
    if grade.information not in INFORMATION:
        gaps.append("Grade the information: A to E.")
    if grade.handling not in HANDLING:
        gaps.append("Choose the handling code: P or C.")
    if grade.handling == "C" and not grade.conditions.strip():
        gaps.append("Handling code C needs its conditions in words.")
    if len(grade.necessity.split()) < 4:
        gaps.append("Say which police purpose it serves, and why keeping it is necessary and proportionate.")
    if not grade.risk_to_life.strip():
        gaps.append("Answer the Article 2 question, even if the answer is “no risk to life known”.")
    return tuple(gaps)


def gives_away(text: str, *, source: str = "", contact: str = "", strict: bool = False) -> tuple[str, ...]:
    """How a text names its source or looks as if it did, as sentences that say what to do; empty when it does not.

    `strict` for text that is to leave: there any e-mail address is refused too.
    """
    found = []
    for name in _names_in(source):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
            found.append(f"The text names its source (“{name}”). Take the name out.")
    digits = re.sub(r"\D", "", contact)
    if len(digits) >= 7 and digits in re.sub(r"\D", "", text):
        found.append("The text holds the source’s telephone number. Take it out.")
    if "@" in contact and contact.lower() in text.lower():
        found.append("The text holds the source’s e-mail address. Take it out.")
    elif strict and _EMAIL.search(text):
        found.append("The text holds an e-mail address. Say it another way.")
    if covert := _COVERT.search(text):
        found.append(f"“{covert.group()}” is not for this system. Ring the dedicated source unit, and write nothing.")
    if tells := _TELLS.search(text):
        found.append(f"“{tells.group()}” looks like how it is known. Say that apart; here only what happened.")
    return tuple(found)


def _names_in(source: str) -> list[str]:
    """The whole name, and each word of it that could stand for the person."""
    whole = " ".join(source.split())
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", whole) if len(w) > 2 and w.lower() not in _NOT_A_NAME]
    return list(dict.fromkeys([whole, *words])) if words else []


def submit_gaps(*, what: str, provenance: str, at_risk_now: bool, known_on_said: bool) -> tuple[str, ...]:
    """What must be said when somebody tells police something. A child at risk now is not told here at all."""
    if at_risk_now:
        return ("A child is at risk now: do not send this. Ring 999, or the front door, and tell them.",)
    gaps = []
    if len(what.split()) < 3:
        gaps.append("Say what happened or what is so, in your own words.")
    if not provenance.strip():
        gaps.append("Say how it is known. Only the intelligence desk reads this.")
    if not known_on_said:
        gaps.append("Say when you learned it.")
    return tuple(gaps)


def sanitise_gaps(text: str, *, source: str, contact: str, agency: str) -> tuple[str, ...]:
    """What keeps sanitised text from going up: empty, or giving the source away, the agency's name included."""
    if len(text.split()) < 3:
        return ("Write the text that may be let go.",)
    found = list(gives_away(text, source=source, contact=contact, strict=True))
    if agency and re.search(rf"(?<!\w){re.escape(agency)}(?!\w)", text, re.I):
        found.append(f"The text names the agency it came from (“{agency}”), which points at the source.")
    return tuple(found)


READS_FIRST = ("person", "object", "event", "place")  # so that a link reads rightly: she took part in it, at the place
NUMBERED = ("vehicle", "phone", "device", "account", "bank_account")


def compared(number: str) -> str:
    """A plate, telephone or account as it is compared: letters and figures alone, +44 as 0."""
    plain = re.sub(r"[^A-Z0-9]", "", re.sub(r"^\s*(?:\+44|0044)", "0", number).upper())
    return plain[:80]


def thing_gaps(kind: str, sort: str, label: str, happened_on: object) -> list[str]:
    """What a person, object, place or event lacks before it is kept."""
    gaps = [] if kind in ("person", "object", "place", "event") and sort else ["Say what it is."]
    if not label.strip():
        gaps.append("Give a name, a nickname, a number or a few words.")
    if kind == "event" and not happened_on:
        gaps.append("Say on which day it happened.")
    return gaps


def link_gaps(
    *, same: bool, kind: str, basis: str, grade: str, confidence: str, first_on: date | None, last_on: date | None,
    said_by: str, today: date,
) -> list[str]:  # fmt: skip
    """What a link lacks; one that rests on intelligence carries its grade, as 1BP."""
    wanted = (
        (not same, "Choose two different things."),
        (kind, "Say what links them."),
        (basis, "Say what it rests on."),
        (basis != "intelligence" or re.fullmatch(r"[1-3][A-E][PC]", grade.upper()), "Give its grade, such as 2CP."),
        (confidence, "Say how sure it is."),
        (first_on and last_on, "Say when they were first and last seen together."),
        (
            not (first_on and last_on) or first_on <= last_on <= today,
            "First seen comes before last, neither after today.",
        ),
        (said_by.strip(), "Say who says so."),
    )
    return [sentence for there, sentence in wanted if not there]


def role_gaps(kind: str, role: str, why: str) -> list[str]:
    """What is lacking before a person is given a role. A child is never only a suspect: say both."""
    gaps = [] if kind == "person" else ["Only a person has a role."]
    return gaps + ([] if role else ["Choose a role."]) + ([] if why.strip() else ["Say why."])


def map_gaps(title: str, necessity: str, less_would_not_do: str) -> list[str]:
    """What is lacking before a map of children may be opened."""
    wanted = (
        (title.strip(), "Give it a title."),
        (len(necessity.split()) > 4, "Say why it is necessary, in a sentence."),
        (len(less_would_not_do.split()) > 4, "Say why less, or asking the children, would not do."),
    )
    return [sentence for there, sentence in wanted if not there]


def on_map_gaps(part: str, because: str) -> list[str]:
    """What is lacking before somebody is put on a map."""
    gaps = [] if part else ["Say whether it is a child or an adult, and which."]
    return gaps + ([] if len(because.split()) > 2 else ["Say why this person belongs on the map, in a few words."])


def map_review_gaps(words: str) -> list[str]:
    """What a review or an end lacks."""
    return [] if len(words.split()) > 3 else ["Say what the map has led to, in a sentence."]
