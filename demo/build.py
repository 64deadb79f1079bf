"""Build Saltmere in the database, only through the product's own actions.

    ./kingfisher demo --build-only          (or, in an empty demonstration: python -m demo.build)

Refuses on a live site, and where anything is there already. The same seed and day build the same county.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from kingfisher.organisations import queries as places
from kingfisher.project import standing

from .assuring import assure
from .boarding import hold_board
from .counting import give_counts
from .disagreeing import disagree
from .disrupting import disrupt
from .filling import Filler
from .founding import Places, founded, furnish
from .helping import help_families
from .missing import go_missing
from .networking import draw_networks
from .nights import work_beside_the_queue
from .opening import open_in_need
from .playing import Front
from .reviewing import review
from .settling import (
    close_records,
    count_figures,
    freeze_quarters,
    link_by_number,
    link_stories,
    propose_pairs,
    sign_agreements,
)
from .shapes import FamilySeed
from .standing_by import stand_by
from .training import train
from .world import SIZES, World

CHUNK_FAMILIES = 600
BROUGHT_IN_DAYS_AGO = 1


class Progress:
    """One line for each stage on standard error, with how long it took."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.began = quiet, time.monotonic()
        self.last = self.began
        self.seconds: dict[str, float] = {}

    def done(self, stage: str, words: str) -> None:
        now = time.monotonic()
        self.seconds[stage] = round(self.seconds.get(stage, 0) + now - self.last, 1)
        if not self.quiet:
            print(f"kingfisher: {words} ({now - self.last:.1f} s)", file=sys.stderr, flush=True)
        self.last = now


def build(world: World, *, quiet: bool = False) -> dict:
    """Build the whole county in an empty, migrated database; returns its counts and seconds by stage."""
    progress = Progress(quiet)
    cast = furnish(world, *founded(world))
    progress.done("founding", f"{len(cast.organisations)} organisations, {len(cast.workers)} workers")
    signed = sign_agreements(world, cast)
    progress.done("agreements", f"{signed} agreements signed")
    filler = Filler(world, cast, world.now - timedelta(days=BROUGHT_IN_DAYS_AGO))
    filler.fill(stories_as_families(world), remember=True)
    progress.done("stories", f"{len(world.stories)} stories")
    for number, chunk in enumerate(chunks(world.families())):
        filler.fill(chunk, remember=number == 0)
        progress.done("families", f"{filler.counts['statements']:,} statements, {filler.counts['entries']:,} entries")
    filler.counts["links"] = link_by_number(world, cast) + link_stories(world, cast, filler)
    close_records(world, cast, filler)
    progress.done("links", f"{filler.counts['links']:,} pairs of records linked")
    filler.counts["proposals"] = propose_pairs(world, cast)
    count_figures(world, cast)
    progress.done("proposals", f"{filler.counts['proposals']:,} pairs of records for a person to judge")
    front = Front(world, cast, filler)
    for contact in world.contacts:
        front.play(contact)
    filler.counts["contacts"] = len(world.contacts)
    progress.done("contacts", f"{len(world.contacts)} contacts")
    filler.counts["disagreements"] = disagree(world, cast)
    progress.done("disagreements", f"{filler.counts['disagreements']} professional disagreements")
    filler.counts["board_meetings"] = hold_board(world, cast)
    filler.counts["reviews"] = review(world, cast)
    filler.counts["training_days"] = train(world, cast)
    progress.done("training", f"{filler.counts['training_days']} days of training planned and held")
    filler.counts["beside"] = work_beside_the_queue(world, cast, front.contacts)
    progress.done("beside", f"{filler.counts['beside']} things the front door does beside its queue")
    filler.counts["openings"] = open_in_need(world, cast, filler)
    filler.counts["tools"] = disrupt(world, cast)
    progress.done("disruption", f"{filler.counts['tools']} tools of the law weighed against one man")
    stand_by_children(world, cast, filler, front, progress)
    filler.counts["given"] = give_counts(world, cast)
    filler.counts["figures"] = freeze_quarters(world, cast)
    progress.done("figures", f"{filler.counts['figures']} figures of the board frozen")
    return {"size": world.size, "seed": world.seed, **filler.counts, "seconds": progress.seconds}


def stand_by_children(world: World, cast: Places, filler: Filler, front: Front, progress: Progress) -> None:
    """Help families, search for who is missing, screen, draw the network round the four girls; look how good it is."""
    filler.counts["helped"] = help_families(world, cast, filler, front.contacts)
    progress.done("help", f"{filler.counts['helped']} families on the way from a referral to a plan")
    filler.counts["absences"] = go_missing(world, cast, filler)
    progress.done("missing", f"{filler.counts['absences']} absences of missing children")
    filler.counts["screened"] = stand_by(world, cast, filler)
    progress.done("exploitation", f"{filler.counts['screened']} screenings, and those who stand by the children")
    filler.counts["prompts"] = draw_networks(world, cast, filler)
    progress.done("networks", f"a network drawn, {filler.counts['prompts']} prompts of the finder")
    filler.counts["assured"] = assure(world, cast)
    progress.done("assurance", f"{filler.counts['assured']} rounds, audits, looks and packs")


def stories_as_families(world: World) -> Iterator[FamilySeed]:
    for story in world.stories:
        yield FamilySeed(story.people, story.ties, story.entries)


def chunks(families: Iterable[FamilySeed]) -> Iterator[list[FamilySeed]]:
    left = iter(families)
    while chunk := list(islice(left, CHUNK_FAMILIES)):
        yield chunk


def refusal(now: datetime) -> str:
    """Why nothing may be built here ("" when it may)."""
    if standing.read().get("mode") != "demo":
        return "This is not a demonstration: Saltmere is built only where ./kingfisher demo made the home."
    if places.service_place("installer", now=now):
        return "Something is here already: start with ./kingfisher demo --rebuild."
    return ""


def main(argv: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m demo.build", description="Build the fictional county.")
    sizes = "hamlet: 400 people and few contacts; town: 3,000 people; county: 143,000 children"
    asked.add_argument("--size", choices=sorted(SIZES), default="town", help=sizes)
    asked.add_argument("--seed", type=int, default=1, help="the same seed builds the same county")
    asked.add_argument("--json", action="store_true", help="print what was built as one line")
    args = asked.parse_args(argv)
    now = datetime.now(UTC)
    if why := refusal(now):
        print(why, file=sys.stderr)
        return 1
    made = build(World(args.seed, args.size, now))
    if args.json:
        print(json.dumps(made))
    return 0


if __name__ == "__main__":
    from kingfisher.project.demonstration import build as built

    raise SystemExit(built(sys.argv[1:]))
