"""The patterns: which facts meet a rule. Pure. They know keys, codes and days; no name, place or people's origin.

`family_of` maps each child's key to a key of her family, so that brothers and sisters are not found to share a home.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from kingfisher.kernel.sighting import Sighting
from kingfisher.rulebook.finding import FindingRule

Who = Mapping[UUID, UUID]
# What these look at stands until it is changed, however long ago it was said.
STANDING = ("stale", "shared", "new_adult", "lacking")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule met: the facts it rests on, oldest first."""

    rule_id: str
    facts: tuple[Sighting, ...]
    beside: tuple[Sighting, ...] = ()  # why it is asked now: shown with the facts, and no part of what names them

    @property
    def fact_key(self) -> str:
        """Names the rule and its facts; the same facts always have the same one, whatever else changed."""
        said = "\n".join(sorted({f"{f.code} {f.thing[1]}" for f in self.facts}))
        return hashlib.sha256(f"{self.rule_id}\n{said}".encode()).hexdigest()

    @property
    def fact_ids(self) -> frozenset[UUID]:
        return frozenset(f.thing[1] for f in self.facts)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the facts: which statements are one child (`child_of`), which children one family."""

    child_of: Who
    family_of: Who
    today: date

    def child(self, one: Sighting) -> UUID:
        return self.child_of.get(one.person_id, one.person_id)

    def family(self, one: Sighting) -> UUID:
        child = self.child(one)
        return self.family_of.get(child, child)


def groups(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """For everybody in a pair, one key for all she is joined with, step by step: the smallest."""
    root: dict[UUID, UUID] = {}

    def top(one: UUID) -> UUID:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for left, right in pairs:
        low, high = sorted((top(left), top(right)))
        root[high] = low
    return {one: top(one) for one in list(root)}


def find(rule: FindingRule, facts: Sequence[Sighting], known: Known) -> list[Found]:
    """Everything that meets a rule, in an order that depends on the facts alone. A withdrawn rule finds nothing."""
    if not rule.finds(known.today):
        return []
    since = known.today - timedelta(days=rule.look_back_days)
    stands = rule.looks_for in STANDING
    about = [f for f in facts if f.code in rule.codes and (stands or f.on >= since) and f.key not in rule.ignores]
    answers = [f for f in facts if f.code in rule.unless]
    found = _PATTERNS[rule.looks_for](rule, about, answers, known)
    signs = _by((f for f in facts if f.code in rule.signs and f.on >= since), known.child)
    made = (_with_signs(rule, _in_order(f), signs, known) for f in found)
    return sorted((one for one in made if one), key=lambda one: one.fact_key)


def _with_signs(rule: FindingRule, facts: tuple[Sighting, ...], signs: dict, known: Known) -> Found | None:
    """What rests on facts that say little alone counts only where somebody is worried about one of the children: her
    newest sign is shown beside them."""
    if not {f.code for f in facts} <= set(rule.needs_sign):
        return Found(rule.id, facts)
    told = [max(signs[child], key=lambda f: (f.on, f.code, f.thing)) for child in {known.child(f) for f in facts}
            if child in signs]  # fmt: skip
    return Found(rule.id, facts, _in_order(told)) if told else None


def _in_order(facts: Iterable[Sighting]) -> tuple[Sighting, ...]:
    return tuple(sorted(set(facts), key=lambda f: (f.on, f.code, f.thing)))


def _by(facts: Iterable[Sighting], key: Callable[[Sighting], object]) -> dict:
    held: dict[object, list[Sighting]] = defaultdict(list)
    for one in facts:
        held[key(one)].append(one)
    return held


def _repeated(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """On so many days: what three agencies wrote down of one day is one. An answer since the first ends it."""
    answered = _by(answers, known.child)
    for child, lines in _by(about, known.child).items():
        first = min(f.on for f in lines)
        if len({f.on for f in lines}) >= rule.at_least and not any(a.on >= first for a in answered.get(child, ())):
            yield lines


def _shared(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """Children of different families with so many sorts of thing in common."""
    pairs: dict[tuple, list[tuple[str, list[Sighting]]]] = defaultdict(list)
    for (code, _), lines in _by(about, lambda f: (f.code, f.key)).items():
        children = _by(lines, known.child)
        if len({known.family(f) for f in lines}) < 2 or (rule.at_most and len(children) > rule.at_most):
            continue
        if rule.at_least == 1:
            yield lines
            continue
        for one, two in combinations(sorted(children), 2):
            if known.family_of.get(one, one) != known.family_of.get(two, two):
                pairs[one, two].append((code, children[one] + children[two]))
    for things in pairs.values():
        if len({code for code, _ in things}) >= rule.at_least:
            yield [f for _, lines in things for f in lines]


def _new_adult(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """Somebody linked to children of so many families, to one of them for the first time within the look-back."""
    since = known.today - timedelta(days=rule.look_back_days)
    for lines in _by(about, lambda f: f.key).values():
        first = {child: min(f.on for f in told) for child, told in _by(lines, known.child).items()}
        families = {known.family(f) for f in lines}
        if len(families) >= rule.at_least and max(first.values()) >= since and not 0 < rule.at_most < len(first):
            yield lines


def _gathering(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """So many different events at one place, a child in at least one."""
    for lines in _by(about, lambda f: f.key).values():
        if len({f.thing for f in lines}) >= rule.at_least and any(f.is_child for f in lines):
            yield lines


def _together(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """Two who are in so many of the same episodes; `key` names the episode."""
    met: dict[tuple, list[list[Sighting]]] = defaultdict(list)
    for lines in _by(about, lambda f: f.key).values():
        who = _by(lines, known.child)
        for pair in combinations(sorted(who), 2):
            met[pair].append([*who[pair[0]], *who[pair[1]]])
    for episodes in met.values():
        lines = [f for episode in episodes for f in episode]
        if len(episodes) >= rule.at_least and len({known.family(f) for f in lines}) > 1:
            yield lines


def _lacking(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    return ([one] for one in about)


def _stale(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """The newest of a child is older than the look-back, and nothing since has ended it."""
    before = known.today - timedelta(days=rule.look_back_days)
    answered = _by(answers, known.child)
    for child, lines in _by(about, known.child).items():
        newest = max(lines, key=lambda f: (f.on, f.thing))
        if newest.on < before and not any(a.on >= newest.on for a in answered.get(child, ())):
            yield [newest]


def _answered_by_ending(rule: FindingRule, about: list, answers: list, known: Known) -> Iterable[list[Sighting]]:
    """What the rule is about, and within its days afterwards an end."""
    ends = _by(answers, known.child)
    for child, lines in _by(about, known.child).items():
        for one in lines:
            after = [e for e in ends.get(child, ()) if 0 <= (e.on - one.on).days <= rule.look_back_days]
            if after:
                yield [one, min(after, key=lambda e: (e.on, e.thing))]


_PATTERNS = {
    "repeated": _repeated, "shared": _shared, "new_adult": _new_adult, "gathering": _gathering, "together": _together,
    "lacking": _lacking, "stale": _stale, "answered_by_ending": _answered_by_ending,
}  # fmt: skip


def settle_gaps(*, outcome: str, words: str) -> tuple[str, ...]:
    """What is lacking before a prompt is settled."""
    gaps = () if outcome else ("Choose what it came to.",)
    return gaps if len(words.split()) >= 3 else (*gaps, "Say in a sentence what was done, or why nothing is.")


def hashed(said: Iterable[str]) -> str:
    """One name for all of these, whatever their order."""
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()
