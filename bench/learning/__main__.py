"""Run the measurement; see the package's own words."""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator

import psycopg
from django.test import Client
from django.utils import timezone

from bench.first_picture.__main__ import EVERYDAY_MS, measure, row, sample  # sets Django up, with the bare view
from bench.learning.laying import Laying, key
from kingfisher.kernel.tokens import token_of
from kingfisher.learning.actions.letters import ASKED, BOOKING, RECORD
from kingfisher.project import database, demonstration, standing
from kingfisher.project.warming import warm

COORDINATOR, LEAD, WORKER, CHIEF = "terry", "imelda", "daniel", "moira"
SOME = 20


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.learning", description=__doc__)
    asked.add_argument("--learners", type=int, default=10_000)
    asked.add_argument("--days", type=int, default=150, help="held in each year")
    asked.add_argument("--years", type=int, default=3)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    standing.take_up_demo()
    with database.in_use():
        demonstration.ready("town", 1, rebuild=False)
        return run(options)


def run(options: argparse.Namespace) -> int:
    at = timezone.now()
    laid = Laying(options.learners, options.days, options.years, at)
    if laid.lay():
        with psycopg.connect(database.url_for("owner"), autocommit=True) as link:
            link.execute("VACUUM ANALYZE")  # as autovacuum does of itself, minutes later
        print(f"laid {options.learners:,} learners and {options.years * options.days} days held", file=sys.stderr)
    warm()
    bare_took = measure(Client(), [f"/bench/bare/{sample.gather(at=at).worker}"], options.rounds)
    bare = statistics.median(t.wall for t in bare_took)
    rows = [row("bare view, one indexed read", bare_took, bare)]
    rows += [row(name, measure(who, where, options.rounds), bare) for name, who, where in pages(laid)]
    said = {"learners": options.learners, "days_held": options.days * options.years, "rounds": options.rounds,
            "load": round(os.getloadavg()[0], 1), "pages": rows}  # fmt: skip
    print(json.dumps(said)) if options.json else show(said)
    slow = [r["page"] for r in rows[1:] if float(r["p95_ms"]) > EVERYDAY_MS]
    for name in slow:
        print(f"over {EVERYDAY_MS} ms at p95: {name}", file=sys.stderr)
    return 1 if slow else 0


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/sign-in", {"persona": name})
    client.post("/access/purpose", {"purpose": "safeguard_child", "next": "/desk"})
    return client


def pages(laid: Laying) -> Iterator[tuple[str, Client, list[str]]]:
    """Every page of training, with whom it is opened by and other records each round."""
    some = range(SOME)
    refs = [f"MANY-C{n:05}" for n in some]
    held = [str(key("held", n)) for n in some]
    people = [str(key("learner", n * 7)) for n in some]
    anybody, office, lead, worker, chief = Client(), *(signed_in(n) for n in (COORDINATOR, LEAD, WORKER, CHIEF))
    yield "courses, without an account", anybody, ["/courses", "/courses?level=2", "/courses?role=teacher&way=online"]
    yield "one day and its form", anybody, [f"/courses/days/{ref}" for ref in refs]
    yield "one day, for one's staff", anybody, [f"/courses/days/{ref}?for=staff" for ref in refs]
    yield (
        "my place, by its link",
        anybody,
        [f"/courses/bookings/{token_of(key('booking', n, 1), BOOKING)}" for n in some],
    )
    yield "my record, by its link", anybody, [f"/courses/record/{token_of(key('learner', n), RECORD)}" for n in some]
    asked = [f"/courses/questions/{token_of(key('asked', n, 0, 'day'), ASKED)}" for n in some]
    yield "what did you think, by its link", anybody, asked
    yield "my training", worker, ["/training"]
    yield "courses, signed in", worker, ["/training/courses"]
    yield "one day, signed in", worker, [f"/training/courses/{ref}" for ref in refs]
    yield "training office", office, ["/training/office"]
    yield "days past", office, ["/training/office?past=1"]
    yield "one day with everybody", office, [f"/training/office/days/{one}" for one in held]
    yield "register", office, [f"/training/office/days/{one}/register" for one in held]
    yield "trainers", office, ["/training/office/trainers"]
    yield "learners", office, ["/training/office/learners"]
    yield "learners, searched", office, [f"/training/office/learners?q=Lerner0{n:02}" for n in some]
    yield "learners, by address", office, [f"/training/office/learners?q=l{n}77@" for n in some]
    yield "fees", office, ["/training/office/fees"]
    yield "people, of all", office, ["/training/people"]
    yield "one learner", office, [f"/training/people/{one}" for one in people]
    yield "who is trained, by agency", office, ["/training/agencies"]
    yield "figures", office, ["/training/figures"]
    yield "coordinator's desk", office, ["/desk"]
    yield "people of one's own agency", lead, ["/training/people"]
    yield "own people, searched", lead, [f"/training/people?q=Lerner0{n:02}" for n in some]
    yield "who is trained, for a chief", chief, ["/training/agencies"]
    yield "figures, for a chief", chief, ["/training/figures"]
    yield "what needs the three", chief, ["/partnership/three"]


def show(said: dict) -> None:
    print(f"{said['learners']:,} learners, {said['days_held']} days held; {said['rounds']} visits each; "
          f"load {said['load']}, {os.cpu_count()} processors")  # fmt: skip
    print(f"{'page':34} {'p50 ms':>8} {'p95 ms':>8} {'cpu p50':>8} {'questions':>10} {'x bare':>7}")
    for r in said["pages"]:
        print(f"{r['page']:34} {r['p50_ms']:8.1f} {r['p95_ms']:8.1f} {r['processor_p50_ms']:8.1f} "
              f"{r['questions']:10} {r['times_bare']:7.1f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
