"""Counting, and what may be shown of a count. Pure.

How small numbers are protected, and why it holds, is in the decision “Figures are protected once, when frozen”:
quarters never overlap, one split is shown at a time, every cell shown holds five or more on either side, what is hidden
has at least LEAST_WIDTH possible values even for somebody who knows every other number exactly, and all is rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kingfisher.kernel.counted import Fact
from kingfisher.kernel.timing import add_months
from kingfisher.rulebook.measures import Codes

FEW = 5  # fewer than this, on either side, are not shown
ROUNDED_TO = 5
LEAST_WIDTH = 3  # a hidden number keeps at least so many possible values
OTHERS = "others"
FEWEST_POINTS = 8  # quarters below which a control limit would mislead

Cell = tuple[str, str, int, int]
Shown = tuple[str, str, int | None, int | None]


def quarter(day: date) -> tuple[date, date]:
    """The first and last day of the quarter this day lies in."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first, add_months(first, 3) - timedelta(days=1)


def stands(fact: Fact, *, where: Codes, counted: Codes, left_out: Codes) -> str:
    """How one fact stands to a measure: "" (not meant), left_out, missing, yes or no."""
    if not _is(fact.said, where, all):
        return ""
    if left_out and _is(fact.said, left_out, any):
        return "left_out"
    if any(fact.said.get(name, "") in ("", "not_known") for name, _ in counted):
        return "missing"
    return "yes" if _is(fact.said, counted, all) else "no"


def _is(said: Mapping[str, str], codes: Codes, how) -> bool:
    return how(said.get(name, "") in wanted.split("|") for name, wanted in codes)


def cells_of(standing: Iterable[tuple[Fact, str]], split: str) -> list[Cell]:
    """The whole first, then every code of the split: (split, code, counted, out of)."""
    inside = [(fact, how == "yes") for fact, how in standing if how in ("yes", "no")]
    cells: list[Cell] = [("", "", sum(yes for _, yes in inside), len(inside))]
    for code in sorted({fact.said.get(split, "") for fact, _ in inside}) if split else ():
        of_it = [yes for fact, yes in inside if fact.said.get(split, "") == code]
        cells.append((split, code, sum(of_it), len(of_it)))
    return cells


def is_small(counted: int, out_of: int) -> bool:
    """Fewer than five counted, or fewer than five not counted: either would say something of single children."""
    return counted < FEW or out_of - counted < FEW


def protected(cells: Sequence[Cell]) -> list[Shown]:
    """What may be shown. None where a number is held back; a split that cannot be protected is left out whole."""
    _, _, counted, out_of = cells[0]
    if out_of < FEW:
        return [("", "", None, None)]
    if is_small(counted, out_of):
        return [("", "", None, rounded(out_of))]
    return [("", "", rounded(counted), rounded(out_of)), *_split(list(cells[1:]))]


def _split(cells: list[Cell]) -> list[Shown]:
    """One split: small groups pooled until none is small, small counts hidden with a second beside them."""
    pooled = _pooled(cells)
    if len(pooled) < 2:
        return []
    hidden = {at for at, (_, _, n, d) in enumerate(pooled) if is_small(n, d)}
    spare = sorted((pooled[at][3], at) for at in range(len(pooled)) if at not in hidden)
    while hidden and not _holds(pooled, hidden):
        if not spare:
            return []
        hidden.add(spare.pop(0)[1])
    return [
        (split, code, None if at in hidden else rounded(n), rounded(d)) for at, (split, code, n, d) in enumerate(pooled)
    ]


def _pooled(cells: list[Cell]) -> list[Cell]:
    """Groups of fewer than five out of the list, put together with the next smallest as "others"."""
    rest = sorted(cells, key=lambda cell: (cell[3], cell[1]))
    pool: list[Cell] = []
    while rest and (rest[0][3] < FEW or (pool and (len(pool) < 2 or sum(c[3] for c in pool) < FEW))):
        pool.append(rest.pop(0))
    kept = [cell for cell in cells if cell in rest]
    if pool:
        kept.append((cells[0][0], OTHERS, sum(c[2] for c in pool), sum(c[3] for c in pool)))
    return kept


def _holds(cells: list[Cell], hidden: set[int]) -> bool:
    """Somebody who knows the whole, every size, and every count that is shown, exactly, and which of the hidden ones is
    small: does each hidden count keep LEAST_WIDTH possible values? The sum of the hidden is all she can add.
    """
    total = sum(cells[at][2] for at in hidden)
    boxes = {at: _box(cells[at]) for at in hidden}
    for at, (low, high) in boxes.items():
        others_low = sum(box[0] for other, box in boxes.items() if other != at)
        others_high = sum(box[1] for other, box in boxes.items() if other != at)
        if min(high, total - others_low) - max(low, total - others_high) + 1 < LEAST_WIDTH:
            return False
    return len(hidden) > 1


def _box(cell: Cell) -> tuple[int, int]:
    _, _, counted, out_of = cell
    if counted < FEW:
        return 0, min(FEW - 1, out_of)
    if out_of - counted < FEW:
        return max(0, out_of - FEW + 1), out_of
    return FEW, out_of - FEW


def rounded(number: int) -> int:
    """To the nearest five."""
    return ROUNDED_TO * ((number + ROUNDED_TO // 2) // ROUNDED_TO)


def said_small(number: int) -> str:
    """A count said beside a figure: none, fewer than five, or rounded."""
    return "fewer than 5" if number < FEW else f"about {rounded(number)}"


def percent(counted: int | None, out_of: int | None) -> int | None:
    """A whole percentage of what is shown, so that it tells no more than that; None where either is held back."""
    return round(100 * counted / out_of) if counted is not None and out_of else None


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual level of a percentage, and how far chance alone takes it in a quarter of this size."""

    centre: float
    low: tuple[float, ...]
    high: tuple[float, ...]


def limits(points: Sequence[tuple[int, int]]) -> Limits | None:
    """A p chart (Shewhart): three standard errors about the mean of all; None for fewer than eight quarters."""
    if len(points) < FEWEST_POINTS:
        return None
    out_of = sum(d for _, d in points)
    centre = min(1.0, sum(n for n, _ in points) / out_of)
    errors = [3 * (centre * (1 - centre) / d) ** 0.5 for _, d in points]
    low = tuple(round(100 * max(0.0, centre - e), 1) for e in errors)
    return Limits(round(100 * centre, 1), low, tuple(round(100 * min(1.0, centre + e), 1) for e in errors))
