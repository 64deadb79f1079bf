"""Play professional disagreements through the escalations room, on the days they were worked."""

import tomllib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.escalations import actions as escalations
from kingfisher.kernel.actor import Actor

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("disagreements.toml")


def disagree(world: World, places: Places) -> int:
    """Play each; returns how many."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))["disagreement"]
    for one in told:
        _play(world, places, one)
    return len(told)


def _play(world: World, places: Places, one: dict) -> None:
    at = world.now - timedelta(days=one["days_ago"])
    door = places.service("front_door_service", at=at)
    said = escalations.Challenge(
        places.organisations[one["with"]], one["about"], one["topic"], one["disagreement"], one["wanted"],
        one.get("immediate", False),
    )  # fmt: skip
    with acting_as(places.worker(one["by"], at=at)) as raiser:
        key = escalations.challenge(raiser, said=said, service=door.placement_id, at=at)
    _keep_up(door, key)
    for day, (who, words) in enumerate(one["said"], start=1):
        with acting_as(places.worker(who, at=at + timedelta(days=day))) as worker:
            escalations.answer(worker, escalation_id=key, words=words, at=worker.at)
    for day, words in enumerate(one["up"], start=2):
        with acting_as(places.worker(one["by"], at=at + timedelta(days=day))) as raiser:
            escalations.move_up(raiser, escalation_id=key, words=words, at=raiser.at)
        _keep_up(door.moved_to(raiser.at), key)
    if "ends" in one:
        who, how, words, learning = one["ends"]
        with acting_as(places.worker(who, at=at + timedelta(days=3))) as worker:
            escalations.end(worker, escalation_id=key, how=how, words=words, learning=learning, at=worker.at)
        _keep_up(door.moved_to(worker.at), key)


def _keep_up(door: Actor, key: UUID) -> None:
    with acting_as(door):
        escalations.keep_up(door, escalation_id=key, at=door.at)
