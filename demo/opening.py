"""Play emergency openings, with their reviews, and what one agency asks of another's team, on the days they were."""

import tomllib
from datetime import timedelta
from pathlib import Path

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.access.entry import acting_as
from kingfisher.kernel.base import FULL
from kingfisher.organisations import queries as organisations

from .filling import Filler
from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("openings.toml")


def open_in_need(world: World, places: Places, filler: Filler) -> int:
    """Play each opening for which there is a folder that says only that it exists; returns how many there were."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    played, taken = 0, set()
    for one in told["opening"]:
        folders = sorted(
            (key, folder) for (key, holder, category), folder in filler.folders.items()
            if holder == one["holder"] and category == one["category"] and folder not in taken
        )  # fmt: skip
        at = world.now - timedelta(days=one["days_ago"], hours=one.get("hours_ago", 0))
        with acting_as(places.worker(one["by"], at=at)) as worker:
            levels = policy.levels(worker, [folder for _, folder in folders])
            found = [folder for _, folder in folders if 0 < levels.get(folder, 0) < FULL]
            if not found:
                continue
            taken.add(found[0])
            use = access.break_glass(worker, folder_id=found[0], why=one["why"], at=at)
        if "reviewed" in one:
            by, days_later, outcome, words = one["reviewed"]
            with acting_as(places.worker(by, at=at + timedelta(days=days_later))) as reviewer:
                access.review_emergency(reviewer, use_id=use, outcome=outcome, words=words, at=reviewer.at)
        played += 1
    for one in told["ask"]:
        at = world.now - timedelta(days=one["days_ago"])
        with acting_as(places.worker(one["by"], at=at)) as administrator:
            team = organisations.team(administrator, one["team"])
            access.ask_to_join(administrator, placement_id=places.placements[one["who"]], team_id=team, why=one["why"],
                               at=at)  # fmt: skip
    return played
