"""Which pairs of many statements share a key: the batch's side of `keys`, by numbers instead of words.

The parts and rules are those of `keys`; a key that too many statements share finds nobody and is left out,
for the rarer keys of the same people find them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from kingfisher.people.matching import keys, spread
from kingfisher.people.matching.sheet import Coder, Column, Sheet
from kingfisher.rulebook import ask
from kingfisher.rulebook.identity import KeyRule

Grid = np.ndarray[Any, np.dtype[np.int64]]  # a row for each statement, a column for each value a part may take


def pairs(sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """This will give every pair that shares a key, once, as two rows of places in the sheet, lower place
    first."""
    parts = parts_of(sheet)
    found = [np.empty(0, dtype=np.int64), *(sharing(parts, rule) for rule in ask.matching_keys())]
    both = spread.unique(np.concatenate(found))
    return both // len(sheet), both % len(sheet)


def sharing(parts: dict[str, Grid], rule: KeyRule) -> Grid:
    """This will give every pair that shares a key of one rule, once, as lower place times places, plus higher."""
    grids = [parts[p] for p in rule.parts]
    return _sharing(*_keys(grids), rule.most_share, len(grids[0]))


def _keys(grids: list[Grid]) -> tuple[Grid, Grid]:
    """Key and statement of every way to take one value from each part."""
    key, who = np.zeros(0, dtype=np.int64), np.arange(len(grids[0]), dtype=np.int64)
    key = np.zeros(len(who), dtype=np.int64)
    for grid in grids:
        wide = grid[who]
        span = int(grid.max(initial=0)) + 1
        key = (key[:, None] * span + wide)[wide > 0]
        who = np.repeat(who, (wide > 0).sum(axis=1))
        if len(key) and int(key.max()) > 2**62 // max(1, span):
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return key, who


def _sharing(key: Grid, who: Grid, most: int, total: int) -> Grid:
    order = np.lexsort((who, key))
    key, who = key[order], who[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(key)])
    kept = (sizes > 1) & (sizes <= most)
    starts, sizes = starts[kept], sizes[kept]
    found = [np.empty(0, dtype=np.int64)]
    for gap in range(1, int(sizes.max(initial=1))):
        blocks, lengths = starts[sizes > gap], sizes[sizes > gap] - gap
        ahead = np.repeat(blocks - np.r_[0, np.cumsum(lengths)[:-1]], lengths) + np.arange(int(lengths.sum()))
        one, other = who[ahead], who[ahead + gap]
        found.append((one * total + other)[one != other])
    return spread.unique(np.concatenate(found))


def parts_of(sheet: Sheet) -> dict[str, Grid]:
    """This will give what keys are made of, for every statement, as numbers."""
    of = sheet.columns
    return {
        **{name: _one(of[name], lambda v: (v.lstrip("?"),)) for name in ("nhs", "upn", "pnc")},
        "birth": _one(of["born"], keys.birth),
        "year": _one(of["born"], keys.year),
        "day": _one(of["born"], keys.day),
        "given": _some(sheet, ("given", "also"), keys.given),
        "sound": _some(sheet, ("given", "family", "also"), lambda g, f, a: keys.sounds(g + f + a)),
        "pair": _some(sheet, ("given", "family", "also"), keys.pairs),
        "initial": _some(sheet, ("given", "also"), lambda g, a: keys.initials(g + a)),
        **{name: _one(of[name], lambda v: (v,)) for name in ("postcode", "area", "town", "sex")},
        "phone": _one(of["phones"], lambda v: v[:3]),
        "house": _some(sheet, ("number", "street"), keys.house),
        "parent": _one(of["parent"], keys.parent),
        "school": _one(of["school"], lambda v: ("".join(v),)),
    }


def _one(column: Column, part: Callable[[Any], tuple[str, ...]]) -> Grid:
    coder = Coder()
    rows = [[], *([coder.code(value) for value in part(value)] for value in column.values[1:])]
    return _grid(rows)[column.codes]


def _some(sheet: Sheet, names: tuple[str, ...], part: Callable[..., tuple[str, ...]]) -> Grid:
    columns = [sheet.columns[name] for name in names]
    both = np.zeros(len(sheet), dtype=np.int64)
    for column in columns:
        both = both * len(column.values) + column.codes
    _, first, place = np.unique(both, return_index=True, return_inverse=True)
    coder = Coder()
    rows = [[coder.code(v) for v in part(*(c.values[c.codes[i]] for c in columns))] for i in first]
    return _grid(rows)[place]


def _grid(rows: list[list[int]]) -> Grid:
    grid = np.zeros((len(rows), max(1, max(map(len, rows), default=1))), dtype=np.int64)
    for i, row in enumerate(rows):
        grid[i, : len(row)] = row
    return grid
