"""Open a map of the girls at Wharf Street who are known to no service yet, for a reason, and let three workers in."""

import tomllib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence.actions import Joined, Necessary, Noted

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("peer_map.toml")


def draw_map(world: World, places: Places, keys: dict[str, UUID]) -> None:
    """`keys` are things of the network by the names networks.toml gives them."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    at = world.now - timedelta(hours=5)
    with acting_as(places.worker(told["opened_by"], at=at)) as worker:
        said = Necessary(told["title"], told["necessity"], told["less_would_not_do"])
        made = intelligence.open_peer_map(worker, said=said, at=at)
        on = {one["key"]: _put(worker, made, keys, one, at) for one in told["person"]}
        for left, right, kind, basis, sure, days, said_by in told["link"]:
            day = (world.now - timedelta(days=days)).date()
            joined = Joined(on[left], on[right], kind, basis, sure, day, day, said_by)
            intelligence.join_on_map(worker, map_id=made, joined=joined, at=at)
        for one in told["let_in"]:
            intelligence.let_into_map(
                worker, map_id=made, placement_id=places.worker(one["who"], at=at).placement_id, why=one["why"],
                writes=one["writes"], at=at,
            )  # fmt: skip


def _put(worker, made: UUID, keys: dict[str, UUID], one: dict, at) -> UUID:
    """The thing that is on the map: of the network where its key is known there, else written down for the map."""
    new = None if one["key"] in keys else Noted("person", "unverified", one["label"], one.get("detail", ""))
    return intelligence.put_on_map(
        worker, map_id=made, part=one["part"], because=one["because"], thing_id=keys.get(one["key"]), noted=new, at=at,
    )  # fmt: skip
