"""What is lacking at each step, which recommendations are alike, and which returned. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kingfisher.people.rules import AliasSaid, Said

# The likeness from which a person is asked. Of 32 invented recommendations (tests/likeness.toml), 22 pairs of which ask
# for the same, it finds 16 and asks of 3 others; 0.16 finds one more and asks of 12; 0.30 loses three and asks of none.
ALIKE = 0.22
MOST = 8
PARTNERS = ("council", "police", "health")


def named_in(words: str, child_called: str) -> tuple[str, ...]:
    """The parts of a child's name that stand in a text that must name nobody; initials and short words are let be."""
    said = {w.casefold() for w in re.findall(r"[^\W\d_]+", words)}
    return tuple(n for n in re.findall(r"[^\W\d_]{3,}", child_called) if n.casefold() in said)


def said_of(called: str, born_on: date | None) -> Said:
    """A name written in one line as a statement. Where the family name begins is not known, so each way is kept."""
    first, *rest = called.split() or [""]
    ways = [" ".join(rest[at:]) for at in range(1, len(rest))]
    aliases = tuple(AliasSaid("other", first, family) for family in ways)
    return Said(given_name=first, family_name=" ".join(rest), born_on=born_on, aliases=aliases)


def decided(answers: Mapping[str, str]) -> str:
    """What all three say; "" while one is missing or they differ. Keys are council, police and health."""
    said = {answers.get(p, "") for p in PARTNERS}
    return said.pop() if len(said) == 1 else ""


def decision_gaps(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Who of the three has not decided, or that they differ."""
    names = {"council": "the local authority", "police": "the police", "health": "the integrated care board"}
    missing = tuple(f"Not decided yet by {names[p]}." for p in PARTNERS if not answers.get(p))
    if missing:
        return missing
    return () if decided(answers) else ("The three do not agree. Each may decide again until they do.",)


def in_time(done_on: date, due_on: date | None) -> str:
    """yes or no; "" where nothing was due."""
    return "" if due_on is None else "yes" if done_on <= due_on else "no"


def likeness(stems: Mapping[object, Sequence[str]], of: object) -> list[tuple[object, float]]:
    """How alike every other text is to one, from 0 to 1, the most alike first; only those from ALIKE.

    Each is a list of word stems. A stem counts for more the fewer texts have it (inverse document frequency), so that
    "practitioners", which all of them say, ties nothing together; the figure is the cosine of the two.
    """
    everywhere = Counter(s for one in stems.values() for s in set(one))
    total = len(stems)

    def weighed(one: Sequence[str]) -> dict[str, float]:
        return {s: math.log(1 + total / everywhere[s]) for s in set(one)}

    mine = weighed(stems.get(of, ()))
    long = math.sqrt(sum(w * w for w in mine.values()))
    found = []
    for key, said in stems.items():
        theirs = weighed(said) if key != of else {}
        other = math.sqrt(sum(w * w for w in theirs.values()))
        if long and other:
            share = sum(w * theirs[s] for s, w in mine.items() if s in theirs) / (long * other)
            if share >= ALIKE:
                found.append((key, round(share, 2)))
    return sorted(found, key=lambda one: (-one[1], str(one[0])))[:MOST]


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer about a pair, in the order they were given."""

    one: object
    other: object
    is_same: bool


def families(judged: Iterable[Judged]) -> dict[object, frozenset]:
    """Everything judged the same as each thing, itself included; the newest answer about a pair stands."""
    newest = {frozenset((j.one, j.other)): j.is_same for j in judged}
    found: dict[object, set] = {}
    for pair, same in newest.items():
        if not same:
            continue
        whole = set().union(*(found.get(key, {key}) for key in pair))
        for key in whole:
            found[key] = whole
    return {key: frozenset(whole) for key, whole in found.items()}
