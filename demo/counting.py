"""Bring in what Saltmere's agencies counted in their own systems, and what neighbours published, as its office does."""

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from kingfisher.access.entry import acting_as
from kingfisher.kernel.timing import add_months
from kingfisher.scorecard import actions as scorecard
from kingfisher.scorecard import rules

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("counting.toml")
OFFICE = "ruth"


def give_counts(world: World, places: Places) -> int:
    """Every quarter of every measure told, up to the last that is over; returns how many quarters."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    counts = [line for one in told["measure"] for line in _lines(world, one)]
    latest = _quarter(world, 1)
    published = [
        (one["area"], measure, latest, percent, one["source"])
        for one in told["neighbour"] for measure, percent in one["percents"].items()
    ]  # fmt: skip
    with acting_as(places.worker(OFFICE, at=world.now)) as office:
        made = scorecard.keep_counts(office, text=_csv(scorecard.COUNT_COLUMNS, counts), at=world.now)
        scorecard.keep_neighbours(office, text=_csv(scorecard.NEIGHBOUR_COLUMNS, published), at=world.now)
    with acting_as(places.service("front_door_service", at=world.now)) as door:
        scorecard.freeze_given(door, at=world.now)
    return made


def _quarter(world: World, ago: int) -> str:
    return rules.quarter(add_months(world.now.date(), -3 * ago))[0].isoformat()


def _lines(world: World, one: dict) -> Iterable[tuple]:
    numbers = list(zip(one["counted"], one["out_of"], strict=True))
    for at, (counted, out_of) in enumerate(numbers):
        first = _quarter(world, len(numbers) - at)
        yield (one["id"], first, "", counted, out_of, out_of // 40, out_of // 60, one["source"])
        for group, n, d in _shares(one.get("groups", {}), counted, out_of):
            yield (one["id"], first, group, n, d, "", "", "")


def _shares(groups: dict[str, int], counted: int, out_of: int) -> Iterable[tuple[str, int, int]]:
    """Each group's share; what is left by rounding goes to the last."""
    left_n, left_d = counted, out_of
    names = list(groups)
    for name in names[:-1]:
        n, d = counted * groups[name] // 100, out_of * groups[name] // 100
        left_n, left_d = left_n - n, left_d - d
        yield name, n, d
    if names:
        yield names[-1], left_n, left_d


def _csv(columns: Sequence[str], lines: Iterable[Sequence]) -> str:
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(columns)
    writer.writerows(lines)
    return told.getvalue()
