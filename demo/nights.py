"""Play what the front door does beside its queue: advice without a name, other councils, handover by night."""

import json
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.timing import LONDON
from kingfisher.people.rules import Said
from kingfisher.postroom import actions as postroom
from kingfisher.postroom import queries as arrivals
from kingfisher.referrals import actions as referrals
from kingfisher.referrals.actions import ConsultationSaid, DoneAtOnce, TransferSaid
from kingfisher.referrals.said import ConcernSaid, PersonNamed

from .census import Person
from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("nights.toml")


def work_beside_the_queue(world: World, places: Places, contacts: Mapping[str, UUID]) -> int:
    """Play each; returns how many."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    for one in told["advice"]:
        _advise(world, places, one)
    moved = [one for one in told["transfer"] if one["contact"] in contacts]
    for one in moved:
        _pass_on(world, places, one, contacts[one["contact"]])
    truths = {p.key: p.truth for story in world.stories for p in story.people}
    at_once = [one for one in told["afterwards"] if one["child"] in truths]
    for one in at_once:
        _written_afterwards(world, places, one, truths[one["child"]])
    for one in told["handover"]:
        at = world.now - timedelta(hours=one["hours_ago"])
        with acting_as(places.worker(one["by"], at=at)) as reader:
            referrals.read_handover(reader, part=one["part"], day=at.astimezone(LONDON).date(), at=at)
    return len(told["advice"]) + len(moved) + len(at_once) + len(told["handover"])


def _advise(world: World, places: Places, one: dict) -> None:
    at = world.now - timedelta(days=one["days_ago"], hours=2)
    said = ConsultationSaid(
        one["asked_by"], one["category"], one["asked"], one["advised"], one["refer"], danger_now=False,
        from_agency_id=places.organisations[one["agency"]], looked_over=True,
    )  # fmt: skip
    with acting_as(places.worker(one["by"], at=at)) as adviser:
        referrals.consult(adviser, said=said, at=at)


def _written_afterwards(world: World, places: Places, one: dict, child: Person) -> None:
    """An emergency of the night, by whoever is at the front door in the morning."""
    at = world.now - timedelta(minutes=25)
    said = ConcernSaid(
        people=(PersonNamed(Said(kind="child", given_name=child.first, family_name=child.surname,
                                 born_on=child.born_on)),),
        what_happened=one["told"], danger_now="no",
    )  # fmt: skip
    done = DoneAtOnce(
        one["measure"], world.now - timedelta(hours=one["done_hours_ago"]),
        world.now - timedelta(hours=one["known_hours_ago"]), one["done_by"], one["words"],
    )  # fmt: skip
    with acting_as(places.worker(one["by"], at=at)) as worker:
        kept = postroom.accept_once(
            worker, kind="concern", door="telephone", body=json.dumps({"what_happened": one["told"]}).encode(),
            content_type="application/json", at=at,
        )  # fmt: skip
        arrival = arrivals.arrival_by_ref(worker, kept.ref)
        referrals.record_afterwards(worker, arrival=arrival, said=said, done=done, at=at)


def _pass_on(world: World, places: Places, one: dict, contact: UUID) -> None:
    at = world.now - timedelta(hours=one["hours_ago"])
    said = TransferSaid(one["council"], one["person"], one["words"])
    with acting_as(places.worker(one["by"], at=at)) as worker:
        key = referrals.transfer_out(worker, contact_id=contact, said=said, at=at)
    if one.get("answered"):
        later = at + timedelta(hours=1)
        with acting_as(places.worker(one["by"], at=later)) as worker:
            referrals.acknowledge_transfer(worker, transfer_id=key, who=one["answered"], at=later)
