"""Searches somebody should ask about: of oneself, one's family name, a colleague, a neighbour. Pure; accuses nobody.

Most have a good reason (a namesake, a colleague's family known to the service). Whoever reviews them says which.
Which reasons are used, and in which words, is the rulebook's (searches.toml).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kingfisher.kernel.text import name_tokens

SELF, DECLARED, NEIGHBOUR, HOUSE = "self", "declared", "neighbour", "house"
COLLEAGUE, FAMILY_NAME = "colleague", "family_name"
REASONS = (SELF, DECLARED, NEIGHBOUR, HOUSE, COLLEAGUE, FAMILY_NAME)  # the stronger before the weaker
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a place in the searcher's agency."""

    worker_id: object
    name: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Whom, or which house, the searcher is declared to be too near. `postcode` is without its space."""

    relation: str
    name: str = ""
    lines: str = ""
    house: str = ""
    postcode: str = ""


def reason_to_ask(
    words: str, *, searcher: Colleague, agency: Sequence[Colleague], declared: Sequence[Declared] = (),
    used: Sequence[str] = REASONS,
) -> str:  # fmt: skip
    """Why somebody should ask about a search, as a code of REASONS that is `used`; "" where there is no reason."""
    said, mine = set(name_tokens(words)), name_tokens(searcher.name)
    found = {_of_declared(words, said, near) for near in declared}
    if _names(said, mine):
        found.add(SELF)
    if any(_names(said, name_tokens(o.name)) for o in agency if o.worker_id != searcher.worker_id):
        found.add(COLLEAGUE)
    if len(mine) > 1 and mine[-1] in said:
        found.add(FAMILY_NAME)
    return next((reason for reason in REASONS if reason in found and reason in used), "")


def _names(said: set[str], whom: tuple[str, ...]) -> bool:
    return len(whom) > 1 and {whom[0], whom[-1]} <= said


def _of_declared(words: str, said: set[str], near: Declared) -> str:
    is_named, is_housed = _names(said, name_tokens(near.name)), _is_house(words, near)
    if near.relation == NEIGHBOUR and (is_named or is_housed):
        return NEIGHBOUR
    return DECLARED if is_named else HOUSE if is_housed else ""


def _is_house(words: str, near: Declared) -> bool:
    """The house's number, with its postcode or with the first line of its address."""
    said = WORD.findall(words.lower())
    if not near.house or near.house not in said:
        return False
    if near.postcode and near.postcode.lower() in "".join(said):
        return True
    street = [word for word in WORD.findall(near.lines.split(",")[0].lower()) if not word[0].isdigit()]
    return bool(street) and set(street) <= set(said)
