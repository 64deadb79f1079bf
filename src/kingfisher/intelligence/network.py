"""Graphs of people and things, small enough to look at. Pure: keys and pairs in, answers out.

Paths are found by walking from both ends (`meet`); whoever asks reads each next ring from the database, so that only
what she may see is ever walked.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

Pairs = Iterable[tuple[UUID, UUID]]
LONGEST = 8  # steps: further apart than this says nothing about two people


def near(pairs: Pairs) -> dict[UUID, set[UUID]]:
    """Who is next to whom."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for left, right in pairs:
        found[left].add(right)
        found[right].add(left)
    return dict(found)


def meet(
    start: UUID, end: UUID, ring: Callable[[Collection[UUID]], Pairs], *, longest: int = LONGEST
) -> list[UUID]:  # fmt: skip
    """A shortest way from one to the other, both included; empty when there is none of `longest` steps or fewer.

    `ring` gives the pairs that touch these keys. The smaller side is walked further each time.
    """
    if start == end:
        return [start]
    came: tuple[dict[UUID, UUID | None], dict[UUID, UUID | None]] = ({start: None}, {end: None})
    edge: list[set[UUID]] = [{start}, {end}]
    for _ in range(longest):
        side = 0 if len(edge[0]) <= len(edge[1]) else 1
        if not edge[side]:
            return []
        beyond: dict[UUID, UUID] = {}
        for left, right in ring(edge[side]):
            for here, there in ((left, right), (right, left)):
                if here in edge[side] and there not in came[side]:
                    beyond[there] = min(here, beyond.get(there, here))
        came[side].update(beyond)
        edge[side] = set(beyond)
        joined = sorted(beyond.keys() & came[1 - side].keys())
        if joined:
            return _way(came, joined[0])
    return []


def _way(came: Sequence[Mapping[UUID, UUID | None]], middle: UUID) -> list[UUID]:
    way: list[UUID] = []
    here: UUID | None = middle
    while here is not None:
        way.append(here)
        here = came[0][here]
    way.reverse()
    here = came[1][middle]
    while here is not None:
        way.append(here)
        here = came[1][here]
    return way


def distances(start: UUID, graph: Mapping[UUID, set[UUID]]) -> dict[UUID, int]:
    """How many steps each is away."""
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(graph.get(here, ())):
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


def parts(graph: Mapping[UUID, set[UUID]], without: UUID | None = None) -> list[set[UUID]]:
    """The groups that hang together, the largest first; with one left out, where asked."""
    left, found = set(graph) - {without}, []
    cut = {key: beside - {without} for key, beside in graph.items() if key != without}
    while left:
        group = set(distances(min(left), cut))
        found.append(group)
        left -= group
    return sorted(found, key=lambda group: (-len(group), min(group)))


def joins(graph: Mapping[UUID, set[UUID]], *, least: int = 2) -> list[tuple[UUID, list[set[UUID]]]]:
    """Who holds groups together: each without whom what hung together falls into groups of at least `least`,
    with those groups. Whoever lies between the most pairs comes first. Small graphs only.
    """
    whole = {key: group for group in parts(graph) for key in group}
    between = betweenness(graph)
    found = []
    for key in graph:
        fallen = [g for g in parts({k: graph[k] for k in whole[key]}, key) if len(g) >= least]
        if len(fallen) > 1:
            found.append((key, fallen))
    return sorted(found, key=lambda one: (-between[one[0]], one[0]))


def betweenness(graph: Mapping[UUID, set[UUID]]) -> dict[UUID, float]:
    """How many shortest ways between two others lead over each, shared out among equals (Brandes 2001)."""
    score = dict.fromkeys(graph, 0.0)
    for start in graph:
        order, before, ways, far = [], defaultdict(list), {start: 1.0}, {start: 0}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            order.append(here)
            for there in graph[here]:
                if there not in far:
                    far[there], ways[there] = far[here] + 1, 0.0
                    waiting.append(there)
                if far[there] == far[here] + 1:
                    ways[there] += ways[here]
                    before[there].append(here)
        share = dict.fromkeys(order, 0.0)
        for here in reversed(order):
            for there in before[here]:
                share[there] += ways[there] / ways[here] * (1 + share[here])
            if here != start:
                score[here] += share[here] / 2
    return score


def rings(focus: UUID, graph: Mapping[UUID, set[UUID]], *, step: int = 150) -> dict[UUID, tuple[int, int]]:
    """Where to draw each: the one asked about in the middle, the others in rings by how far they are, near those
    they hang on. The same graph is always drawn alike.
    """
    far, angle, at = distances(focus, graph), {focus: 0.0}, {focus: (0, 0)}
    for ring in range(1, max(far.values(), default=0) + 1):
        on = [key for key in far if far[key] == ring]
        before = {key: min(angle[n] for n in graph[key] if far.get(n) == ring - 1) for key in on}
        on.sort(key=lambda key, before=before: (before[key], key))
        across = max(ring * step, len(on) * 95 / (2 * math.pi))
        for place, key in enumerate(on):
            angle[key] = 2 * math.pi * place / len(on)
            at[key] = (round(across * math.sin(angle[key])), round(-across * math.cos(angle[key])))
    return at


def shelved(
    focus: UUID, graph: Mapping[UUID, set[UUID]], *, step: int = 150, apart: int = 200, widest: int = 900
) -> dict[UUID, tuple[int, int]]:
    """Where to draw each where not all hang together: the part of the one asked about first, the others on shelves
    beside and below it, each in rings around whoever is joined to most.
    """
    at: dict[UUID, tuple[int, int]] = {}
    left = top = floor = 0
    for group in sorted(parts(graph), key=lambda one: focus not in one):
        middle = focus if focus in group else max(group, key=lambda key: (len(graph[key]), key))
        laid = rings(middle, {key: graph[key] for key in group}, step=step)
        west, north = (min(spot[way] for spot in laid.values()) for way in (0, 1))
        width, height = (max(spot[way] for spot in laid.values()) - low for way, low in ((0, west), (1, north)))
        if left and left + width > widest:
            left, top = 0, floor + apart
        at |= {key: (x - west + left, y - north + top) for key, (x, y) in laid.items()}
        left, floor = left + width + apart, max(floor, top + height)
    return at
