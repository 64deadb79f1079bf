"""Asks every query as a worker at the front door would, one at a time, and times each from words to answer."""

import csv
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils import timezone

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.actor import Actor
from kingfisher.people import queries
from kingfisher.people.matching.said import read_fields
from kingfisher.people.queries import Hit

WARMING = 50
SURE = 6.0  # bits between the first and the second person found, from which the first one's records stand together
COLUMNS = ("query_id", "rank", "record_id", "score", "latency_ms")


def ask(asked: Path, out: Path, worker: UUID, say: Callable[[str], None]) -> tuple[list[float], list[float]]:
    """Write results.csv; returns the milliseconds of every query, by the clock on the wall and of the processor.

    The first fifty are asked twice, once to warm up.
    """
    with asked.open(newline="", encoding="utf-8", errors="replace") as file:
        rows = list(csv.DictReader(file))
    asker = actor_for(worker, at=timezone.now(), purpose="safeguard_child", via="page")
    for row in rows[:WARMING]:
        answer(asker, row)
    took, worked = [], []
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, row in enumerate(rows, start=1):
            before = processor_ms()
            hits, ms = answer(asker, row)
            took.append(ms)
            worked.append(processor_ms() - before)
            for rank, hit in enumerate(in_order(hits), start=1):
                if hit.statement:
                    record = hit.statement.said.local_id
                    writer.writerow((row["query_id"], rank, record, f"{hit.score:.2f}", f"{ms:.3f}"))
            if number % 500 == 0:
                say(f"{number:,} of {len(rows):,} queries")
    return took, worked


def processor_ms() -> float:
    """What this process and its database session have had of the processor, in milliseconds: a busy machine leaves it
    alone. The session's part is read from Linux, where the database is on this machine."""
    own = time.process_time() * 1000
    connection.ensure_connection()
    try:
        with open(f"/proc/{connection.connection.info.backend_pid}/schedstat") as said:
            return own + int(said.read().split()[0]) / 1e6
    except OSError:
        return own


def answer(asker: Actor, row: dict[str, str]) -> tuple[list[Hit], float]:
    """One search as a page does it: the door passed, what may be seen found and read, the search recorded and kept."""
    words = " ".join(value for name, value in row.items() if name != "query_id" and value)
    began = time.perf_counter()
    actor = asker.moved_to(timezone.now())
    with acting_as(actor):
        hits = queries.search_for(actor, _sought(row, actor.at.date()), words)
    return hits, (time.perf_counter() - began) * 1000


def _sought(row: dict[str, str], on: date):
    get = lambda name: (row.get(name) or "").strip()  # noqa: E731
    return read_fields(
        words=get("text"), first_name=get("first_name"), surname=get("surname"), dob=get("dob"), age=get("age"),
        sex=get("sex"), postcode=get("postcode"), town=get("town"), phone=get("phone"), on=on,
    )  # fmt: skip


def in_order(hits: list[Hit]) -> Iterator[Hit]:
    """The records in a row: all of the first person where nobody else comes near, else each person's best first."""
    is_sure = len(hits) == 1 or (len(hits) > 1 and hits[0].score - hits[1].score >= SURE)
    together = hits[:1] if is_sure else []
    for hit in together:
        yield from (hit, *hit.alike)
    rest = hits[len(together) :]
    yield from rest
    for hit in rest:
        yield from hit.alike
