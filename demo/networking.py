"""Note the networks of Saltmere through the intelligence room, open them to the team, and let the finder look."""

import tomllib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.finder import jobs as finder
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence.actions import Joined, Noted
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL

from .filling import Filler
from .founding import Places
from .mapping import draw_map
from .world import World

TOLD = Path(__file__).with_name("networks.toml")
OPENED_WHY = "The team works on this network together."


def draw_networks(world: World, places: Places, filler: Filler) -> int:
    """Note every thing and link, open the register to the team, look once; returns how many prompts were made."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    with acting_as(places.worker(told["noted_by"], at=world.now - timedelta(hours=6))) as worker:
        register = intelligence.register(worker, at=worker.at)
        access.grant(
            worker, folder_id=register, to=access.Receiver(team_id=places.teams[told["team"]]), level=FULL, writes=True,
            basis="ca2004_s11", because=OPENED_WHY, at=worker.at,
        )  # fmt: skip
        keys = {one["key"]: _note(world, worker, filler, one) for one in told["thing"]}
        for one in told["link"]:
            _join(world, worker, keys, one)
    draw_map(world, places, keys)
    made = finder.find(at=world.now, whole=True)
    return made.made if made else 0


def _note(world: World, worker: Actor, filler: Filler, one: dict) -> UUID:
    day = (world.now - timedelta(days=one["days"])).date() if "days" in one else None
    at = tuple(one["at"]) if "at" in one else None
    noted = Noted(one["kind"], one["sort"], one["label"], one.get("detail", ""), happened_on=day, at=at)
    key = intelligence.note(worker, noted=noted, at=worker.at)
    if "person" in one:
        held = filler.held[one["person"], "police"]
        intelligence.identify(worker, thing_id=key, person_id=held.person_id, why=one["why"], at=worker.at)
    if "role" in one:
        since = (world.now - timedelta(days=60)).date()
        said = {"role": one["role"], "from_on": since, "why": "Mapping meeting"}
        intelligence.give_role(worker, thing_id=key, at=worker.at, **said)
    return key


def _join(world: World, worker: Actor, keys: dict[str, UUID], one: dict) -> None:
    kind, basis, grade, sure, first, last, said_by = one["how"]
    left, right = (keys[end] for end in one["ends"])
    days = [(world.now - timedelta(days=d)).date() for d in (first, last)]
    joined = Joined(left, right, kind, basis, sure, *days, said_by, grade)
    intelligence.join(worker, joined=joined, at=worker.at)
