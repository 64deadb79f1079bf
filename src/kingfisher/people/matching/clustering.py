"""Group statements into people: one link at a time, strongest evidence first, never against a rule.

Pure. Linking whatever touches (connected components) chains brothers to sisters; here two groups join only
when the evidence between all their statements, taken together, is for one person, and when no rule forbids
it. The rules: two different checked numbers of one scheme are two people, whatever else agrees; so are two whom
one agency itself keeps apart (`NEVER`). The outcome does not depend on the order in which statements came.
"""

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NEVER = float("-inf")  # evidence that forbids: no group may hold both
UNCOMPARED = -4.0  # bits: two statements that shared no key are probably two people
MOST_BITS = 12.0  # no single pair may outvote a whole group
JOIN_ABOVE = 0.5  # bits: nearly three to two; a wrong link harms more than a missed one

Numbers = Mapping[str, str]  # scheme -> checked number
# evidence turned round (a heap gives the least first), two names to settle ties, two groups, their changes
# then
Offer = tuple[float, str, str, int, int, int, int]


@dataclass
class _Group:
    members: list[int]
    numbers: dict[str, set[str]]
    beside: dict[int, tuple[float, int]] = field(default_factory=dict)  # other group -> (bits, pairs compared)
    changes: int = 0


def clusters(
    total: int,
    pairs: Iterable[tuple[int, int, float]],
    numbers: Mapping[int, Numbers],
    names: Sequence[str],
) -> list[int]:
    """This will give each statement its cluster, named by its member whose record id comes first.

    `pairs`: two places and the evidence in bits; `numbers`: each statement's checked numbers; `names`:
    record ids.
    """
    groups: dict[int, _Group] = {}
    heap: list[Offer] = []
    for one, other, bits in pairs:
        weight = bits if bits == NEVER else max(-MOST_BITS, min(MOST_BITS, bits))
        for a, b in ((one, other), (other, one)):
            if a not in groups:
                held = {scheme: {value} for scheme, value in numbers.get(a, {}).items()}
                groups[a] = _Group([a], held)
            groups[a].beside[b] = (weight, 1)
        if weight > JOIN_ABOVE:
            heap.append(_offer(weight, one, other, groups, names))
    heapq.heapify(heap)
    while heap:
        _, _, _, one, other, of_one, of_other = heapq.heappop(heap)
        if one not in groups or other not in groups:
            continue
        if (groups[one].changes, groups[other].changes) != (of_one, of_other):
            continue
        if may_join(groups[one].numbers, groups[other].numbers):
            _join(one, other, groups, heap, names)
    return _named(total, groups, names)


def may_join(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    """May two groups be one person? Not when each holds a checked number of a scheme, none in common."""
    return all(not other.get(scheme) or held & other[scheme] for scheme, held in one.items() if held)


def _offer(weight: float, one: int, other: int, groups: dict[int, _Group], names: Sequence[str]) -> Offer:
    if names[other] < names[one]:
        one, other = other, one
    return (-weight, names[one], names[other], one, other, groups[one].changes, groups[other].changes)


def _join(one: int, other: int, groups: dict[int, _Group], heap: list[Offer], names: Sequence[str]) -> None:
    kept, gone = groups[one], groups.pop(other)
    kept.members += gone.members
    for scheme, values in gone.numbers.items():
        kept.numbers.setdefault(scheme, set()).update(values)
    kept.changes += 1
    kept.beside.pop(other)
    for third, (bits, compared) in gone.beside.items():
        if third == one or third not in groups:
            continue
        before, already = kept.beside.get(third, (0.0, 0))
        kept.beside[third] = (before + bits, already + compared)
        groups[third].beside.pop(other)
        groups[third].beside[one] = kept.beside[third]
    for third, (bits, compared) in kept.beside.items():
        between = len(kept.members) * len(groups[third].members)
        average = (bits + UNCOMPARED * (between - compared)) / between
        if average > JOIN_ABOVE:
            heapq.heappush(heap, _offer(average, one, third, groups, names))


def _named(total: int, groups: dict[int, _Group], names: Sequence[str]) -> list[int]:
    found = list(range(total))
    for group in groups.values():
        first = min(group.members, key=names.__getitem__)
        for member in group.members:
            found[member] = first
    return found


def components(total: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """This will give each place the least place it can reach by links; clusters lie within these."""
    parent = list(range(total))

    def top(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, other in links:
        a, b = top(one), top(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [top(x) for x in range(total)]


def members(found: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    """This will give the places of each cluster."""
    by: dict[Hashable, list[int]] = defaultdict(list)
    for place, cluster in enumerate(found):
        by[cluster].append(place)
    return by
