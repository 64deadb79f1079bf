"""Somebody who knows how numbers are protected tries to work out a small one. She must not be able to."""

from collections import defaultdict
from itertools import combinations, product

import pytest

from kingfisher.scorecard import rules
from kingfisher.scorecard.rules import FEW, protected

SIZES = range(1, 13)


def every_table(groups: int, sizes=SIZES):
    """Every way a quarter may look with so many groups of up to twelve: each group's (counted, out of)."""
    cells = [(n, d) for d in sizes for n in range(d + 1)]
    yield from product(cells, repeat=groups)


def laid_out(table):
    whole = ("", "", sum(n for n, _ in table), sum(d for _, d in table))
    return [whole, *(("agency", "abcd"[at], n, d) for at, (n, d) in enumerate(table))]


def exposed(tables, publish=protected) -> list:
    """Published tables from which some group's small count could be known exactly: every table that would have been
    published alike is tried, which is more than any sum or difference of what is shown can tell.
    """
    alike = defaultdict(list)
    for table in tables:
        alike[tuple(publish(laid_out(table)))].append(table)
    found = []
    for shown, candidates in alike.items():
        for at in range(len(candidates[0])):
            if {d for _, d in (c[at] for c in candidates)} == {0}:
                continue
            counts = {c[at][0] for c in candidates}
            others = {c[at][1] - c[at][0] for c in candidates}
            small = [v for v in (counts, others) if len(v) == 1 and min(v) < FEW]
            found += [(shown, candidates[0])] if small else []
    return found


def test_no_small_number_can_be_known_from_a_quarter_with_two_groups():
    assert exposed(every_table(2)) == []


def test_no_small_number_can_be_known_from_a_quarter_with_three_groups():
    assert exposed(every_table(3, (1, 4, 5, 6, 9, 10, 11, 12))) == []


def test_a_protection_that_hides_one_number_alone_would_be_broken():
    """The attack finds what it must: the small number alone hidden, the whole and the rest beside it."""

    def naive(cells):
        return [(s, c, n if n >= FEW else None, d) for s, c, n, d in cells]

    assert exposed(every_table(2), publish=naive)


def known_exactly(cells, hidden):
    """Even somebody who knows every size, every count shown and the whole exactly: how many values has each hidden?"""
    total = sum(cells[at][2] for at in hidden)
    spans = []
    for at in hidden:
        boxes = {o: _values(cells[o]) for o in hidden}
        sums = {0}
        for other in hidden - {at}:
            sums = {s + v for s in sums for v in boxes[other]}
        spans.append(len({v for v in boxes[at] if total - v in sums}))
    return min(spans)


def _values(cell):
    _, _, n, d = cell
    if n < FEW:
        return range(min(FEW - 1, d) + 1)
    return range(max(0, d - FEW + 1), d + 1) if d - n < FEW else range(FEW, d - FEW + 1)


@pytest.mark.parametrize("sizes", [(20, 20, 20), (10, 30, 12), (11, 11, 40), (15, 25, 25)])
def test_each_hidden_number_keeps_three_values_for_whoever_knows_all_the_rest(sizes):
    for counts in product(*(range(d + 1) for d in sizes)):
        cells = laid_out(list(zip(counts, sizes, strict=True)))
        shown = protected(cells)
        hidden = {at for at, cell in enumerate(shown) if cell[0] and cell[2] is None}
        assert len(hidden) != 1
        if hidden:
            assert known_exactly(cells, hidden) >= rules.LEAST_WIDTH, (cells, shown)


def test_no_two_quarters_that_may_be_chosen_share_a_day():
    """All pairs of periods: what is never counted twice cannot be told by subtracting."""
    from datetime import date, timedelta

    quarters = {rules.quarter(date(2024, 1, 1) + timedelta(days=n)) for n in range(1200)}
    for one, other in combinations(sorted(quarters), 2):
        assert one[1] < other[0]


def test_each_measure_is_shown_by_one_split_at_most():
    from datetime import date

    from kingfisher.rulebook import scorecard

    assert all(isinstance(m.split, str) for m in scorecard.measures(on=date(2026, 11, 1)))
