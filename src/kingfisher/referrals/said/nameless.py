"""Whether words that are to stay without a name tell all the same which child is meant. Pure."""

import re

_TELLS_WHO = (
    (re.compile(r"(?<!\d)(?:\d[ -]?){9}\d(?!\d)"), "a number that could be an NHS or telephone number"),
    (re.compile(r"(?<!\w)(?:\+44|0)[\d ()-]{8,14}\d"), "a telephone number"),
    (re.compile(r"\S+@\S+\.\S+"), "an email address"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I), "a postcode"),
    (
        re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b"),
        "a full date: say an age instead",
    ),
    (re.compile(r"\b\d+[a-z]? [A-Z]\w+ (?:Street|Road|Lane|Close|Avenue|Drive|Way|Court|Place)\b"), "an address"),
)
_CAPITALISED = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][a-z]+\b", re.M)


def tells_who(said: str) -> tuple[str, ...]:
    """What in these words could tell which child is meant, in words. Empty where nothing of the kind is found."""
    found = [what for pattern, what in _TELLS_WHO if pattern.search(said)]
    return tuple(dict.fromkeys(found[1:] if len(found) > 1 and found[1].startswith("a telephone") else found))


def name_like(said: str, given_names: frozenset[str]) -> tuple[str, ...]:
    """Words within a sentence that are written like a first name and are one, each once, as they were written."""
    return tuple(dict.fromkeys(w for w in _CAPITALISED.findall(said) if w.lower() in given_names))
