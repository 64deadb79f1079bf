"""Run the measurement on the demonstration of this home; see the package's own words."""

import argparse
import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kingfisher.project.settings")
os.environ.setdefault("KINGFISHER_DEMO", "1")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

settings.ROOT_URLCONF = "bench.first_picture.addresses"
settings.ALLOWED_HOSTS = ["*"]

from bench.first_picture import sample  # noqa: E402
from kingfisher.project import database  # noqa: E402
from kingfisher.project.warming import warm  # noqa: E402

EVERYDAY_MS = 150  # p95 of any everyday page
PICTURE_SECONDS = 2.0  # from submitting a concern to a picture holding every standing agency


@dataclass(frozen=True)
class Took:
    """One visit: milliseconds by the clock on the wall, milliseconds of processor, questions to the database."""

    wall: float
    processor: float
    questions: int


def processor_ms() -> float:
    """What this process and its database session have had of the processor so far, in milliseconds.

    Unlike the wall clock it says the same on a busy machine as on a quiet one. The session's part is read from
    Linux, where the database is on this machine.
    """
    own = time.process_time() * 1000
    connection.ensure_connection()
    try:
        with open(f"/proc/{connection.connection.info.backend_pid}/schedstat") as said:
            return own + int(said.read().split()[0]) / 1e6
    except OSError:
        return own


def timed(visit: Callable[[], object]) -> Took:
    asked = 0

    def counted(execute: Callable, *rest: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*rest)

    with connection.execute_wrapper(counted):
        had, began = processor_ms(), time.perf_counter()
        visit()
        wall = (time.perf_counter() - began) * 1000
        return Took(wall, processor_ms() - had, asked)


def measure(client: Client, addresses: list[str], rounds: int) -> list[Took]:
    """Each visit measured, after five to warm up; every answer must be a page."""

    def visit(address: str) -> None:
        answer = client.get(address)
        if answer.status_code == 302 and "/sharing/" in answer.headers["Location"]:
            answer = client.get(answer.headers["Location"])
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}: the measurement would mean nothing")

    for address in islice(cycle(addresses), 5):
        visit(address)
    return [timed(lambda a=a: visit(a)) for a in islice(cycle(addresses), rounds)]


def ninety_fifth(values: list[float]) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]


def row(name: str, took: list[Took], bare: float) -> dict[str, object]:
    wall, processor = [t.wall for t in took], [t.processor for t in took]
    return {
        "page": name, "p50_ms": round(statistics.median(wall), 1), "p95_ms": round(ninety_fifth(wall), 1),
        "processor_p50_ms": round(statistics.median(processor), 1),
        "processor_p95_ms": round(ninety_fifth(processor), 1),
        "questions": max(t.questions for t in took), "times_bare": round(statistics.median(wall) / bare, 1),
    }  # fmt: skip


def pages(found: sample.Sample) -> Iterator[tuple[str, Client, list[str]]]:
    """Every everyday page with whom it is opened by; other children each round."""
    triage, researcher = found.triage, found.researcher
    yield "my work", triage, [reverse("desk:home")]
    yield "front door queue", triage, [reverse("referrals:queue")]
    yield "one contact (triage)", triage, [reverse("referrals:contact", args=[key]) for key in found.contacts]
    yield "find a child", triage, [f"{reverse('people:search')}?q={name}" for name in found.names]
    yield "a child's picture", triage, [reverse("casefile:child", args=[key]) for key in found.children]
    yield "a child's picture, printed", triage, [reverse("casefile:print", args=[key]) for key in found.children]
    yield "requests to answer", researcher, [reverse("sharing:requests")]
    if found.requests:
        yield "answer a request", researcher, [reverse("sharing:request", args=[key]) for key in found.requests]
    yield "tell us of a concern (public)", Client(), ["/concern"]


def first_picture(found: sample.Sample) -> tuple[float, int]:
    """Seconds of server time from a school's system posting a concern to the picture, and the agencies in it.

    The link itself is a person's decision; it is made here at once, by the likeliest match the page offers.
    """
    began = time.perf_counter()
    answer = Client().post(
        "/api/v1/contacts", data=json.dumps(found.concern), content_type="application/json",
        headers={"Authorization": f"Bearer {found.key}", "Idempotency-Key": str(uuid.uuid4())},
    )  # fmt: skip
    if answer.status_code != 201:
        raise SystemExit(f"the concern was answered {answer.status_code}: {answer.content[:300]!r}")
    contact = found.contact_of(answer.json()["reference"])
    opened = found.triage.get(reverse("referrals:contact", args=[contact]))
    if opened.status_code != 200:
        raise SystemExit(f"the contact answered {opened.status_code}")
    mention = found.link_likeliest(contact)
    picture = found.triage.get(reverse("casefile:child", args=[mention]))
    if picture.status_code != 200:
        raise SystemExit(f"the picture answered {picture.status_code}")
    return time.perf_counter() - began, found.agencies_in(picture.content.decode())


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.first_picture", description=__doc__)
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with database.in_use():
        return run(options.rounds, as_json=options.json)


def run(rounds: int, *, as_json: bool) -> int:
    warm()
    found = sample.gather(at=timezone.now())
    bare_took = measure(Client(), [f"/bench/bare/{found.worker}"], rounds)
    bare = statistics.median(t.wall for t in bare_took)
    rows = [row("bare view, one indexed read", bare_took, bare)]
    rows += [row(name, measure(client, where, rounds), bare) for name, client, where in pages(found)]
    tries = [first_picture(found) for _ in range(5)]
    seconds, agencies = statistics.median(t[0] for t in tries), max(t[1] for t in tries)
    said = {"people": found.people, "load": round(os.getloadavg()[0], 1), "pages": rows,
            "first_picture_seconds": round(seconds, 2), "agencies": agencies,
            "first_picture_times_bare": round(seconds * 1000 / bare, 1)}  # fmt: skip
    if as_json:
        print(json.dumps(said))
    else:
        show(said)
    slow = [r["page"] for r in rows[1:] if float(r["p95_ms"]) > EVERYDAY_MS]
    for page in slow:
        print(f"over {EVERYDAY_MS} ms at p95: {page}", file=sys.stderr)
    return 1 if slow or seconds > PICTURE_SECONDS else 0


def show(said: dict) -> None:
    print(f"{said['people']:,} statements about people; policy and audit on; load {said['load']}, "
          f"{os.cpu_count()} processors")  # fmt: skip
    print(f"{'':34} {'by the clock':>17} {'of processor':>17}")
    print(f"{'page':34} {'p50 ms':>8} {'p95 ms':>8} {'p50 ms':>8} {'p95 ms':>8} {'questions':>10} {'x bare':>7}")
    for r in said["pages"]:
        print(f"{r['page']:34} {r['p50_ms']:8.1f} {r['p95_ms']:8.1f} {r['processor_p50_ms']:8.1f} "
              f"{r['processor_p95_ms']:8.1f} {r['questions']:10} {r['times_bare']:7.1f}")  # fmt: skip
    print(f"from a concern posted to a picture of {said['agencies']} agencies: {said['first_picture_seconds']:.2f} s "
          f"of server time ({said['first_picture_times_bare']} times the bare view)")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
